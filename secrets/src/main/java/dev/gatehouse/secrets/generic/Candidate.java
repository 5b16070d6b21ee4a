package dev.gatehouse.secrets.generic;

/// A value that something calls a secret. Offsets count from the beginning of the array.
///
/// @param keyStart
///            first byte of the name that led to it
/// @param keyEnd
///            after the last byte of the name
/// @param start
///            first byte of the value
/// @param end
///            after the last byte of the value
/// @param lineStart
///            first byte of the line of the value
/// @param lineEnd
///            after the last byte of that line, without its end mark
/// @param quote
///            quotation mark around the value: `"`, `'`, a backquote, `\` for an escaped one, `&` for a character reference; 0 without
/// @param callStart
///            first byte of the call that wraps the value, as `Some` in `Some("value")`; equal to callEnd without
/// @param callEnd
///            after its last byte
record Candidate(Idiom idiom, int keyStart, int keyEnd, int start, int end, int lineStart, int lineEnd, int quote, int callStart,
        int callEnd) {

    int length() {
        return end - start;
    }
}
