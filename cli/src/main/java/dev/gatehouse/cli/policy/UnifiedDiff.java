package dev.gatehouse.cli.policy;

import java.util.ArrayList;
import java.util.List;

/// The difference of two texts, line by line, as `diff -u` shows it.
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    /// Up to so many pairs of lines the shortest difference is found; beyond, all lines between equal beginnings and ends count as changed.
    private static final long MOST_PAIRS = 16_000_000;

    private UnifiedDiff() {}

    /// One line of both texts, or of one.
    private record Line(char sign, String text) {}

    /// @param name of the file, on both sides
    static String of(String name, String before, String after) {
        List<Line> lines = lines(before.lines().toList(), after.lines().toList());
        StringBuilder text = new StringBuilder("--- " + name + "\n+++ " + name + "\n");
        int at = 0;
        int oldRow = 1;
        int newRow = 1;
        while (at < lines.size()) {
            int change = at;
            while (change < lines.size() && lines.get(change).sign() == ' ') {
                change++;
            }
            if (change == lines.size()) {
                break;
            }
            int from = Math.max(at, change - CONTEXT);
            int to = end(lines, change);
            oldRow += from - at;
            newRow += from - at;
            List<Line> hunk = lines.subList(from, to);
            int oldLines = (int) hunk.stream().filter(l -> l.sign() != '+').count();
            int newLines = (int) hunk.stream().filter(l -> l.sign() != '-').count();
            text.append("@@ -").append(oldLines == 0 ? oldRow - 1 : oldRow).append(',').append(oldLines).append(" +")
                    .append(newLines == 0 ? newRow - 1 : newRow).append(',').append(newLines).append(" @@\n");
            hunk.forEach(l -> text.append(l.sign()).append(l.text()).append('\n'));
            oldRow += oldLines;
            newRow += newLines;
            at = to;
        }
        return text.toString();
    }

    /// Where the hunk ends that a change begins: after the lines of context behind the last change that is near enough.
    private static int end(List<Line> lines, int change) {
        int last = change;
        for (int i = change; i < lines.size() && i - last <= 2 * CONTEXT; i++) {
            if (lines.get(i).sign() != ' ') {
                last = i;
            }
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }

    private static List<Line> lines(List<String> before, List<String> after) {
        int start = 0;
        while (start < before.size() && start < after.size() && before.get(start).equals(after.get(start))) {
            start++;
        }
        int same = 0;
        while (same < before.size() - start && same < after.size() - start
                && before.get(before.size() - 1 - same).equals(after.get(after.size() - 1 - same))) {
            same++;
        }
        List<Line> lines = new ArrayList<>();
        before.subList(0, start).forEach(l -> lines.add(new Line(' ', l)));
        middle(before.subList(start, before.size() - same), after.subList(start, after.size() - same), lines);
        before.subList(before.size() - same, before.size()).forEach(l -> lines.add(new Line(' ', l)));
        return lines;
    }

    private static void middle(List<String> before, List<String> after, List<Line> lines) {
        if ((long) before.size() * after.size() > MOST_PAIRS) {
            before.forEach(l -> lines.add(new Line('-', l)));
            after.forEach(l -> lines.add(new Line('+', l)));
            return;
        }
        // The length of the longest common subsequence of what is left from each pair of lines on.
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(new Line(' ', before.get(i++)));
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', before.get(i++)));
            } else {
                lines.add(new Line('+', after.get(j++)));
            }
        }
    }
}
