package dev.gatehouse.report;

import dev.gatehouse.core.finding.Fingerprint;
import org.jspecify.annotations.Nullable;

/// Something that the base or baseline had and this state has no more.
///
/// @param ruleId
///            rule that had found it
/// @param title
///            what it was; null if the baseline does not say
/// @param path
///            where it was; null if the baseline does not say
public record Fixed(Fingerprint fingerprint, String ruleId, @Nullable String title, @Nullable String path) {}
