package dev.gatehouse.config;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which licences a team takes: `licences:` in gatehouse.yaml. Without any entry there is no policy and nothing is judged.
///
/// @param terms
///            what holds for every scope
/// @param scopes
///            terms of single scopes, complete
/// @param exceptions
///            packages for which something else holds
public record LicenceSettings(Terms terms, Map<Scope, Terms> scopes, List<PackageException> exceptions) {
    /// No policy.
    public static final LicenceSettings NONE = new LicenceSettings(Terms.NONE, Map.of(), List.of());

    public LicenceSettings {
        scopes = Map.copyOf(scopes);
        exceptions = List.copyOf(exceptions);
    }

    /// What a package is used for, as far as it matters to a licence.
    public enum Scope {
        /// Shipped, or needed to run what is shipped.
        RUNTIME,
        /// Builds the product or helps those who work on it.
        DEVELOPMENT,
        /// Runs with its tests only.
        TEST
    }

    /// SPDX ids, ids with an exception, or families that end in `*`.
    public record Terms(List<String> allow, List<String> review, List<String> deny) {
        /// Says nothing.
        public static final Terms NONE = new Terms(List.of(), List.of(), List.of());

        public Terms {
            allow = List.copyOf(allow);
            review = List.copyOf(review);
            deny = List.copyOf(deny);
        }

        /// Whether it says nothing.
        public boolean isEmpty() {
            return allow.isEmpty() && review.isEmpty() && deny.isEmpty();
        }
    }

    /// What holds for one package.
    ///
    /// @param name
    ///            package URL, with a version if it holds for that one only
    /// @param licence
    ///            the licence that somebody found it to be under; null if it is taken whatever it is under
    /// @param reason
    ///            why
    /// @param expires
    ///            last day on which it holds; null without end
    public record PackageException(String name, @Nullable String licence, String reason, @Nullable LocalDate expires) {}

    /// Whether anything is judged.
    public boolean isEmpty() {
        return terms.isEmpty() && scopes.values().stream().allMatch(Terms::isEmpty);
    }

    /// What holds for the scope.
    public Terms at(Scope scope) {
        return scopes.getOrDefault(scope, terms);
    }
}
