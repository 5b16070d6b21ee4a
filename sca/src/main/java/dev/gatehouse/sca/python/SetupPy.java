package dev.gatehouse.sca.python;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Map;
import java.util.Set;

/// `setup.py` of setuptools (setuptools.pypa.io): what the call of `setup` asks for, as far as it stands there in literals or in
/// variables that are set to literals. Nothing is run; a list that is computed is told.
final class SetupPy implements PackageFormat {
    private static final Map<String, Scope> LISTS = Map.of("install_requires", Scope.RUNTIME, "setup_requires", Scope.BUILD,
            "tests_require", Scope.TEST);

    @Override
    public String id() {
        return "setup-py";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("setup.py");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        Lines lines = content.lines();
        PythonLiterals literals = new PythonLiterals(lines.whole());
        PythonLiterals.Call call = literals.call("setup");
        if (call == null) {
            return;
        }
        if (call.arguments().get("name") instanceof PythonLiterals.Text name) {
            listing.subject(Lines.text(name.text()),
                    call.arguments().get("version") instanceof PythonLiterals.Text version ? version.text() : "", "");
        }
        call.arguments().forEach((argument, value) -> {
            Scope scope = LISTS.get(argument);
            if (scope != null) {
                add(argument, value, scope, lines, listing);
            } else if (argument.equals("extras_require")) {
                if (value instanceof PythonLiterals.Dictionary extras) {
                    extras.entries().forEach((extra, asked) -> add(argument, asked, extra(extra), lines, listing));
                } else if (value instanceof PythonLiterals.Computed computed) {
                    computed(argument, computed, lines, listing);
                }
            }
        });
    }

    private static Scope extra(String name) {
        return name.contains("test") ? Scope.TEST : name.contains("dev") ? Scope.DEVELOPMENT : Scope.OPTIONAL;
    }

    private static void add(String argument, PythonLiterals.Value value, Scope scope, Lines lines, ListingBuilder listing) {
        switch (value) {
            case PythonLiterals.Text text -> {
                // One text may hold a requirement a line.
                for (String line : text.text().split("\n")) {
                    add(line, text, scope, lines, listing);
                }
            }
            case PythonLiterals.Many many -> many.values().forEach(each -> add(argument, each, scope, lines, listing));
            case PythonLiterals.Computed computed -> computed(argument, computed, lines, listing);
            case PythonLiterals.Dictionary _ -> {
                // No list of requirements.
            }
        }
    }

    private static void add(String line, PythonLiterals.Text text, Scope scope, Lines lines, ListingBuilder listing) {
        Requirement.read(line.strip()).ifPresent(asked -> listing
                .add(Requirement.normalised(asked.name()), Purls.pypi(asked.name(), asked.pinned()),
                        lines.span(text.start(), text.end()))
                .requirement(asked.versions()).scope(scope).direct());
    }

    private static void computed(String argument, PythonLiterals.Computed computed, Lines lines, ListingBuilder listing) {
        listing.problem("requirement-computed", lines.number(computed.start()),
                "what " + argument + " holds is computed when the file runs, so it is not known in full");
    }
}
