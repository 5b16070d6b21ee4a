package dev.gatehouse.secrets.generic;

import java.util.List;
import java.util.function.Consumer;

/// Finds in one text the values that something calls a secret. Lexical, in one pass, in time linear in the length of the text: each
/// trigger word looks only at a bounded stretch around it. Prefers to find too much; the classifier judges. For one thread, one text.
final class CandidateFinder {
    static final List<String> WORDS = List.of("://", "bearer", "basic", "identified", "curl", "mysql", "@tcp(", "pass",
            "pwd",
            "secret", "token", "key", "auth", "cred", "jwt", "seed", "otp", "psw", "_pw");
    private static final int ADDRESS = 0;
    private static final int BEARER = 1;
    private static final int BASIC = 2;
    private static final int IDENTIFIED = 3;
    private static final int CURL = 4;
    private static final int MYSQL = 5;
    private static final int DATA_SOURCE = 6;
    private static final List<String> SECRET_WORDS = List.of("pass", "pwd", "secret", "token", "key", "cred");
    static final TriggerWords TRIGGERS = new TriggerWords(WORDS);
    /// Longer runs of name characters are data.
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_USER = 80;

    private final byte[] text;
    private final int begin;
    private final int end;
    private final Consumer<Candidate> receiver;
    private final ValueReader values;
    private int lineStart;
    private int lineEnd = -1;

    CandidateFinder(byte[] text, int offset, int length, Language language, Consumer<Candidate> receiver) {
        this.text = text;
        this.begin = offset;
        this.end = offset + length;
        this.receiver = receiver;
        this.values = new ValueReader(text, end, language);
    }

    void run() {
        run(begin, end);
    }

    /// Finds those of some whole lines; called for later lines later.
    void run(int from, int to) {
        int at = from;
        while (at < to) {
            long hit = TRIGGERS.next(text, at, to);
            if (hit < 0) {
                return;
            }
            int start = (int) (hit >>> 8);
            at = look(start, (int) (hit & 0xff));
        }
    }

    /// Finds them all when the trigger words are known.
    ///
    /// @param words
    ///            where they begin, in order: the offset from the beginning times 256 plus the number of the word
    void run(long[] words) {
        int at = begin;
        for (long hit : words) {
            int start = begin + (int) (hit >>> 8);
            if (start >= at) {
                at = look(start, (int) (hit & 0xff));
            }
        }
    }

    private int look(int start, int word) {
        enclose(start);
        int after = start + TRIGGERS.length(word);
        switch (word) {
            case ADDRESS -> address(start);
            case BEARER, BASIC -> {
                scheme(start, after);
                if (after < lineEnd && Bytes.is(text[after], Bytes.NAME)) {
                    return after;
                }
            }
            case IDENTIFIED -> identifiedBy(start, after);
            case CURL, MYSQL -> command(start, after, word == MYSQL);
            case DATA_SOURCE -> userInfo(Math.max(lineStart, start - LONGEST_USER * 2), start, start);
            default -> {
                return named(start, after);
            }
        }
        return after;
    }

    /// Takes the bounds of the line around an offset, unless it is still the line of the last one.
    private void enclose(int at) {
        if (at < lineEnd) {
            return;
        }
        int floor = Math.max(begin, lineEnd);
        int from = at;
        while (from > floor && !Bytes.is(text[from - 1], Bytes.LINE_END)) {
            from--;
        }
        int to = at;
        while (to < end && !Bytes.is(text[to], Bytes.LINE_END)) {
            to++;
        }
        lineStart = from;
        lineEnd = to;
    }

    private int named(int start, int after) {
        int from = start;
        int floor = Math.max(lineStart, start - LONGEST_NAME);
        while (from > floor && Bytes.is(text[from - 1], Bytes.NAME)) {
            from--;
        }
        int to = after;
        int ceiling = Math.min(lineEnd, after + LONGEST_NAME);
        while (to < ceiling && Bytes.is(text[to], Bytes.NAME)) {
            to++;
        }
        int next = to;
        if (from == floor && from > lineStart && Bytes.is(text[from - 1], Bytes.NAME)
                || to == ceiling && to < lineEnd && Bytes.is(text[to], Bytes.NAME)) {
            return next;
        }
        while (to > after && (text[to - 1] == '.' || text[to - 1] == '-')) {
            to--;
        }
        boolean option = text[from] == '-';
        while (from < start && (text[from] == '-' || text[from] == '.')) {
            from++;
        }
        if (!isOrdinaryWord(from, to)) {
            Candidate found = values.after(from, to, lineStart, lineEnd, option);
            if (found != null) {
                receiver.accept(found);
            }
        }
        return next;
    }

    /// Frequent words that hold a trigger and never name a secret.
    private boolean isOrdinaryWord(int from, int to) {
        return switch (to - from) {
            case 6 ->
                Bytes.at(text, from, to, "author") || Bytes.at(text, from, to, "passed") || Bytes.at(text, from, to, "passes")
                        || Bytes.at(text, from, to, "bypass") || Bytes.at(text, from, to, "monkey");
            case 7 ->
                Bytes.at(text, from, to, "authors") || Bytes.at(text, from, to, "keyword") || Bytes.at(text, from, to, "passing");
            case 8 -> Bytes.at(text, from, to, "keyboard") || Bytes.at(text, from, to, "keywords");
            default -> isAuthor(from, to);
        };
    }

