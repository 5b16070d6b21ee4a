package dev.gatehouse.core.finding;

import java.util.List;

/// Some lines around a finding, every secret in them masked. Long lines are cut around the finding.
///
/// @param firstLine
///            1-based number of the first line
/// @param lines
///            without line ends; control characters replaced
/// @param markLine
///            1-based number of the line to underline
/// @param markStart
///            index of the first character to underline in that line as it stands here
/// @param markEnd
///            index after the last one
public record Excerpt(int firstLine, List<String> lines, int markLine, int markStart, int markEnd) {
    public Excerpt {
        lines = List.copyOf(lines);
    }
}
