package dev.gatehouse.threatmodel;

/// Where something is declared.
///
/// @param file
///            path from the root of the source
/// @param line
///            1-based
public record Origin(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
