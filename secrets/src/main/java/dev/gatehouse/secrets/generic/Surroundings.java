package dev.gatehouse.secrets.generic;

/// Measures what stands around a value: its name, its line, the lines beside it. For one thread.
final class Surroundings {
    private static final int SIDE = 120;
    private static final int LOOKED_AT = 64;

    private static final String[] ABOUT = {"id", "ids", "name", "names", "url", "uri", "path", "file", "filename", "dir", "field",
        "fields",
        "label", "type", "types", "length", "len", "size", "count", "regex", "pattern", "policy", "column", "param", "parameter",
        "header", "prefix", "suffix", "endpoint", "placeholder", "message", "msg", "error", "hint", "title", "text",
        "description", "help", "template", "format", "provider", "manager", "service", "class", "handler", "input", "form",
        "page", "button", "view", "reset", "required", "enabled", "expiry", "expires", "ttl", "timeout", "status", "state",
        "version", "env", "var", "ref", "arn", "encoder", "validator", "mode", "alg", "algorithm", "index", "location", "method",
        "code", "event", "command", "option", "role", "host", "port", "server", "store", "hash", "digest", "checksum"};
    private static final String[] QUALIFIERS = {"api", "access", "private", "secret", "auth", "client", "consumer", "encryption",
        "signing",
        "master", "app", "account", "shared", "storage", "hmac", "aes", "crypto", "session", "webhook", "deploy", "service",
        "admin",
        "application", "encrypt", "license", "subscription", "rest", "server"};
    private static final String[] OTHERS = {"public", "primary", "foreign", "index", "cache", "sort", "hash", "partition", "row",
        "map",
        "json", "config", "object", "item", "data", "group", "unique", "pub", "resource", "message", "translation", "registry",
        "composite", "natural", "shortcut", "hot", "arrow", "enter", "sub"};
    private static final String[] USERS = {"user", "login", "email", "account", "uid"};
    private static final String[] HOSTS = {"host", "port", "server", "jdbc", "database", "url", "endpoint", "db_", "dbname"};
    private static final String[] TEST_WORDS = {"assert", "expect", "should", "test", "mock", "fixture", "verify", "equal"};
    private static final String[] LOOKUPS = {"get", "env", "fetch", "lookup", "read", "find", "param", "input", "prompt", "load",
        "resolve", "property", "argument", "option", "field", "column", "text", "trans", "lang", "gettext", "query", "label"};
    private static final String[] DECLARATIONS = {"const", "static", "final", "var ", "let ", "val ", "private", "public",
        "define",
        "export", "string "};
    private static final String[] CONDITIONS = {"if ", "if(", "when", "while", "switch", "case ", "return", "throw", "raise"};
    private static final String[] MESSAGES = {"error", "message", "print", "log", "warn", "exception", "usage", "describe",
        "echo",
        "fail", "title", "label", "description", "help"};

    private static final WordLists NAMES = WordLists.of(ABOUT, QUALIFIERS, OTHERS);
    private static final int IS_ABOUT = 1;
    private static final int IS_QUALIFIER = 2;
    private static final int IS_OTHER = 4;
    private static final WordLists PARTS = WordLists.of(new String[]{"pass", "pwd"}, new String[]{"psw", "_pw"},
            new String[]{"secret"}, new String[]{"seed"}, new String[]{"token"}, new String[]{"jwt"}, new String[]{"key"},
            new String[]{"auth"}, new String[]{"cred"}, new String[]{"apikey"});
    private static final int HAS_PASS = 1;
    private static final int HAS_PSW = 2;
    private static final int HAS_SECRET = 4;
    private static final int HAS_SEED = 8;
    private static final int HAS_TOKEN = 16;
    private static final int HAS_JWT = 32;
    private static final int HAS_KEY = 64;
    private static final int HAS_AUTH = 128;
    private static final int HAS_CREDENTIAL = 256;
    private static final int HAS_API_KEY = 512;
    private static final WordLists AROUND = WordLists.of(USERS, HOSTS, TEST_WORDS, LOOKUPS, DECLARATIONS, CONDITIONS, MESSAGES);
    private static final int HAS_USER = 1;
    private static final int HAS_HOST = 2;
    private static final int HAS_TEST_WORD = 4;
    private static final int HAS_LOOKUP = 8;
    private static final int HAS_DECLARATION = 16;
    private static final int HAS_CONDITION = 32;
    private static final int HAS_MESSAGE = 64;

