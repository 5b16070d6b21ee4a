package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.StringValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Whether any text matches two simple patterns at once. A pattern is made of characters, `.` for any character, `[a-z]` for one of
/// some, and `*` or `+` after any of these.
final class GlobIntersection {
    /// One step of a pattern: a range of characters per pair of bounds, and whether it may be repeated or left out.
    private record Step(int[] ranges, boolean repeats) {
        boolean meets(Step other) {
            if (ranges == ANY || other.ranges == ANY) {
                return true;
            }
            for (int mine = 0; mine < ranges.length; mine += 2) {
                for (int its = 0; its < other.ranges.length; its += 2) {
                    if (ranges[mine] <= other.ranges[its + 1] && other.ranges[its] <= ranges[mine + 1]) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private static final int[] ANY = {0, Character.MAX_CODE_POINT};
    private static final int MAXIMUM_STATES = 4_000_000;

    private GlobIntersection() {}

    static boolean isPossible(BuiltinContext context, String left, String right) {
        List<Step> mine = parse(left);
        List<Step> its = parse(right);
        int width = its.size() + 1;
        if ((long) (mine.size() + 1) * width > MAXIMUM_STATES) {
            throw BuiltinError.failure("patterns of more than " + MAXIMUM_STATES + " states together");
        }
        var seen = new BitSet();
        var queue = new ArrayDeque<Integer>();
        queue.add(0);
        while (!queue.isEmpty()) {
            context.work(1);
            int state = queue.poll();
            if (seen.get(state)) {
                continue;
            }
            seen.set(state);
            int a = state / width;
            int b = state % width;
            if (a == mine.size() && b == its.size()) {
                return true;
            }
            if (a < mine.size() && mine.get(a).repeats) {
                queue.add(state + width);
            }
            if (b < its.size() && its.get(b).repeats) {
                queue.add(state + 1);
            }
            if (a < mine.size() && b < its.size() && mine.get(a).meets(its.get(b))) {
                queue.add((mine.get(a).repeats ? a : a + 1) * width + (its.get(b).repeats ? b : b + 1));
            }
        }
        return false;
    }

    /// @param place how many characters were read
    private static BuiltinError invalid(String pattern, int place, String problem) {
        return BuiltinError.failure("input:" + pattern + ", pos:" + place + ", " + problem + ": the input provided is invalid");
    }

    private static List<Step> parse(String pattern) {
        int[] characters = pattern.codePoints().toArray();
        var steps = new ArrayList<Step>();
        int at = 0;
        while (at < characters.length) {
            int[] ranges;
            switch (characters[at]) {
                case '\\' -> {
                    if (at + 1 == characters.length) {
                        throw invalid(pattern, at + 1, "input ends with a \\ (escape) character");
                    }
                    ranges = new int[]{characters[at + 1], characters[at + 1]};
                    at += 2;
                }
                case '.' -> {
                    ranges = ANY;
                    at++;
                }
                case '[' -> {
                    int end = endOfSet(pattern, characters, at);
                    ranges = set(pattern, characters, at + 1, end);
                    at = end + 1;
                }
                case ']' ->
                    throw invalid(pattern, at + 1, "set-close ']' with no preceding '['");
                case '*', '+' ->
                    throw invalid(pattern, at + 1, "flag '" + Character.toString(characters[at]) + "' must be preceded by a non-flag");
                default -> {
                    ranges = new int[]{characters[at], characters[at]};
                    at++;
                }
            }
            int flag = at < characters.length ? characters[at] : 0;
            if (flag != '*') {
                steps.add(new Step(ranges, false));
            }
            if (flag == '*' || flag == '+') {
                steps.add(new Step(ranges, true));
                at++;
            }
        }
        return steps;
    }

    private static int endOfSet(String pattern, int[] characters, int open) {
        for (int index = open + 1; index < characters.length; index++) {
            if (characters[index] == '\\') {
                index++;
            } else if (characters[index] == ']') {
                return index;
            }
        }
        throw invalid(pattern, characters.length, "found [ without matching ]");
    }

    private static int[] set(String pattern, int[] characters, int start, int end) {
        var ranges = new ArrayList<Integer>();
        int at = start;
        while (at < end) {
            if (characters[at] == '-') {
                throw invalid(pattern, at + 1, "range character '-' must be preceded by a Unicode character");
            }
            at += characters[at] == '\\' ? 1 : 0;
            int low = characters[at++];
            int high = low;
            if (at < end && characters[at] == '-') {
                at++;
                if (at >= end || characters[at] == '-') {
                    throw invalid(pattern, at + 1, "range character '-' cannot be followed by a special symbol");
                }
                at += characters[at] == '\\' ? 1 : 0;
                high = characters[at++];
                if (high < low) {
                    throw invalid(pattern, at + 1, "range is out of order: " + StringValue.of(Character.toString(low)));
                }
            }
            ranges.add(low);
            ranges.add(high);
        }
        return ranges.stream().mapToInt(Integer::intValue).toArray();
    }
}
