package dev.gatehouse.secrets.generic;

import org.jspecify.annotations.Nullable;

/// Reads on from a name to the value that belongs to it: over closing quotes, type annotations, operators, tags, wrapping calls, to the
/// next line if need be. Bounded: it looks at no more than some hundred bytes besides the value. For one thread.
final class ValueReader {
    private static final int LONGEST_VALUE = 4096;
    private static final int LEAST = 3;
    private static final int MOST_BLANKS = 4;
    private static final String[] SCHEMES = {"basic ", "bearer ", "token ", "oauth ", "apikey "};

    private final byte[] text;
    private final Language language;

    private final Glue glue;
    private int keyEnd;

    ValueReader(byte[] text, int textEnd, Language language) {
        this.text = text;
        this.language = language;
        this.glue = new Glue(text, textEnd, language);
    }

    /// The value that the name at the given place names; null if there is none.
    @Nullable
    Candidate after(int from, int to, int start, int end, boolean option) {
        keyEnd = to;
        glue.begin(from, start, end);
        int at = to;
        for (int round = 0; round < 6; round++) {
            at = glue.read(at);
            if (at < 0) {
                return null;
            }
            if (at >= glue.lineEnd) {
                if (glue.nextLine || !glue.moveToNextLine()) {
                    return null;
                }
                at = glue.lineStart;
                if (glue.pair) {
                    at = glue.valueName();
                    if (at < 0) {
                        return null;
                    }
                }
                continue;
            }
            int quote = Quotes.at(text, at, glue.lineEnd);
            if (quote != 0) {
                int skipped = glue.pairInString(at, quote);
                if (skipped < 0) {
                    return quoted(at, quote, at, at);
                }
                at = skipped;
                continue;
            }
            int skipped = glue.annotation(at);
            if (skipped >= 0) {
                at = skipped;
                continue;
            }
            return bareOrCall(at, option);
        }
        return null;
    }

    /// Whether bare words are literals in this kind of file.
    boolean isConfiguration() {
        return language == Language.SQL || language == Language.SHELL || language == Language.PROPERTIES
                || language == Language.YAML;
    }

    /// The quoted or bare literal at an offset.
    @Nullable
    Candidate literal(Idiom idiom, int from, int to, int at, int start, int end) {
        keyEnd = to;
        glue.begin(from, start, end);
        while (at < end && Bytes.is(text[at], Bytes.BLANK)) {
            at++;
        }
        if (at >= end) {
            return null;
        }
        int quote = Bytes.is(text[at], Bytes.QUOTE) ? text[at] : text[at] == '\\' ? '\\' : 0;
        int first = at + (quote == 0 ? 0 : quote == '\\' ? 2 : 1);
        int last = quote == 0
                ? bareEnd(first, false)
                : Quotes.closing(text, first, Math.min(glue.lineEnd, first + LONGEST_VALUE), quote);
        return last - first < LEAST ? null : new Candidate(idiom, from, to, first, last, start, end, quote, first, first);
    }

    private @Nullable Candidate quoted(int at, int quote, int callStart, int callEnd) {
        int first = at + switch (quote) {
            case '\\' -> 2;
            case '%' -> 3;
            case '&' -> Quotes.reference(text, at, glue.lineEnd);
            default -> 1;
        };
        // Triple and doubled quotes.
        while (first < glue.lineEnd && quote != '&' && quote != '%' && text[first] == text[at] && first - at < 3) {
            first++;
        }
        if (quote == '\'' || quote == '"') {
            while (first + 1 < glue.lineEnd && text[first] == '\\' && Bytes.is(text[first + 1], Bytes.QUOTE)) {
                first += 2;
                quote = '\\';
            }
        }
        int last = Quotes.closing(text, first, Math.min(glue.lineEnd, first + LONGEST_VALUE), quote);
        return candidate(first, last, quote, callStart, callEnd);
    }