    private final Features features;

    Surroundings(Features features) {
        this.features = features;
    }

    /// @param begin
    ///            where the text begins in the array
    /// @param textEnd
    ///            where it ends
    void measure(byte[] text, int begin, int textEnd, Candidate c, Language language) {
        name(text, c);
        features.set(Signal.LIKE_KEY,
                likeness(text, c.keyStart(), c.keyEnd(), c.start(), Math.min(c.end(), c.start() + LOOKED_AT)));
        line(text, c, language);
        neighbours(text, begin, textEnd, c);
    }

    private void name(byte[] text, Candidate c) {
        int from = c.keyStart();
        int to = c.keyEnd();
        int words = 0;
        int lastFrom = from;
        int lastTo = to;
        boolean upper = true;
        boolean dotted = false;
        boolean qualified = false;
        boolean other = false;
        int i = from;
        while (i < to) {
            upper &= !Bytes.is(text[i], Bytes.LOWER);
            dotted |= text[i] == '.';
            if (!Bytes.isAlphanumeric(text[i])) {
                i++;
                continue;
            }
            int end = wordEnd(text, i, to);
            for (int j = i; j < end; j++) {
                upper &= !Bytes.is(text[j], Bytes.LOWER);
            }
            int word = NAMES.whole(text, i, end);
            qualified |= (word & IS_QUALIFIER) != 0;
            other |= (word & IS_OTHER) != 0;
            words++;
            lastFrom = i;
            lastTo = end;
            i = end;
        }
        features.set(Signal.KEY_LENGTH, to - from);
        features.set(Signal.KEY_WORDS, words);
        int parts = PARTS.in(text, from, to);
        features.flag(Signal.KEY_PASS, (parts & (HAS_PASS | HAS_PSW)) != 0 || c.idiom() == Idiom.SQL);
        features.flag(Signal.KEY_SECRET, (parts & (HAS_SECRET | HAS_SEED)) != 0);
        features.flag(Signal.KEY_TOKEN, (parts & (HAS_TOKEN | HAS_JWT)) != 0);
        features.flag(Signal.KEY_KEY, (parts & HAS_KEY) != 0);
        features.flag(Signal.KEY_AUTH, (parts & HAS_AUTH) != 0);
        features.flag(Signal.KEY_CREDENTIAL, (parts & HAS_CREDENTIAL) != 0);
        features.flag(Signal.KEY_QUALIFIED, qualified || (parts & HAS_API_KEY) != 0);
        features.flag(Signal.KEY_OTHER, other);
        features.flag(Signal.KEY_ABOUT, (NAMES.whole(text, lastFrom, lastTo) & IS_ABOUT) != 0);
        features.flag(Signal.KEY_LAST,
                (PARTS.in(text, lastFrom, lastTo) & (HAS_PASS | HAS_SECRET | HAS_TOKEN | HAS_KEY)) != 0);
        features.flag(Signal.KEY_CONSTANT, upper);
        features.flag(Signal.KEY_DOTTED, dotted);
        features.flag(Signal.KEY_ALONE, words == 1);
    }

