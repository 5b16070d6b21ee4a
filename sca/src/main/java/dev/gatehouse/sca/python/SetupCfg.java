package dev.gatehouse.sca.python;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `setup.cfg` of setuptools: `install_requires`, `setup_requires`, `tests_require` and extras (setuptools.pypa.io).
final class SetupCfg implements PackageFormat {
    @Override
    public String id() {
        return "setup-cfg";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("setup.cfg");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        String section = "";
        Scope scope = null;
        String name = "";
        String version = "";
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
                continue;
            }
            if (text.startsWith("[") && text.endsWith("]")) {
                section = text.substring(1, text.length() - 1).strip();
                scope = null;
                continue;
            }
            int equals = text.indexOf('=');
            if (line.indent() == 0 && equals > 0) {
                String key = text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String value = text.substring(equals + 1).strip();
                if (section.equals("metadata")) {
                    name = key.equals("name") ? value : name;
                    version = key.equals("version") && !value.startsWith("attr:") ? value : version;
                }
                scope = scope(section, key);
                if (scope != null && !value.isEmpty()) {
                    add(value, line, scope, listing);
                }
            } else if (scope != null) {
                add(text, line, scope, listing);
            }
        }
        if (!name.isEmpty()) {
            listing.subject(Lines.text(name), version, "");
        }
    }

    private static @Nullable Scope scope(String section, String key) {
        if (section.equals("options.extras_require")) {
            return key.contains("test") ? Scope.TEST : key.contains("dev") ? Scope.DEVELOPMENT : Scope.OPTIONAL;
        }
        if (!section.equals("options")) {
            return null;
        }
        return switch (key) {
            case "install_requires" -> Scope.RUNTIME;
            case "setup_requires" -> Scope.BUILD;
            case "tests_require" -> Scope.TEST;
            default -> null;
        };
    }

    private static void add(String text, Lines.Line line, @Nullable Scope scope, ListingBuilder listing) {
        Requirement.read(text).ifPresent(asked -> listing
                .add(Requirement.normalised(asked.name()), Purls.pypi(asked.name(), asked.pinned()), line.span(asked.name()))
                .requirement(asked.versions()).scope(scope == null ? Scope.RUNTIME : scope).direct());
    }
}
