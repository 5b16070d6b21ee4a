package dev.gatehouse.document;

/// Where something stands in a document.
///
/// @param start
///            offset of its first byte in the source
/// @param end
///            offset after its last byte
/// @param line
///            1-based line of its first character; only line feeds end lines
/// @param column
///            1-based column of its first character, in UTF-16 code units; a byte-order mark does not count
/// @param endLine
///            1-based line of the position after its last character
/// @param endColumn
///            1-based column of the position after its last character, in UTF-16 code units
public record Range(int start, int end, int line, int column, int endLine, int endColumn) {

    /// `line:column`.
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
