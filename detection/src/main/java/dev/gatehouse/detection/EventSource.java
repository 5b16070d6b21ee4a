package dev.gatehouse.detection;

import dev.gatehouse.detection.sigma.SigmaRule;
import org.jspecify.annotations.Nullable;

/// Which sensor wrote an event, in the words of Sigma's `logsource`.
///
/// @param product
///            null if unknown
/// @param service
///            null if unknown
record EventSource(@Nullable String product, @Nullable String service) {
    static final EventSource FALCO = new EventSource("linux", "falco");
    static final EventSource KUBERNETES_AUDIT = new EventSource("kubernetes", "audit");
    static final EventSource UNKNOWN = new EventSource(null, null);

    /// Whether the rule is about events of this source. A rule that names none is about all; one that names a category is about
    /// sensors that are not read here.
    boolean feeds(SigmaRule rule) {
        SigmaRule.Header header = rule.header();
        return header.category() == null && (header.product() == null || header.product().equals(product))
                && (header.service() == null || header.service().equals(service));
    }
}
