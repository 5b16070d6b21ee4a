package dev.gatehouse.core.finding;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What to do about a finding.
///
/// @param text
///            imperative, one or two sentences
/// @param link
///            where to do it; null if nowhere in particular
public record Remedy(String text, @Nullable URI link) {}
