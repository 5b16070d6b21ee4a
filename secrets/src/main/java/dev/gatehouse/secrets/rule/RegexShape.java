package dev.gatehouse.secrets.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// How much a regular expression in RE2 syntax can match and how big the program for it is.
///
/// re2j refuses counts above 1000 but not counts inside counts, so a line of text could ask for gigabytes; this is looked at
/// first.
///
/// @param width
///            the longest match in bytes; [#UNBOUNDED] without an end
/// @param size
///            roughly the number of instructions
public record RegexShape(long width, long size) {
    /// The width of `a*`.
    public static final long UNBOUNDED = Long.MAX_VALUE;
    /// The longest regular expression that is accepted, in characters.
    public static final int LONGEST = 20_000;
    /// The biggest program that is accepted.
    public static final long BIGGEST = 200_000;
    private static final int DEEPEST = 200;

    /// Measures. Total: for text that is no regular expression the answer is meaningless but there is one.
    public static RegexShape of(String regex) {
        return new Reader(regex).alternation(0);
    }

    /// Why a regular expression cannot be used: too big, or what re2j says of it; null if it can.
    public static @Nullable String complaint(String regex) {
        if (regex.length() > LONGEST) {
            return "the regular expression is longer than " + LONGEST + " characters";
        }
        if (of(regex).size > BIGGEST) {
            return "the regular expression is too big: its counted repetitions multiply";
        }
        try {
            Pattern.compile(regex);
            return null;
        } catch (PatternSyntaxException e) {
            return "not a regular expression in RE2 syntax: " + e.getMessage();
        } catch (StackOverflowError e) {
            return "the regular expression is nested too deeply";
        }
    }

    private RegexShape then(RegexShape next) {
        return new RegexShape(plus(width, next.width), plus(size, next.size));
    }

    private RegexShape or(RegexShape other) {
        return new RegexShape(Math.max(width, other.width), plus(plus(size, other.size), 1));
    }

    private RegexShape repeated(long most, long copies) {
        return new RegexShape(most == UNBOUNDED && width > 0 ? UNBOUNDED : times(width, most), plus(times(size, copies), 1));
    }

    private static long plus(long a, long b) {
        return a == UNBOUNDED || b == UNBOUNDED || a + b < 0 ? UNBOUNDED : a + b;
    }

    private static long times(long a, long b) {
        if (a == 0 || b == 0) {
            return 0;
        }
        return a == UNBOUNDED || b == UNBOUNDED || a > UNBOUNDED / b ? UNBOUNDED : a * b;
    }

    private static final class Reader {
        private static final RegexShape NOTHING = new RegexShape(0, 0);
        private final String regex;
        private int at;

        Reader(String regex) {
            this.regex = regex;
        }

        RegexShape alternation(int depth) {
            if (depth > DEEPEST) {
                at = regex.length();
                return new RegexShape(UNBOUNDED, UNBOUNDED);
            }
            RegexShape all = sequence(depth);
            while (at < regex.length() && regex.charAt(at) == '|') {
                at++;
                all = all.or(sequence(depth));
            }
            return all;
        }

        private RegexShape sequence(int depth) {
            RegexShape all = NOTHING;
            while (at < regex.length() && regex.charAt(at) != '|' && !(regex.charAt(at) == ')' && depth > 0)) {
                RegexShape atom = atom(depth);
                while (at < regex.length() && "*+?{".indexOf(regex.charAt(at)) >= 0) {
                    RegexShape repeated = repetition(atom);
                    if (repeated == null) {
                        break;
                    }
                    atom = repeated;
                }
                all = all.then(atom);
            }
            return all;
        }

        private @Nullable RegexShape repetition(RegexShape atom) {
            char operator = regex.charAt(at);
            RegexShape result;
            switch (operator) {
                case '*', '+' -> {
                    at++;
                    result = atom.repeated(UNBOUNDED, 1);
                }
                case '?' -> {
                    at++;
                    result = atom.repeated(1, 1);
                }
                default -> {
                    int close = regex.indexOf('}', at);
                    String count = close < 0 ? "" : regex.substring(at + 1, close);
                    if (!count.matches("[0-9]{1,6}(,([0-9]{1,6})?)?")) {
                        return null;
                    }
                    at = close + 1;
                    int comma = count.indexOf(',');
                    long least = Long.parseLong(comma < 0 ? count : count.substring(0, comma));
                    long most = comma < 0
                            ? least
                            : comma == count.length() - 1 ? UNBOUNDED : Long.parseLong(count.substring(comma + 1));
                    result = atom.repeated(most, most == UNBOUNDED ? Math.max(1, least) : Math.max(least, most));
                }
            }
            if (at < regex.length() && regex.charAt(at) == '?') {
                at++;
            }
            return result;
        }

