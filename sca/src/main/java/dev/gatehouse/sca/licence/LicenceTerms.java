package dev.gatehouse.sca.licence;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Scope;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a team wants of licences: a policy for each scope, and packages for which something else holds.
///
/// @param policies
///            one for every scope
/// @param exceptions
///            the first that names a package counts
public record LicenceTerms(Map<Scope, LicencePolicy> policies, List<Accepted> exceptions) {
    public LicenceTerms {
        policies = Map.copyOf(policies);
        exceptions = List.copyOf(exceptions);
    }

    /// What holds for one package.
    ///
    /// @param name
    ///            with a version if it holds for that one only
    /// @param licence
    ///            the licence that somebody found; null if the package is taken whatever it is under
    /// @param reason
    ///            why
    /// @param expires
    ///            last day on which it holds; null without end
    public record Accepted(PackageUrl name, @Nullable String licence, String reason, @Nullable LocalDate expires) {

        boolean names(PackageUrl url, LocalDate day) {
            boolean same = name.type().equals(url.type()) && name.name().equals(url.name())
                    && java.util.Objects.equals(name.namespace(), url.namespace());
            return same && (name.version() == null || name.version().equals(url.version()))
                    && (expires == null || !day.isAfter(expires));
        }
    }

    /// Whether anything is judged.
    public boolean isEmpty() {
        return policies.values().stream().allMatch(LicencePolicy::isEmpty);
    }

    Optional<Accepted> accepted(PackageUrl url, LocalDate day) {
        return exceptions.stream().filter(each -> each.names(url, day)).findFirst();
    }
}
