package dev.gatehouse.secrets.generic;

/// Measures a value by itself: its characters, how random it looks, what it resembles. For one thread.
final class ValueShape {
    private static final int LOOKED_AT = 256;
    private static final String[] PLACEHOLDERS = {"example", "change", "placeholder", "your", "dummy", "sample", "todo", "insert",
        "replace", "redacted", "removed", "fixme", "enter", "fake", "xxxx", "here", "some", "generated", "random", "any",
        "invalid", "wrong", "bogus", "unknown", "hidden", "masked"};
    private static final String[] TESTS = {"test", "demo", "foo", "bar", "baz", "qux", "asdf", "hello", "abc", "tmp", "temp",
        "mock",
        "stub", "hoge", "fuga", "lorem", "ipsum"};
    private static final String[] SECRETS = {"password", "passwd", "passw", "pass", "pwd", "secret", "token", "apikey", "key",
        "auth",
        "credential", "user", "admin", "login", "root"};
    private static final String[] KEYWORDS = {"true", "false", "null", "none", "nil", "undefined", "string", "text", "int",
        "integer",
        "str", "bool", "boolean", "object", "any", "void", "number", "required", "optional", "yes", "not", "default", "self",
        "this", "byte", "bytes", "char", "varchar", "array", "list", "map", "dict", "function", "value", "empty", "hidden",
        "plain", "enabled", "disabled", "always", "never", "basic", "bearer", "email", "username", "name", "type", "file"};
    private static final String[] FILES = {".pem", ".key", ".crt", ".json", ".yml", ".yaml", ".txt", ".xml", ".properties",
        ".jks",
        ".p12", ".pub", ".html", ".java", ".js", ".php", ".py", ".rb", ".go", ".com", ".org", ".io", ".net", ".conf", ".env",
        ".pfx", ".cer", ".csv", ".png", ".svg", ".css", ".ts", ".cs", ".md", ".sh"};

    private static final WordLists WITHIN = WordLists.of(PLACEHOLDERS, TESTS, SECRETS);
    private static final WordLists WHOLE = WordLists.of(KEYWORDS);

    private final Vocabulary vocabulary;
    private final int[] histogram = new int[256];
    private final int[] best = new int[LOOKED_AT + 1];
    private final int[] longest = new int[3];

