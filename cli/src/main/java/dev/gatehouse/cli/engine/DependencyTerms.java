package dev.gatehouse.cli.engine;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.config.LicenceSettings;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import dev.gatehouse.sca.licence.ExpressionParser;
import dev.gatehouse.sca.licence.LicencePolicy;
import dev.gatehouse.sca.licence.LicenceTerms;
import dev.gatehouse.sca.licence.SpdxList;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the configuration says of licences, as the engine understands it.
final class DependencyTerms {
    private DependencyTerms() {}

    /// @throws UsageException if an entry names no licence or package
    static LicenceTerms licences(LicenceSettings settings) throws UsageException {
        if (settings.isEmpty()) {
            return new LicenceTerms(Map.of(), List.of());
        }
        ExpressionParser parser = new ExpressionParser(SpdxList.load());
        Map<Scope, LicencePolicy> policies = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            LicenceSettings.Terms terms = settings.at(switch (scope) {
                case RUNTIME, PROVIDED, OPTIONAL -> LicenceSettings.Scope.RUNTIME;
                case BUILD, DEVELOPMENT -> LicenceSettings.Scope.DEVELOPMENT;
                case TEST -> LicenceSettings.Scope.TEST;
            });
            policies.put(scope,
                    new LicencePolicy(entries(terms.allow(), "allow", parser), entries(terms.review(), "review", parser),
                            entries(terms.deny(), "deny", parser)));
        }
        List<LicenceTerms.Accepted> exceptions = new ArrayList<>();
        for (LicenceSettings.PackageException exception : settings.exceptions()) {
            String licence = exception.licence();
            if (licence != null && parser.parse(licence).isEmpty()) {
                throw new UsageException("licences.exceptions: '" + licence + "' is no SPDX expression");
            }
            try {
                exceptions.add(new LicenceTerms.Accepted(PackageUrl.parse(exception.name()), licence, exception.reason(),
                        exception.expires()));
            } catch (PackageUrlException e) {
                throw new UsageException("licences.exceptions: '" + exception.name() + "': " + e.getMessage(), e);
            }
        }
        return new LicenceTerms(policies, exceptions);
    }

    /// A misspelt licence would never match, which nobody would see. Deprecated ids become what replaced them.
    private static Set<String> entries(List<String> texts, String list, ExpressionParser parser) throws UsageException {
        Set<String> entries = new LinkedHashSet<>();
        for (String text : texts) {
            if (text.endsWith("*")) {
                entries.add(text);
            } else {
                entries.add(parser.parse(text).orElseThrow(() -> new UsageException("licences." + list + ": '" + text
                        + "' is no SPDX licence; families end in *, such as BSD-*")).toString());
            }
        }
        return entries;
    }
}