    private @Nullable Candidate bareOrCall(int at, boolean option) {
        int call = callOpening(at);
        if (call > 0 && (glue.separated() || glue.blank)) {
            int quote = Quotes.at(text, call, glue.lineEnd);
            int name = call - 1;
            while (name > at && !Bytes.is(text[name - 1], Bytes.NAME)) {
                name--;
            }
            return quoted(call, quote, Math.min(at, name), name);
        }
        if (!mayBeBare(at, option)) {
            return null;
        }
        int from = at;
        if (glue.closed && Bytes.at(text, at, glue.lineEnd, "or ") && at + 4 < glue.lineEnd
                && Quotes.at(text, at + 3, glue.lineEnd) != 0) {
            return quoted(at + 3, Quotes.at(text, at + 3, glue.lineEnd), at, at);
        }
        if (!glue.separated() && Bytes.at(text, at, glue.lineEnd, "is ")) {
            from = at + 3;
            while (from < glue.lineEnd && Bytes.is(text[from], Bytes.BLANK)) {
                from++;
            }
            if (from < glue.lineEnd && Bytes.is(text[from], Bytes.QUOTE)) {
                return quoted(from, text[from], from, from);
            }
        }
        for (String scheme : SCHEMES) {
            if (Bytes.at(text, from, glue.lineEnd, scheme)) {
                from += scheme.length();
            }
        }
        int to = bareEnd(from, startsLine());
        return candidate(from, to, 0, from, from);
    }

    /// Where the quotation mark stands in `call("…`, `new Thing("…`, `[]byte("…`, `b"…`; -1 if nothing of the kind begins here.
    private int callOpening(int at) {
        int i = at;
        if (Bytes.at(text, i, glue.lineEnd, "new ")) {
            i += 4;
        }
        int limit = Math.min(glue.lineEnd, at + 64);
        while (i < limit
                && (Bytes.is(text[i], Bytes.NAME) || text[i] == ':' || text[i] == '[' || text[i] == ']' || text[i] == '*')) {
            i++;
        }
        if (i >= limit) {
            return -1;
        }
        if (i - at <= 2 && i > at && (text[i] == '"' || text[i] == '\'') && Bytes.isLetter(text[at])) {
            return i;
        }
        if (text[i] != '(' && text[i] != '{') {
            return -1;
        }
        i++;
        while (i < limit && (Bytes.is(text[i], Bytes.BLANK) || text[i] == '[' || text[i] == '@' || text[i] == '(')) {
            i++;
        }
        if (i + 1 < limit && Bytes.isLetter(text[i]) && Bytes.is(text[i + 1], Bytes.QUOTE)) {
            i++;
        }
        return i < limit && (Quotes.at(text, i, glue.lineEnd) != 0) ? i : -1;
    }

    private boolean mayBeBare(int at, boolean option) {
        if (glue.bracket && language == Language.CODE && glue.inside == 0) {
            return false;
        }
        if (glue.colon || glue.equals || glue.closed && Bytes.at(text, at, glue.lineEnd, "or ")) {
            return true;
        }
        if (option) {
            return glue.blank && !glue.comma && !glue.parenthesis;
        }
        if (glue.greater) {
            return language == Language.MARKUP || text[at - 1] == '>';
        }
        if (glue.pipe) {
            return language == Language.PROSE;
        }
        if (glue.comma || glue.parenthesis || glue.closed || !glue.blank || language == Language.CODE
                || language == Language.JSON) {
            return false;
        }
        // `password value` as a whole line, `password is value`, a line of .netrc.
        if (Bytes.at(text, at, glue.lineEnd, "is ")
                || language == Language.SQL && Bytes.at(text, glue.keyStart, keyEnd, "password")) {
            return true;
        }
        int to = bareEnd(at, true);
        while (to < glue.lineEnd && Bytes.is(text[to], Bytes.BLANK)) {
            to++;
        }
        return to == glue.lineEnd && (startsLine() || Bytes.indexOf(text, glue.lineStart, glue.keyStart, "login ") >= 0);
    }

    /// Whether nothing but marks of comments, lists and exports stands before the name.
    private boolean startsLine() {
        if (glue.keyStart < glue.lineStart) {
            return true;
        }
        for (int i = Math.max(glue.lineStart, glue.keyStart - 100); i < glue.keyStart; i++) {
            if (Bytes.isAlphanumeric(text[i]) || Bytes.is(text[i], Bytes.QUOTE) || "({[<,;".indexOf(text[i]) >= 0) {
                return Bytes.at(text, glue.keyStart - 7, glue.keyStart, "export ")
                        || Bytes.at(text, glue.keyStart - 4, glue.keyStart, "env ")
                        || Bytes.at(text, glue.keyStart - 4, glue.keyStart, "set ")
                        || Bytes.at(text, glue.keyStart - 4, glue.keyStart, "arg ");
            }
        }
        return true;
    }