    /// `Co-authored-by`, `AuthorDate`; not `Authorization`, nor `author_token`.
    private boolean isAuthor(int from, int to) {
        int at = Bytes.indexOf(text, from, to, "author");
        if (at < 0 || Bytes.at(text, at, to, "authori")) {
            return false;
        }
        for (String word : SECRET_WORDS) {
            if (Bytes.indexOf(text, from, to, word) >= 0) {
                return false;
            }
        }
        return true;
    }

    /// `scheme://user:value@host`.
    private void address(int colon) {
        int from = colon + 3;
        int limit = Math.min(lineEnd, from + 400);
        int at = -1;
        for (int i = from; i < limit; i++) {
            int c = text[i];
            if (c == '@') {
                at = i;
            } else if (c == '/' || c == '?' || Bytes.is(c, Bytes.BLANK | Bytes.QUOTE) || c == '<' || c == '>' || c == '\\'
                    || c == ',') {
                // A slash may be part of a template between user and host: `${db/user}`.
                break;
            }
        }
        if (at > 0) {
            userInfo(from, at, colon);
        }
    }

    /// `user:value` before an `@`.
    private void userInfo(int from, int at, int anchor) {
        int colon = -1;
        for (int i = at - 1; i >= from; i--) {
            int c = text[i];
            if (Bytes.is(c, Bytes.BLANK | Bytes.QUOTE) || c == '<' || c == '>' || c == '=' || c == ',') {
                break;
            }
            if (c == ':' && i + 1 < at) {
                colon = i;
            }
        }
        if (colon < 0 || at - colon - 1 < 2 || at - colon > 260) {
            return;
        }
        int user = Math.max(from, colon - LONGEST_USER);
        int name = anchor < from ? Math.max(lineStart, anchor - 16) : user;
        while (name < colon && !Bytes.is(text[name], Bytes.NAME)) {
            name++;
        }
        receiver.accept(new Candidate(Idiom.URL, name, colon, colon + 1, at, lineStart, lineEnd, 0, colon, colon));
    }

    /// `Basic value`, `Bearer value`, also with `%20` or `+` between.
    private void scheme(int start, int after) {
        int from = after;
        if (Bytes.at(text, from, lineEnd, "%20")) {
            from += 3;
        } else {
            while (from < lineEnd && text[from] == ' ') {
                from++;
            }
        }
        if (from == after || from >= lineEnd || start > lineStart && Bytes.isAlphanumeric(text[start - 1])) {
            return;
        }
        int to = from;
        while (to < lineEnd && to - from < 4096 && (Bytes.is(text[to], Bytes.NAME) || "+/=~:%".indexOf(text[to]) >= 0)) {
            to++;
        }
        if (to - from >= 6) {
            receiver.accept(new Candidate(Idiom.SCHEME, start, after, from, to, lineStart, lineEnd, 0, start, start));
        }
    }

    /// `IDENTIFIED BY 'value'`, `IDENTIFIED WITH plugin BY 'value'`.
    private void identifiedBy(int start, int after) {
        int by = Bytes.indexOf(text, after, Math.min(lineEnd, after + 48), " by ");
        if (by < 0) {
            return;
        }
        int from = by + 4;
        if (Bytes.at(text, from, lineEnd, "password ")) {
            from += 9;
        }
        Candidate found = values.literal(Idiom.SQL, start, after, from, lineStart, lineEnd);
        // "identified by digest, …" is a sentence.
        if (found != null
                && (found.quote() != 0 || found.end() == lineEnd || text[found.end()] == ';' || values.isConfiguration())) {
            receiver.accept(found);
        }
    }

    /// `curl -u user:value`, `mysql -pvalue`.
    private void command(int start, int after, boolean mysql) {
        int limit = Math.min(lineEnd, after + 600);
        for (int i = after; i + 3 < limit; i++) {
            if (text[i] != '-' || !Bytes.is(text[i - 1], Bytes.BLANK)) {
                continue;
            }
            if (mysql) {
                if (text[i + 1] == 'p' && !Bytes.at(text, i, limit, "-password") && !Bytes.is(text[i + 2], Bytes.BLANK)) {
                    emit(values.literal(Idiom.OPTION, i, i + 2, i + 2, lineStart, lineEnd));
                    return;
                }
                continue;
            }
            int user = Bytes.at(text, i, limit, "--user ") || Bytes.at(text, i, limit, "--user=")
                    ? i + 7
                    : Bytes.at(text, i, limit, "-u") && text[i + 1] == 'u' ? i + 2 : -1;
            if (user > 0) {
                while (user < limit && (text[user] == ' ' || Bytes.is(text[user], Bytes.QUOTE))) {
                    user++;
                }
                for (int at = user; at < limit && !Bytes.is(text[at], Bytes.BLANK | Bytes.QUOTE); at++) {
                    if (text[at] == ':' && at > user) {
                        emit(values.literal(Idiom.OPTION, start, after, at + 1, lineStart, lineEnd));
                        return;
                    }
                }
                return;
            }
        }
    }

    private void emit(@org.jspecify.annotations.Nullable Candidate found) {
        if (found != null) {
            receiver.accept(found);
        }
    }
}
