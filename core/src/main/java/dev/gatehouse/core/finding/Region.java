package dev.gatehouse.core.finding;

/// A range in a text.
///
/// @param start
///            offset of the first byte
/// @param end
///            offset after the last byte
/// @param startLine
///            1-based
/// @param startColumn
///            1-based, in UTF-16 code units
/// @param endLine
///            1-based; the line of the last character
/// @param endColumn
///            1-based column after the last character, in UTF-16 code units
public record Region(long start, long end, int startLine, int startColumn, int endLine, int endColumn) {}