    /// @param whole
    ///            whether only blanks end it, because it is all that the line assigns
    private int bareEnd(int from, boolean whole) {
        int limit = Math.min(glue.lineEnd, from + LONGEST_VALUE);
        boolean lines = whole && glue.inside == 0 && (language == Language.PROPERTIES || language == Language.YAML
                || language == Language.SHELL || language == Language.OTHER);
        int i = from;
        for (; i < limit; i++) {
            int c = text[i];
            if (Bytes.is(c, Bytes.BLANK)) {
                break;
            }
            if (!lines && (Bytes.is(c, Bytes.QUOTE) || ",;)}]&<>|\\".indexOf(c) >= 0)) {
                break;
            }
            if (c == glue.inside && glue.inside != 0) {
                break;
            }
        }
        if (lines || i == from) {
            return i;
        }
        while (i > from + LEAST && text[i - 1] == '.') {
            i--;
        }
        return i;
    }

    private @Nullable Candidate candidate(int first, int last, int quote, int callStart, int callEnd) {
        for (String scheme : SCHEMES) {
            if (quote != 0 && Bytes.at(text, first, last, scheme)) {
                first += scheme.length();
            }
        }
        while (first < last && quote != 0 && Bytes.is(text[first], Bytes.BLANK)) {
            first++;
        }
        while (last > first && Bytes.is(text[last - 1], Bytes.BLANK)) {
            last--;
        }
        if (last - first < LEAST || hopeless(first, last, quote)) {
            return null;
        }
        Idiom idiom = glue.pair
                ? Idiom.PAIR
                : glue.nextLine
                        ? Idiom.NEXT_LINE
                        : glue.compares
                                ? Idiom.COMPARISON
                                : glue.equals || glue.colon
                                        ? Idiom.ASSIGNMENT
                                        : glue.parenthesis || glue.comma
                                                ? Idiom.ARGUMENT
                                                : glue.greater
                                                        ? Idiom.ELEMENT
                                                        : glue.keyStart > 0 && text[glue.keyStart - 1] == '-'
                                                                ? Idiom.OPTION
                                                                : Idiom.PROSE;
        return new Candidate(idiom, glue.keyStart, keyEnd, first, last, glue.lineStart, glue.lineEnd, quote, callStart, callEnd);
    }

    /// Whether a value is plainly none, without a closer look: a template, a sentence, in code a bare expression.
    private boolean hopeless(int first, int last, int quote) {
        int c = text[first];
        int next = text[first + 1];
        if ((c == '$' || c == '#' || c == '{' || c == '%') && (next == '{' || next == '(') || c == '{' && next == '%'
                || c == '<' && (next == '%' || next == '?') || Bytes.at(text, first, last, "-----")) {
            return true;
        }
        int blanks = 0;
        boolean literal = false;
        boolean expression = false;
        for (int i = first; i < last && i - first < 300; i++) {
            int b = text[i];
            if (Bytes.is(b, Bytes.BLANK)) {
                blanks++;
            } else if (Bytes.is(b, Bytes.DIGIT)) {
                literal = true;
            } else if (b == '(' || b == '[' || b == '{') {
                expression = true;
            }
        }
        if (blanks > MOST_BLANKS && last - first < 300) {
            return true;
        }
        if (quote == 0 && text[last - 1] == ':' && last < glue.lineEnd && Bytes.is(text[last], Bytes.BLANK)) {
            // `error getting token: provider: message`
            return true;
        }
        if (quote == 0 && language == Language.CODE && glue.inside == 0) {
            int after = last < glue.lineEnd ? text[last] : '\n';
            if (glue.equals && text[first - 1] == ':' && Bytes.is(text[first - 2], Bytes.BLANK)) {
                // A symbol of Ruby or Elixir.
                return true;
            }
            return expression || c == '$' && (Bytes.isLetter(next) || next == '_')
                    || !literal && (after == ';' || after == ',' || after == ')' || after == ']');
        }
        return quote == 0 && (expression || c == '$' && !literal);
    }
}
