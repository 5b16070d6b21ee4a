package dev.gatehouse.secrets.engine;

/// A match of a pattern.
///
/// @param pattern
///            index of the pattern in the list that the engine was made of
/// @param groups
///            start and end offset of the whole match and then of each group, from the beginning of the text; -1 for a group that
///            took no part
public record Match(int pattern, int[] groups) {
    /// Offset of the first byte.
    public int start() {
        return groups[0];
    }

    /// Offset after the last byte.
    public int end() {
        return groups[1];
    }
}
