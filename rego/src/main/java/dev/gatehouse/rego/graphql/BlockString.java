package dev.gatehouse.rego.graphql;

import java.util.ArrayList;
import java.util.List;

/// The value of a block string: without the indent that all lines share, and without empty lines around it.
final class BlockString {
    private BlockString() {}

    static String value(String raw) {
        List<String> lines = new ArrayList<>(List.of(raw.split("\n", -1)));
        int common = lines.stream().mapToInt(BlockString::indent).min().orElse(0);
        if (common != Integer.MAX_VALUE) {
            for (int index = 1; index < lines.size(); index++) {
                String line = lines.get(index);
                lines.set(index, line.length() < common ? "" : line.substring(common));
            }
        }
        int from = 0;
        int to = lines.size();
        while (from < to && indent(lines.get(from)) == Integer.MAX_VALUE) {
            from++;
        }
        while (to > from && indent(lines.get(to - 1)) == Integer.MAX_VALUE) {
            to--;
        }
        return String.join("\n", lines.subList(from, to));
    }

    /// How many spaces and tabs a line begins with; the largest integer if it has nothing else.
    private static int indent(String line) {
        for (int index = 0; index < line.length(); index++) {
            if (line.charAt(index) != ' ' && line.charAt(index) != '\t') {
                return index;
            }
        }
        return Integer.MAX_VALUE;
    }
}