    /// Cuts at case changes and at what is no letter or digit.
    private static int wordEnd(byte[] text, int from, int to) {
        int end = from + 1;
        while (end < to && Bytes.isAlphanumeric(text[end])
                && !(Bytes.is(text[end], Bytes.UPPER) && Bytes.is(text[end - 1], Bytes.LOWER))
                && !(Bytes.is(text[end], Bytes.LOWER) && Bytes.is(text[end - 1], Bytes.UPPER) && end - from > 1
                        && Bytes.is(text[end - 2], Bytes.UPPER))) {
            end++;
        }
        return end;
    }

    /// Share of the value that is made of words of the name.
    private static double likeness(byte[] text, int keyFrom, int keyTo, int from, int to) {
        int letters = 0;
        int shared = 0;
        int i = keyFrom;
        for (int j = from; j < to; j++) {
            letters += Bytes.isLetter(text[j]) ? 1 : 0;
        }
        while (i < keyTo) {
            if (!Bytes.isAlphanumeric(text[i])) {
                i++;
                continue;
            }
            int end = wordEnd(text, i, keyTo);
            if (end - i >= 3) {
                for (int j = from; j + (end - i) <= to; j++) {
                    int k = 0;
                    while (k < end - i && Bytes.lower(text[i + k]) == Bytes.lower(text[j + k])) {
                        k++;
                    }
                    if (k == end - i) {
                        shared += k;
                        break;
                    }
                }
            }
            i = end;
        }
        return letters == 0 ? 0 : Math.min(1, (double) shared / letters);
    }

    private void line(byte[] text, Candidate c, Language language) {
        features.flag(Signal.QUOTED, c.quote() != 0);
        features.flag(Signal.SINGLE, c.quote() == '\'');
        features.flag(Signal.BACKQUOTED, c.quote() == '`');
        features.flag(Signal.ESCAPED, c.quote() == '\\' || c.quote() == '&' || c.quote() == '%');
        features.signals[Signal.IDIOM_ASSIGNMENT.ordinal() + c.idiom().ordinal()] = 1;
        features.signals[Signal.IN_CODE.ordinal() + language.ordinal()] = 1;
        int first = c.lineStart();
        while (first < c.start() && Bytes.is(text[first], Bytes.BLANK)) {
            first++;
        }
        features.set(Signal.INDENT, Math.min(40, first - c.lineStart()));
        features.flag(Signal.COMMENTED, text[first] == '#' || text[first] == '*' || text[first] == ';'
                || Bytes.at(text, first, c.start(), "//") || Bytes.at(text, first, c.start(), "/*")
                || Bytes.at(text, first, c.start(), "--")
                || Bytes.at(text, first, c.start(), "<!--"));
        int left = Math.max(c.lineStart(), Math.min(c.keyStart(), c.start()) - SIDE);
        int keyFrom = Math.max(left, Math.min(c.keyStart(), c.start()));
        int after = c.end();
        if (after < c.lineEnd() && c.quote() != 0) {
            after += c.quote() == '\\' ? 2 : 1;
        }
        after = Math.min(after, c.lineEnd());
        int right = Math.min(c.lineEnd(), after + SIDE);
        int follows = after < c.lineEnd() ? text[after] : 0;
        features.flag(Signal.ENDS_LINE, after >= c.lineEnd());
        features.flag(Signal.BEFORE_SEMICOLON, follows == ';');
        features.flag(Signal.BEFORE_COMMA, follows == ',');
        features.flag(Signal.BEFORE_BRACKET, follows == ')' || follows == ']' || follows == '}');
        features.flag(Signal.BEFORE_WORD, follows == ' ' && after + 1 < c.lineEnd() && Bytes.isAlphanumeric(text[after + 1]));
        features.set(Signal.KEY_OFFSET, Math.log1p(keyFrom - first));
        features.set(Signal.LINE_LENGTH, Math.log1p(c.lineEnd() - c.lineStart()));
        int wordsBefore = AROUND.in(text, left, keyFrom);
        int near = wordsBefore | AROUND.in(text, after, right);
        features.flag(Signal.TEST_LINE, (wordsBefore & HAS_TEST_WORD) != 0);
        features.flag(Signal.USER_NEAR, (near & HAS_USER) != 0);
        features.flag(Signal.HOST_NEAR, (near & HAS_HOST) != 0);
        features.flag(Signal.DECLARED, (wordsBefore & HAS_DECLARATION) != 0);
        features.flag(Signal.CONDITION, (wordsBefore & HAS_CONDITION) != 0);
        features.flag(Signal.MESSAGE, (wordsBefore & HAS_MESSAGE) != 0);
        features.flag(Signal.CALLED, c.callEnd() > c.callStart());
        features.flag(Signal.LOOKED_UP, (AROUND.in(text, c.callStart(), c.callEnd()) & HAS_LOOKUP) != 0);
        int around = c.keyStart() > 0 ? text[c.keyStart() - 1] : 0;
        features.flag(Signal.KEY_QUOTED, Bytes.is(around, Bytes.QUOTE));
        features.flag(Signal.KEY_MEMBER, around == '>' || Bytes.indexOf(text, c.keyStart(), c.keyEnd(), '.') > 0);
        between(text, c);
    }