    ValueShape(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void measure(byte[] text, int from, int to, Features features) {
        int end = Math.min(to, from + LOOKED_AT);
        int length = end - from;
        features.set(Signal.LENGTH, Math.log(to - from) / Math.log(2));
        characters(text, from, end, length, features);
        runs(text, from, end, features);
        alphabet(text, from, to, features);
        words(text, from, end, features);
        written(text, from, end, features);
    }

    private void characters(byte[] text, int from, int end, int length, Features features) {
        java.util.Arrays.fill(histogram, 0);
        int digits = 0;
        int upper = 0;
        int lower = 0;
        int special = 0;
        int blanks = 0;
        int foreign = 0;
        int vowels = 0;
        int switches = 0;
        int cases = 0;
        int same = 1;
        int longestSame = 1;
        int sequence = 1;
        int longestSequence = 1;
        int direction = 0;
        for (int i = from; i < end; i++) {
            int c = text[i] & 0xff;
            histogram[c]++;
            if (Bytes.is(c, Bytes.LOWER)) {
                lower++;
            } else if (Bytes.is(c, Bytes.UPPER)) {
                upper++;
            } else if (Bytes.is(c, Bytes.DIGIT)) {
                digits++;
            } else if (Bytes.is(c, Bytes.BLANK)) {
                blanks++;
            } else if (c >= 0x80) {
                foreign++;
            } else {
                special++;
            }
            if ("aeiou".indexOf(Bytes.lower(c)) >= 0) {
                vowels++;
            }
            if (i > from) {
                int before = text[i - 1] & 0xff;
                if (Bytes.is(c, Bytes.DIGIT) && Bytes.isLetter(before) || Bytes.is(before, Bytes.DIGIT) && Bytes.isLetter(c)) {
                    switches++;
                }
                if (Bytes.is(c, Bytes.UPPER) && Bytes.is(before, Bytes.LOWER)
                        || Bytes.is(c, Bytes.LOWER) && Bytes.is(before, Bytes.UPPER)) {
                    cases++;
                }
                same = c == before ? same + 1 : 1;
                int step = c - before;
                sequence = (step == 1 || step == -1) && (sequence == 1 || step == direction)
                        ? sequence + 1
                        : step == 1 || step == -1 ? 2 : 1;
                direction = step;
                longestSame = Math.max(longestSame, same);
                longestSequence = Math.max(longestSequence, sequence);
            }
        }
        double entropy = 0;
        int distinct = 0;
        for (int count : histogram) {
            if (count > 0) {
                distinct++;
                double share = (double) count / length;
                entropy -= share * Math.log(share);
            }
        }
        entropy /= Math.log(2);
        features.set(Signal.DIGITS, (double) digits / length);
        features.set(Signal.UPPER, (double) upper / length);
        features.set(Signal.LOWER, (double) lower / length);
        features.set(Signal.SPECIAL, (double) special / length);
        features.set(Signal.BLANKS, blanks);
        features.set(Signal.FOREIGN, foreign);
        features.set(Signal.ENTROPY, entropy);
        features.set(Signal.RELATIVE_ENTROPY, entropy / (Math.log(length) / Math.log(2)));
        features.set(Signal.SWITCHES, (double) switches / length);
        features.set(Signal.CASE_SWITCHES, (double) cases / length);
        features.set(Signal.VOWELS, (double) vowels / Math.max(1, lower + upper));
        features.set(Signal.REPEATS, longestSame);
        features.set(Signal.SEQUENCE, longestSequence);
        features.set(Signal.DISTINCT, (double) distinct / length);
    }

    /// Looks at the runs of letters, cut where a small letter is followed by a capital.
    private void runs(byte[] text, int from, int end, Features features) {
        double follows = 0;
        int letters = 0;
        double worst = 0;
        int covered = 0;
        int longest = 0;
        int i = from;
        while (i < end) {
            if (!Bytes.isLetter(text[i])) {
                i++;
                continue;
            }
            int to = i + 1;
            while (to < end && Bytes.isLetter(text[to])
                    && !(Bytes.is(text[to], Bytes.UPPER) && Bytes.is(text[to - 1], Bytes.LOWER))) {
                to++;
            }
            int size = to - i;
            float mean = vocabulary.follows(text, i, to);
            follows += mean * size;
            letters += size;
            if (size >= 3) {
                worst = Math.min(worst, mean);
                covered += vocabulary.covered(text, i, to, best);
            }
            longest = Math.max(longest, size);
            i = to;
        }
        features.set(Signal.FOLLOWS, letters == 0 ? -3 : follows / letters);
        features.set(Signal.WORST_RUN, worst);
        features.set(Signal.WORDS, letters == 0 ? 0 : (double) covered / letters);
        features.set(Signal.LONGEST_RUN, longest);
    }

    private static void alphabet(byte[] text, int from, int to, Features features) {
        boolean hex = true;
        boolean base64 = true;
        boolean number = true;
        int slashes = 0;
        int dots = 0;
        int dashes = 0;
        int underscores = 0;
        int colons = 0;
        int percents = 0;
        int equals = 0;
        int brackets = 0;
        int length = to - from;
        int padding = 0;
        while (padding < 2 && length > padding && text[to - 1 - padding] == '=') {
            padding++;
        }
        for (int i = from; i < to; i++) {
            int c = text[i];
            hex &= Bytes.isHex(c);
            base64 &= Bytes.isAlphanumeric(c) || c == '+' || c == '/' || c == '-' || c == '_' || i >= to - padding;
            number &= Bytes.is(c, Bytes.DIGIT) || c == '.' || c == ',' || c == '-';
            switch (c) {
                case '/' -> slashes++;
                case '.' -> dots++;
                case '-' -> dashes++;
                case '_' -> underscores++;
                case ':' -> colons++;
                case '%' -> percents++;
                case '=' -> equals++;
                case '(', ')', '[', ']', '{', '}' -> brackets++;
                default -> {
                    // Counted as special.
                }
            }
        }
        features.flag(Signal.HEX, hex);
        features.flag(Signal.HEX_DIGEST, hex && (length == 32 || length == 40 || length == 64 || length == 128));
        features.flag(Signal.BASE64, base64 && length >= 16);
        features.set(Signal.PADDED, padding);
        features.flag(Signal.NUMBER, number);
        features.set(Signal.SLASHES, Math.min(9, slashes));
        features.set(Signal.DOTS, Math.min(9, dots));
        features.set(Signal.DASHES, Math.min(9, dashes));
        features.set(Signal.UNDERSCORES, Math.min(9, underscores));
        features.set(Signal.COLONS, Math.min(9, colons));
        features.set(Signal.PERCENT, Math.min(9, percents));
        features.flag(Signal.EQUALS, equals > padding);
        features.set(Signal.BRACKETS, Math.min(9, brackets));
        features.flag(Signal.UUID, length == 36 && dashes == 4 && text[from + 8] == '-' && text[from + 13] == '-'
                && text[from + 18] == '-' && text[from + 23] == '-');
        features.flag(Signal.VERSION, number && dots > 0 && features.get(Signal.DIGITS) < 1);
    }

    private void words(byte[] text, int from, int end, Features features) {
        WITHIN.longest(text, from, end, longest);
        features.set(Signal.PLACEHOLDER, (double) longest[0] / (end - from));
        features.set(Signal.TEST_WORD, (double) longest[1] / (end - from));
        features.set(Signal.SECRET_WORD, (double) longest[2] / (end - from));
        features.flag(Signal.KEYWORD, WHOLE.whole(text, from, end) != 0);
        boolean file = false;
        for (String extension : FILES) {
            file |= Bytes.at(text, end - extension.length(), end, extension) && end - from > extension.length();
        }
        features.flag(Signal.FILE, file);
    }

    private static void written(byte[] text, int from, int end, Features features) {
        boolean template = false;
        boolean ellipsis = false;
        boolean address = false;
        int at = -1;
        for (int i = from; i + 1 < end; i++) {
            int c = text[i];
            int next = text[i + 1];
            template |= (c == '$' || c == '#' || c == '{') && next == '{' || c == '<' && next == '%' || c == '$' && next == '('
                    || c == '%' && (next == 's' || next == 'd' || next == 'v' || next == '@' || next == '(')
                    || c == '{' && next == '%'
                    || c == '[' && next == '[' || c == '@' && next == '@' || c == '{' && next == '}';
            ellipsis |= c == '.' && next == '.' || c == '*' && next == '*' || (c == 'x' || c == 'X') && next == c && i + 2 < end
                    && text[i + 2] == c || (c & 0xff) == 0xe2 && (next & 0xff) == 0x80;
            address |= c == ':' && next == '/';
            if (c == '@' && i > from) {
                at = i;
            }
        }
        int first = text[from];
        int last = text[end - 1];
        features.flag(Signal.TEMPLATE, template || first == '%' && last == '%' || first == '{' && last == '}');
        features.flag(Signal.ELLIPSIS, ellipsis);
        features.flag(Signal.ADDRESS, address);
        features.flag(Signal.ANGLE, first == '<' || last == '>' || Bytes.at(text, from, end, "&lt;"));
        features.flag(Signal.DOLLAR, first == '$');
        features.flag(Signal.EMAIL, at > 0 && Bytes.indexOf(text, at, end, '.') > 0);
        features.flag(Signal.PUNCTUATED, "?!.:,;".indexOf(last) >= 0);
        double lower = features.get(Signal.LOWER);
        double upper = features.get(Signal.UPPER);
        double letters = lower + upper;
        boolean name = features.get(Signal.SPECIAL) * (end - from) <= features.get(Signal.UNDERSCORES)
                + features.get(Signal.DASHES)
                + features.get(Signal.DOTS) + 0.01 && features.get(Signal.BLANKS) == 0;
        boolean worded = letters > 0.6 && name;
        features.flag(Signal.CONSTANT, worded && lower == 0 && upper > 0);
        features.flag(Signal.CAMEL, worded && upper > 0 && lower > upper && features.get(Signal.CASE_SWITCHES) > 0
                && features.get(Signal.UNDERSCORES) + features.get(Signal.DASHES) == 0);
        features.flag(Signal.SNAKE, worded && upper == 0 && features.get(Signal.UNDERSCORES) > 0);
        features.flag(Signal.KEBAB, worded && upper == 0 && features.get(Signal.DASHES) > 0);
        features.flag(Signal.CAPITALISED, Bytes.is(first, Bytes.UPPER) && lower > 0 && upper * (end - from) < 1.5);
        boolean prefixed = false;
        for (int i = from + 1; i < Math.min(end - 10, from + 7); i++) {
            if (!Bytes.isAlphanumeric(text[i])) {
                prefixed = text[i] == '_' || text[i] == '-' || text[i] == '.';
                break;
            }
        }
        features.flag(Signal.PREFIXED, prefixed);
        features.flag(Signal.LITERAL, Bytes.at(text, from, end, "0x") && end - from <= 18
                || first == '#' && end - from <= 9 && features.get(Signal.SPECIAL) * (end - from) < 1.5);
        features.flag(Signal.LEFT_OUT, Bytes.at(text, end - 3, end, "...") || (text[end - 1] & 0xff) == 0xa6 && end - from > 3);
    }
}
