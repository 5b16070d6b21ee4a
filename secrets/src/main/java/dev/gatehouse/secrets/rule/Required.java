package dev.gatehouse.secrets.rule;

import org.jspecify.annotations.Nullable;

/// Another rule that must have matched nearby for a match to count.
///
/// @param id
///            the other rule's id
/// @param withinLines
///            how many lines apart the beginnings may be; null for anywhere in the content
/// @param withinColumns
///            how many columns apart the beginnings may be; null for any
public record Required(String id, @Nullable Integer withinLines, @Nullable Integer withinColumns) {}
