package dev.gatehouse.config;

import dev.gatehouse.config.DependencySettings.AdvisoryAge;
import dev.gatehouse.config.LicenceSettings.PackageException;
import dev.gatehouse.config.LicenceSettings.Scope;
import dev.gatehouse.config.LicenceSettings.Terms;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Fields;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads `licences:`, `vex:` and `advisories:` of one layer over what the layers before say.
///
/// @param allowed
///            whether the layer may set a key
record DependencyReader(Predicate<String> allowed) {
    private static final int LONGEST_AGE = 36_500;

    DependencySettings read(Fields root, DependencySettings before) throws DocumentException {
        List<String> vex = new ArrayList<>(before.vex());
        for (String path : root.texts("vex")) {
            if (LayerReader.outside(path)) {
                throw root.error(root.required("vex"), "'vex' must lie within the repository");
            }
            if (allowed.test("vex")) {
                vex.add(path);
            }
        }
        return new DependencySettings(licences(root.fields("licences"), before.licences()), vex,
                advisories(root.fields("advisories"), before.advisories()));
    }

    private AdvisoryAge advisories(@Nullable Fields fields, AdvisoryAge before) throws DocumentException {
        if (fields == null) {
            return before;
        }
        int warn = (int) fields.whole("warn-after", 0, LONGEST_AGE, before.warnAfter());
        int fail = (int) fields.whole("fail-after", 0, LONGEST_AGE, before.failAfter());
        fields.finish();
        return new AdvisoryAge(allowed.test("advisories.warn-after") ? warn : before.warnAfter(),
                allowed.test("advisories.fail-after") ? fail : before.failAfter());
    }

    private LicenceSettings licences(@Nullable Fields fields, LicenceSettings before) throws DocumentException {
        if (fields == null) {
            return before;
        }
        Terms terms = terms(fields, before.terms(), Terms.NONE, "licences.");
        Map<Scope, Terms> scopes = new EnumMap<>(Scope.class);
        scopes.putAll(before.scopes());
        Fields named = fields.fields("scopes");
        if (named != null) {
            for (Scope scope : Scope.values()) {
                String label = scope.name().toLowerCase(Locale.ROOT);
                Fields one = named.fields(label);
                if (one != null) {
                    scopes.put(scope,
                            terms(one, before.scopes().getOrDefault(scope, Terms.NONE), terms, "licences.scopes." + label + "."));
                    one.finish();
                }
            }
            named.finish();
        }
        List<PackageException> exceptions = new ArrayList<>(before.exceptions());
        for (Fields entry : fields.each("exceptions")) {
            PackageException exception = new PackageException(entry.requiredText("package"), entry.text("licence"),
                    entry.requiredText("reason"), date(entry));
            if (!exception.name().startsWith("pkg:")) {
                throw entry.error(entry.required("package"), "'package' must be a package URL such as pkg:npm/left-pad");
            }
            entry.finish();
            if (allowed.test("licences.exceptions")) {
                exceptions.add(exception);
            }
        }
        fields.finish();
        return new LicenceSettings(terms, scopes, exceptions);
    }

    /// @param before
    ///            of the same place in the layers before: lists grow
    /// @param otherwise
    ///            holds for a list that neither names
    private Terms terms(Fields fields, Terms before, Terms otherwise, String prefix) throws DocumentException {
        return new Terms(list(fields, "allow", before.allow(), otherwise.allow(), prefix),
                list(fields, "review", before.review(), otherwise.review(), prefix),
                list(fields, "deny", before.deny(), otherwise.deny(), prefix));
    }

    private List<String> list(Fields fields, String key, List<String> before, List<String> otherwise, String prefix)
            throws DocumentException {
        List<String> own = fields.texts(key);
        List<String> all = new ArrayList<>(before);
        if (allowed.test(prefix + key)) {
            all.addAll(own);
        }
        return all.isEmpty() && !fields.mapping().members().stream().anyMatch(member -> member.key().equals(key))
                ? otherwise
                : all;
    }

    private static @Nullable LocalDate date(Fields entry) throws DocumentException {
        String text = entry.text("expires");
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw entry.error(entry.required("expires"), "'expires' must be a date such as 2026-12-31");
        }
    }
}
