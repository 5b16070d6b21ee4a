package dev.gatehouse.source.directory;

import dev.gatehouse.source.PathPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of one ignore file (gitignore(5)). Immutable.
final class IgnoreFile {
    /// What a file's rules say of a path.
    enum Verdict {
        IGNORED, KEPT, SILENT
    }

    private final List<Rule> rules;

    private record Rule(PathPattern pattern, boolean negated) {}

    private IgnoreFile(List<Rule> rules) {
        this.rules = rules;
    }

    /// Reads an ignore file; malformed lines match nothing.
    static IgnoreFile parse(byte[] text, boolean foldCase) {
        List<Rule> rules = new ArrayList<>();
        boolean marked = text.length >= 3 && text[0] == (byte) 0xef && text[1] == (byte) 0xbb && text[2] == (byte) 0xbf;
        int start = marked ? 3 : 0;
        while (start < text.length) {
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            if (end > start && text[start] != '#') {
                Rule rule = rule(text, start, end, foldCase);
                if (rule != null) {
                    rules.add(rule);
                }
            }
            start = end + 1;
        }
        return new IgnoreFile(List.copyOf(rules));
    }

    private static @Nullable Rule rule(byte[] text, int from, int to, boolean foldCase) {
        int start = from;
        int end = to;
        if (text[end - 1] == '\r') {
            end--;
        }
        for (int i = start; i < end; i++) {
            if (text[i] == 0) {
                end = i;
            }
        }
        end = withoutTrailingSpaces(text, start, end);
        boolean negated = start < end && text[start] == '!';
        if (negated) {
            start++;
        }
        PathPattern pattern = PathPattern.parse(Arrays.copyOfRange(text, start, end), foldCase);
        return pattern == null ? null : new Rule(pattern, negated);
    }

    private static int withoutTrailingSpaces(byte[] text, int start, int end) {
        int spaces = -1;
        for (int i = start; i < end; i++) {
            if (text[i] == ' ') {
                if (spaces < 0) {
                    spaces = i;
                }
            } else {
                spaces = -1;
                if (text[i] == '\\') {
                    if (++i == end) {
                        return end;
                    }
                }
            }
        }
        return spaces < 0 ? end : spaces;
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /// What the last rule that matches says; from `from` to before `to` the path is relative to the directory of the ignore file.
    Verdict judge(byte[] path, int from, int to, boolean directory) {
        int name = PathPattern.nameStart(path, from, to);
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if (rule.pattern.matches(path, from, name, to, directory)) {
                return rule.negated ? Verdict.KEPT : Verdict.IGNORED;
            }
        }
        return Verdict.SILENT;
    }
}