        private RegexShape atom(int depth) {
            char c = regex.charAt(at);
            switch (c) {
                case '(' -> {
                    return group(depth);
                }
                case '[' -> {
                    return characterClass();
                }
                case '^', '$' -> {
                    at++;
                    return new RegexShape(0, 1);
                }
                case '.' -> {
                    at++;
                    return new RegexShape(4, 4);
                }
                case '\\' -> {
                    return escape();
                }
                default -> {
                    int point = regex.codePointAt(at);
                    at += Character.charCount(point);
                    return new RegexShape(bytes(point), 1);
                }
            }
        }

        private RegexShape group(int depth) {
            at++;
            if (at + 1 < regex.length() && regex.charAt(at) == '?') {
                int begin = at;
                at++;
                if (regex.startsWith("P<", at) || regex.startsWith("<", at)) {
                    int close = regex.indexOf('>', at);
                    at = close < 0 ? regex.length() : close + 1;
                } else {
                    while (at < regex.length() && ":)".indexOf(regex.charAt(at)) < 0) {
                        at++;
                    }
                    if (at < regex.length() && regex.charAt(at) == ')') {
                        at++;
                        return NOTHING;
                    }
                    at = Math.max(begin + 1, Math.min(regex.length(), at + 1));
                }
            }
            RegexShape inner = alternation(depth + 1);
            if (at < regex.length()) {
                at++;
            }
            return inner.then(new RegexShape(0, 2));
        }

        private RegexShape characterClass() {
            at++;
            boolean wide = at < regex.length() && regex.charAt(at) == '^';
            if (wide) {
                at++;
            }
            boolean first = true;
            while (at < regex.length() && (first || regex.charAt(at) != ']')) {
                first = false;
                char c = regex.charAt(at);
                if (c == '[' && regex.startsWith("[:", at) && regex.indexOf(":]", at) > 0) {
                    wide |= regex.startsWith("[:^", at);
                    at = regex.indexOf(":]", at) + 2;
                } else if (c == '\\') {
                    wide |= escape().width > 1;
                } else {
                    wide |= c > 0x7f;
                    at++;
                }
            }
            at = Math.min(regex.length(), at + 1);
            return wide ? new RegexShape(4, 4) : new RegexShape(1, 1);
        }

        private RegexShape escape() {
            at++;
            if (at >= regex.length()) {
                return NOTHING;
            }
            char c = regex.charAt(at++);
            switch (c) {
                case 'A', 'b', 'B', 'z' -> {
                    return new RegexShape(0, 1);
                }
                case 'D', 'S', 'W', 'C' -> {
                    return new RegexShape(4, 4);
                }
                case 'p', 'P' -> {
                    int close = at < regex.length() && regex.charAt(at) == '{' ? regex.indexOf('}', at) : at;
                    at = close < 0 ? regex.length() : Math.min(regex.length(), close + 1);
                    return new RegexShape(4, 4);
                }
                case 'x' -> {
                    if (at < regex.length() && regex.charAt(at) == '{') {
                        int close = regex.indexOf('}', at);
                        String digits = close < 0 ? "" : regex.substring(at + 1, close);
                        at = close < 0 ? regex.length() : close + 1;
                        int point = digits.matches("[0-9A-Fa-f]{1,6}") ? Integer.parseInt(digits, 16) : 0x10ffff;
                        return new RegexShape(bytes(point), 1);
                    }
                    String digits = at + 2 <= regex.length() ? regex.substring(at, at + 2) : "";
                    at = Math.min(regex.length(), at + 2);
                    return new RegexShape(digits.matches("[0-7][0-9A-Fa-f]") ? 1 : 2, 1);
                }
                case 'Q' -> {
                    int close = regex.indexOf("\\E", at);
                    String quoted = close < 0 ? regex.substring(at) : regex.substring(at, close);
                    at = close < 0 ? regex.length() : close + 2;
                    long width = quoted.codePoints().mapToLong(Reader::bytes).sum();
                    return new RegexShape(width, quoted.length());
                }
                default -> {
                    return new RegexShape(bytes(c), 1);
                }
            }
        }

        private static long bytes(int point) {
            return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        }
    }
}
