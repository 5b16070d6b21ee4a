package dev.gatehouse.config;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A gap in coverage that somebody answers for: an entry of `gaps:`.
///
/// @param code
///            code of the diagnostic
/// @param path
///            glob over the place; null means any
/// @param reason
///            why it is acceptable
/// @param expires
///            last day on which it holds
public record AcceptedGap(String code, @Nullable String path, String reason, LocalDate expires) {}
