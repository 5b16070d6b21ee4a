package dev.gatehouse.secrets.generic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What speaks against a value although name and writing are those of a secret, and what the classifier cannot have learnt from data whose
/// true values were replaced by random letters: passwords that everybody makes up in a test, words that were encoded, words in a list.
/// For one thread.
final class MadeUp {
    /// The most that a password can get of which everybody thinks first, and an encoded word: in a real place still likely, in a test not.
    private static final double EVERYBODYS = 1;
    /// The most where the name or the value says that it is made up.
    private static final double PRETENDED = -0.5;
    private static final double NO_VALUE = -6;
    private static final int LONGEST = 96;
    /// So many string literals beside each other are a list of words, no name with its value.
    private static final int LIST = 5;

    private static final Set<String> WORDS = Set.of("password", "passwd", "passwort", "passphrase", "pass", "pwd", "pw", "secret",
            "sekret", "super", "very", "top", "hunter", "qwerty", "qwertz", "azerty", "letmein", "admin", "root", "test",
            "testing",
            "foo", "bar", "baz", "qux", "changeme", "change", "welcome", "example", "sample", "dummy", "fake", "user", "guest",
            "demo", "default", "abc", "hello", "world", "my", "the", "a", "is", "not", "new", "old", "wrong", "correct", "horse",
            "battery", "staple", "strong", "weak", "secure", "token", "key", "api", "good", "bad", "invalid", "valid", "jenkins",
            "postgres", "mysql", "redis", "oracle", "zxcvbnm", "zxcvbn", "asdf", "asdfgh", "iloveyou", "monkey", "dragon",
            "pencil");
    private static final Set<String> WALKS = Set.of("q1w2e3", "q1w2e3r4", "1q2w3e", "1q2w3e4r", "1qaz2wsx", "zaq12wsx", "1qaz",
            "qazwsx");
    private static final Pattern FAKE = Pattern
            .compile("(?i)(?:^|[^a-z])(?:fake|dummy|mock|bogus|sample|example|invalid|wrong|incorrect|notreal)(?:[^a-z]|$)");
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{6,96}={0,2}");
    private static final Pattern BASE32 = Pattern.compile("[A-Z2-7]{16,64}={0,6}");

    private final Vocabulary vocabulary;
    private final Language language;
    private final int[] best = new int[LONGEST + 1];

    MadeUp(Vocabulary vocabulary, Language language) {
        this.vocabulary = vocabulary;
        this.language = language;
    }

    /// The log-odds that are left of those that the classifier gave.
    double judge(double logit, byte[] text, Candidate candidate) {
        return Math.min(logit, most(text, candidate));
    }

    private double most(byte[] text, Candidate candidate) {
        if (inList(text, candidate) || bareName(text, candidate) || isName(text, candidate)) {
            return NO_VALUE;
        }
        if (FAKE.matcher(HUMPS.matcher(Bytes.text(text, candidate.keyStart(), candidate.keyEnd())).replaceAll("_")).find()) {
            return PRETENDED;
        }
        if (candidate.length() > LONGEST) {
            return Double.POSITIVE_INFINITY;
        }
        String value = Bytes.text(text, candidate.start(), candidate.end());
        if (BASE32.matcher(value).matches() && readable(base32(value), false)) {
            return PRETENDED;
        }
        return everybodys(value) || encodedWords(value) ? EVERYBODYS : Double.POSITIVE_INFINITY;
    }

    /// The name of the next member of an object rather than the value of the one before: `, "auth_provider": …`.
    private static boolean isName(byte[] text, Candidate c) {
        if (c.quote() == 0) {
            return false;
        }
        int before = c.start() - 2;
        while (before >= 0 && Character.isWhitespace(text[before])) {
            before--;
        }
        int after = c.end() + 1;
        while (after < text.length && text[after] == ' ') {
            after++;
        }
        return before >= 0 && (text[before] == ',' || text[before] == '{') && after < text.length && text[after] == ':';
    }

    /// A bare word that ends a line of code: `token = sessionToken`. Inside of strings over several lines bare words are values, so it has
    /// to be made of words.
    private boolean bareName(byte[] text, Candidate c) {
        if (language != Language.CODE || c.quote() != 0 || c.idiom() != Idiom.ASSIGNMENT || c.end() < c.lineEnd()
                || c.length() > LONGEST) {
            return false;
        }
        int letters = 0;
        int covered = 0;
        for (int i = c.start(); i < c.end();) {
            if (!Bytes.is(text[i], Bytes.NAME) || Bytes.is(text[i], Bytes.DIGIT) || text[i] == '-') {
                return false;
            }
            int to = i;
            while (to < c.end() && Bytes.isLetter(text[to])) {
                to++;
            }
            if (to > i) {
                letters += to - i;
                covered += vocabulary.covered(text, i, to, best);
            }
            i = Math.max(to, i + 1);
        }
        return covered * 2 >= letters;
    }