    private void between(byte[] text, Candidate c) {
        int from = Math.min(c.keyEnd(), c.start());
        int to = c.callEnd() > c.callStart() ? Math.max(from, c.callStart()) : c.start();
        features.set(Signal.GLUE, Math.min(60, Math.max(0, to - from)));
        boolean spaced = false;
        boolean colon = false;
        for (int i = from; i < Math.min(to, from + 16); i++) {
            int b = text[i];
            spaced |= b == ' ' && i + 1 < to && (text[i + 1] == '=' || text[i + 1] == ':');
            colon |= b == ':';
        }
        features.flag(Signal.SPACED, spaced);
        features.flag(Signal.BY_COLON, colon);
    }

    private void neighbours(byte[] text, int begin, int textEnd, Candidate c) {
        int beforeEnd = c.lineStart();
        while (beforeEnd > begin && Bytes.is(text[beforeEnd - 1], Bytes.LINE_END)) {
            beforeEnd--;
        }
        int before = beforeEnd;
        while (before > begin && beforeEnd - before < SIDE && !Bytes.is(text[before - 1], Bytes.LINE_END)) {
            before--;
        }
        int after = c.lineEnd();
        while (after < textEnd && after - c.lineEnd() < 4 && Bytes.is(text[after], Bytes.LINE_END)) {
            after++;
        }
        int afterEnd = after;
        while (afterEnd < textEnd && afterEnd - after < SIDE && !Bytes.is(text[afterEnd], Bytes.LINE_END)) {
            afterEnd++;
        }
        int around = AROUND.in(text, before, beforeEnd) | AROUND.in(text, after, afterEnd);
        features.flag(Signal.USER_AROUND, (around & HAS_USER) != 0);
        features.flag(Signal.HOST_AROUND, (around & HAS_HOST) != 0);
        // root/root, guest/guest: the value stands beside it as the user's name.
        int length = c.length();
        boolean same = false;
        if (length <= 32) {
            same = repeats(text, before, beforeEnd, c) || repeats(text, after, afterEnd, c)
                    || repeats(text, Math.max(c.lineStart(), c.keyStart() - SIDE),
                            Math.min(c.keyStart() + (c.idiom() == Idiom.URL ? 40 : 0), c.start()), c);
        }
        features.flag(Signal.LIKE_USER, same);
    }

    private static boolean repeats(byte[] text, int from, int to, Candidate c) {
        int length = c.length();
        for (int i = from; i + length <= to; i++) {
            if (text[i] == text[c.start()] && java.util.Arrays.equals(text, i, i + length, text, c.start(), c.end())
                    && (i == from || !Bytes.isAlphanumeric(text[i - 1]))
                    && (i + length == to || !Bytes.isAlphanumeric(text[i + length]))) {
                return true;
            }
        }
        return false;
    }
}