    /// `s3cr3t`, `P@ssw0rd!`, `hunter2`: common words, perhaps with digits for letters, between digits and signs.
    private static boolean everybodys(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (WALKS.contains(lower)) {
            return true;
        }
        int from = 0;
        int to = lower.length();
        while (to > from && !Character.isLetter(lower.charAt(to - 1)) && lower.length() - to < 5) {
            to--;
        }
        while (from < to && !Character.isLetterOrDigit(lower.charAt(from)) && from < 2) {
            from++;
        }
        StringBuilder letters = new StringBuilder();
        for (int i = from; i < to; i++) {
            char c = lower.charAt(i);
            int digit = "0134578@$!".indexOf(c);
            char letter = digit < 0 ? c : "oieastbasi".charAt(digit);
            if (letter >= 'a' && letter <= 'z') {
                letters.append(letter);
            } else if ("_-. ".indexOf(letter) < 0) {
                return false;
            }
        }
        return letters.length() >= 3 && composed(letters.toString());
    }

    private static boolean composed(String letters) {
        if (letters.length() > 40) {
            return false;
        }
        boolean[] reached = new boolean[letters.length() + 1];
        reached[0] = true;
        for (int i = 0; i < letters.length(); i++) {
            for (int j = i + 1; reached[i] && j <= letters.length(); j++) {
                reached[j] |= WORDS.contains(letters.substring(i, j));
            }
        }
        return reached[letters.length()];
    }

    /// Whether it decodes to something that reads like words: no generator of secrets does that.
    private boolean encodedWords(String value) {
        if (!BASE64.matcher(value).matches() || value.length() % 4 == 1) {
            return false;
        }
        try {
            String plain = value.replaceAll("=+$", "").replace('-', '+').replace('_', '/');
            return readable(Base64.getDecoder().decode(plain), true);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] base32(String value) {
        byte[] bytes = new byte[value.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < value.length() && value.charAt(i) != '='; i++) {
            char c = value.charAt(i);
            buffer = buffer << 5 | (c >= 'A' ? c - 'A' : c - '2' + 26);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return java.util.Arrays.copyOf(bytes, at);
    }

    /// @param words
    ///            whether letters have to make words; a longer text of printable characters alone is no chance either
    private boolean readable(byte[] bytes, boolean words) {
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        if (length < 4 || length > LONGEST) {
            return false;
        }
        int letters = 0;
        int covered = 0;
        int digits = 0;
        for (int i = 0; i < length;) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                return false;
            }
            int to = i;
            while (to < length && Bytes.isLetter(bytes[to])) {
                to++;
            }
            if (to == i) {
                digits += Bytes.is(bytes[i], Bytes.DIGIT) ? 1 : 0;
                i++;
                continue;
            }
            letters += to - i;
            covered += everybodys(new String(bytes, i, to - i, StandardCharsets.US_ASCII))
                    ? to - i
                    : vocabulary.covered(bytes, i, to, best);
            i = to;
        }
        return !words && length >= 8 || letters >= 3 && digits <= 4 && covered * 10 >= letters * 9;
    }

    /// `"password", "passwd", "secret", …`: the name and the value are but two of many literals.
    private static boolean inList(byte[] text, Candidate c) {
        if (c.idiom() != Idiom.ARGUMENT && c.idiom() != Idiom.NEXT_LINE || c.quote() != '"' && c.quote() != '\''
                || c.keyStart() <= c.lineStart()
                || text[c.keyStart() - 1] != c.quote() || c.keyStart() > c.start()) {
            return false;
        }
        int count = 2;
        int at = c.keyStart() - 2;
        while (count < LIST) {
            at = blanksBack(text, at, c.lineStart());
            if (at < c.lineStart() || text[at] != ',') {
                break;
            }
            at = blanksBack(text, at - 1, c.lineStart());
            if (at <= c.lineStart() || text[at] != c.quote()) {
                break;
            }
            at--;
            while (at >= c.lineStart() && text[at] != c.quote()) {
                at--;
            }
            at--;
            count++;
        }
        if (at < c.lineStart()) {
            // The line begins within the list.
            count++;
        }
        at = c.end() + 1;
        while (count < LIST) {
            at = blanks(text, at, c.lineEnd());
            if (at >= c.lineEnd() || text[at] != ',') {
                break;
            }
            at = blanks(text, at + 1, c.lineEnd());
            if (at >= c.lineEnd()) {
                count++;
                break;
            }
            if (text[at] != c.quote()) {
                break;
            }
            at++;
            while (at < c.lineEnd() && text[at] != c.quote()) {
                at++;
            }
            at++;
            count++;
        }
        return count >= LIST;
    }

    private static int blanks(byte[] text, int at, int end) {
        while (at < end && Bytes.is(text[at], Bytes.BLANK)) {
            at++;
        }
        return at;
    }

    private static int blanksBack(byte[] text, int at, int start) {
        while (at >= start && Bytes.is(text[at], Bytes.BLANK)) {
            at--;
        }
        return at;
    }
}
