package dev.gatehouse.secrets.generic;

import org.jspecify.annotations.Nullable;

/// Reads on from a name to the value that belongs to it: over closing quotes, type annotations, operators, tags, wrapping calls, to the
/// next line if need be. Bounded: it looks at no more than some hundred bytes besides the value. For one thread.
final class ValueReader {
    private static final int LONGEST_GLUE = 160;
    private static final int LONGEST_VALUE = 4096;
    private static final int LEAST = 3;
    private static final int MOST_BLANKS = 4;
    private static final String[] VALUE_NAMES = {"value", "default", "content", "string", "password", "val"};
    private static final String[] SCHEMES = {"basic ", "bearer ", "token ", "oauth ", "apikey "};

    private final byte[] text;
    private final int textEnd;
    private final Language language;

    // What has been read since the name.
    private int keyStart;
    private int keyEnd;
    private int lineStart;
    private int lineEnd;
    private int open;
    private int inside;
    private boolean colon;
    private boolean equals;
    private boolean compares;
    private boolean comma;
    private boolean parenthesis;
    private boolean greater;
    private boolean pipe;
    private boolean blank;
    private boolean bracket;
    private boolean closed;
    private boolean pair;
    private boolean nextLine;

    ValueReader(byte[] text, int textEnd, Language language) {
        this.text = text;
        this.textEnd = textEnd;
        this.language = language;
    }

    /// The value that the name at the given place names; null if there is none.
    @Nullable
    Candidate after(int from, int to, int start, int end, boolean option) {
        keyStart = from;
        keyEnd = to;
        lineStart = start;
        lineEnd = end;
        colon = equals = compares = comma = parenthesis = greater = pipe = blank = bracket = closed = pair = nextLine = false;
        inside = quoteAround(from);
        int before = from - 1;
        while (before >= lineStart
                && (text[before] == '-' || text[before] == '$' || text[before] == '@' || text[before] == ':')) {
            before--;
        }
        open = before >= lineStart && Bytes.is(text[before], Bytes.QUOTE) ? text[before] : 0;
        int at = to;
        for (int round = 0; round < 6; round++) {
            at = glue(at);
            if (at < 0) {
                return null;
            }
            if (at >= lineEnd) {
                if (nextLine || !moveToNextLine()) {
                    return null;
                }
                at = lineStart;
                if (pair) {
                    at = valueName();
                    if (at < 0) {
                        return null;
                    }
                }
                continue;
            }
            int quote = quoteAt(at);
            if (quote != 0) {
                int skipped = pairInString(at, quote);
                if (skipped < 0) {
                    return quoted(at, quote, at, at);
                }
                at = skipped;
                continue;
            }
            int skipped = annotation(at);
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
        lineStart = start;
        lineEnd = end;
        while (at < end && Bytes.is(text[at], Bytes.BLANK)) {
            at++;
        }
        if (at >= end) {
            return null;
        }
        int quote = Bytes.is(text[at], Bytes.QUOTE) ? text[at] : text[at] == '\\' ? '\\' : 0;
        int first = at + (quote == 0 ? 0 : quote == '\\' ? 2 : 1);
        int last = quote == 0 ? bareEnd(first, false) : closing(first, quote);
        return last - first < LEAST ? null : new Candidate(idiom, from, to, first, last, start, end, quote, first, first);
    }

    /// The quotation mark inside whose pair an offset lies; 0 if in none.
    private int quoteAround(int at) {
        int quote = 0;
        for (int i = Math.max(lineStart, at - 400); i < at; i++) {
            int c = text[i];
            if (c == '\\') {
                i++;
            } else if (Bytes.is(c, Bytes.QUOTE)) {
                if (quote == 0 && (c != '\'' || i == lineStart || !Bytes.isAlphanumeric(text[i - 1]))) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                }
            }
        }
        return quote;
    }

    private boolean separated() {
        return colon || equals || comma || parenthesis || greater || pipe;
    }

    /// Reads what stands between name and value.
    ///
    /// @return where the value begins; the end of the line if it does not begin on it; -1 if what follows cannot lead to a value
    private int glue(int from) {
        int at = from;
        while (at < lineEnd && at - from < LONGEST_GLUE) {
            int c = text[at];
            switch (c) {
                case ' ', '\t' -> {
                    blank = true;
                    at++;
                }
                case ':' -> {
                    colon = true;
                    at++;
                }
                case '=' -> {
                    compares |= at + 1 < lineEnd && text[at + 1] == '='
                            || at > from && (text[at - 1] == '!' || text[at - 1] == '=');
                    equals = true;
                    at++;
                }
                case '>' -> {
                    greater = true;
                    at++;
                }
                case '<' -> {
                    int tag = tagEnd(at);
                    if (tag < 0) {
                        return -1;
                    }
                    at = tag;
                }
                case ',' -> {
                    if (colon && closed && !equals) {
                        return -1;
                    }
                    comma = true;
                    at++;
                }
                case '(' -> {
                    parenthesis = true;
                    at++;
                }
                case '[' -> {
                    if (separated() && at + 1 < lineEnd && text[at + 1] == ']') {
                        // `[]byte("…")`
                        return at;
                    }
                    if (separated()) {
                        bracket = true;
                        at++;
                    } else {
                        int close = Bytes.indexOf(text, at, Math.min(lineEnd, at + 28), ']');
                        if (close < 0) {
                            return -1;
                        }
                        at = close + 1;
                    }
                }
                case '{' -> {
                    if (!separated()) {
                        return -1;
                    }
                    bracket = true;
                    at++;
                    if (at < lineEnd && text[at] == '{') {
                        return -1;
                    }
                }
                case ')', ']', '}' -> {
                    if (colon || equals || comma || parenthesis) {
                        return -1;
                    }
                    at++;
                }
                case '|', '?', '!', '*' -> {
                    pipe |= c == '|';
                    at++;
                }
                case '+', '~' -> {
                    if (!separated() && !closed) {
                        return -1;
                    }
                    at++;
                }
                case '-' -> {
                    // `->`, `=>` and `:-` lead on; a dash at the beginning of a value does not.
                    boolean arrow = at + 1 < lineEnd && text[at + 1] == '>' || text[at - 1] == ':' || blank && text[at - 1] == ' '
                            && at + 1 < lineEnd && text[at + 1] == ' ';
                    if (!arrow) {
                        return separated() ? at : -1;
                    }
                    at++;
                }
                case '@', '$' -> {
                    if (at + 1 < lineEnd && text[at + 1] == '"') {
                        at++;
                    } else {
                        return at;
                    }
                }
                case '&' -> {
                    int reference = reference(at);
                    if (reference == 0) {
                        return separated() ? at : -1;
                    }
                    if (reference < 0) {
                        return at;
                    }
                    at = reference;
                }
                case '%' -> {
                    if (Bytes.at(text, at, lineEnd, "%3d")) {
                        equals = true;
                    } else if (Bytes.at(text, at, lineEnd, "%3a")) {
                        colon = true;
                    } else if (Bytes.at(text, at, lineEnd, "%20")) {
                        blank = true;
                    } else if (Bytes.at(text, at, lineEnd, "%5d")) {
                        closed = true;
                    } else {
                        return at;
                    }
                    at += 3;
                }
                case '\\' -> {
                    if (at + 1 >= lineEnd) {
                        at++;
                    } else if (text[at + 1] == '"' || text[at + 1] == '\'') {
                        if (separated() && closed) {
                            return at;
                        }
                        closed = true;
                        at += 2;
                    } else if (text[at + 1] == '\\') {
                        at++;
                    } else {
                        at += Bytes.isLetter(text[at + 1]) ? 2 : 1;
                    }
                }
                case '"', '\'', '`' -> {
                    if (open == c) {
                        open = 0;
                        closed = true;
                        inside = inside == c ? 0 : inside;
                        at++;
                    } else if (inside == c) {
                        inside = 0;
                        closed = true;
                        at++;
                    } else {
                        return separated() || blank && !closed ? at : -1;
                    }
                }
                default -> {
                    return at;
                }
            }
        }
        return at >= lineEnd ? lineEnd : -1;
    }

    /// Where a tag ends, if one begins here that may stand between name and value; -1 if not.
    private int tagEnd(int at) {
        if (at + 1 >= lineEnd || !Bytes.isLetter(text[at + 1]) && text[at + 1] != '/') {
            return -1;
        }
        boolean known = text[at + 1] == '/' || language == Language.MARKUP || Bytes.at(text, at + 1, lineEnd, "span")
                || Bytes.at(text, at + 1, lineEnd, "code") || Bytes.at(text, at + 1, lineEnd, "td")
                || Bytes.at(text, at + 1, lineEnd, "b>") || Bytes.at(text, at + 1, lineEnd, "strong");
        int close = known ? Bytes.indexOf(text, at, Math.min(lineEnd, at + 120), '>') : -1;
        if (close < 0) {
            return -1;
        }
        greater = true;
        return close + 1;
    }

    /// A character reference in the place of an operator or a quotation mark.
    ///
    /// @return where to read on; -1 for an opening quotation mark; 0 if there is no reference
    private int reference(int at) {
        if (Bytes.at(text, at, lineEnd, "&gt;")) {
            greater = true;
            return at + 4;
        }
        if (Bytes.at(text, at, lineEnd, "&nbsp;")) {
            blank = true;
            return at + 6;
        }
        int length = referenceQuote(at);
        if (length == 0) {
            return 0;
        }
        if (separated()) {
            return -1;
        }
        closed = true;
        return at + length;
    }

    /// Length of the character reference of a quotation mark; 0 if there is none.
    private int referenceQuote(int at) {
        return Bytes.at(text, at, lineEnd, "&quot;") || Bytes.at(text, at, lineEnd, "&apos;")
                ? 6
                : Bytes.at(text, at, lineEnd, "&#34;") || Bytes.at(text, at, lineEnd, "&#39;")
                        ? 5
                        : Bytes.at(text, at, lineEnd, "&#x27;") || Bytes.at(text, at, lineEnd, "&#x22;")
                                ? 6
                                : Bytes.at(text, at, lineEnd, "&#039;") ? 6 : Bytes.at(text, at, lineEnd, "&#x2018;") ? 8 : 0;
    }

    /// The kind of the quotation mark here; 0 if there is none.
    private int quoteAt(int at) {
        int c = text[at];
        if (Bytes.is(c, Bytes.QUOTE)) {
            return c;
        }
        if (c == '\\' && at + 1 < lineEnd && Bytes.is(text[at + 1], Bytes.QUOTE)) {
            return '\\';
        }
        if (c == '&' && referenceQuote(at) > 0) {
            return '&';
        }
        return c == '%' && (Bytes.at(text, at, lineEnd, "%22") || Bytes.at(text, at, lineEnd, "%27")) ? '%' : 0;
    }

    /// In `"key": "PASSWORD", "value": "…"`, seen from the first value: where to read on after the second key; -1 if it is none.
    private int pairInString(int at, int quote) {
        if (!closed || !comma || quote != '"' && quote != '\'' || colon || equals) {
            return -1;
        }
        for (String name : VALUE_NAMES) {
            int after = at + 1 + name.length();
            if (Bytes.at(text, at + 1, lineEnd, name) && after + 1 < lineEnd && text[after] == quote
                    && (text[after + 1] == ':' || text[after + 1] == ' ' || text[after + 1] == '=')) {
                pair = true;
                return after + 1;
            }
        }
        return -1;
    }

    /// In `password: String = …`, `password string = …` and `name="password" value=…`: where to read on after the `=`; -1 if there is
    /// none.
    private int annotation(int at) {
        if (equals && !pair && !(closed && greater) || comma || parenthesis || !colon && !blank && !closed) {
            return -1;
        }
        int i = at;
        while (i < lineEnd && i - at < 48
                && (Bytes.is(text[i], Bytes.NAME) || "<>?[]|*&!".indexOf(text[i]) >= 0)) {
            i++;
        }
        int nameEnd = i;
        while (i < lineEnd && i - at < 56 && Bytes.is(text[i], Bytes.BLANK)) {
            i++;
        }
        if (nameEnd == at || i + 1 >= lineEnd || text[i] != '=' || text[i + 1] == '=' || text[i + 1] == '>') {
            return -1;
        }
        // The `=` of base64 stands close to the value and before a blank.
        if (i == nameEnd && !Bytes.is(text[i + 1], Bytes.QUOTE) && !closed) {
            return -1;
        }
        if (!closed) {
            equals = true;
            return i + 1;
        }
        // An attribute after an attribute: only one that holds a value will do, others are passed over.
        for (String name : VALUE_NAMES) {
            if (nameEnd - at == name.length() && Bytes.at(text, at, nameEnd, name)) {
                pair = true;
                equals = true;
                return i + 1;
            }
        }
        if (text[i + 1] != '"' && text[i + 1] != '\'') {
            return -1;
        }
        int close = Bytes.indexOf(text, i + 2, Math.min(lineEnd, i + 120), text[i + 1]);
        return close < 0 ? -1 : close + 1;
    }

    private boolean moveToNextLine() {
        boolean list = colon || equals || comma || parenthesis || greater;
        boolean named = isValue();
        if (!list && !named) {
            return false;
        }
        int from = lineEnd;
        for (int skipped = 0; skipped < 2 && from < textEnd; skipped++) {
            if (text[from] == '\r' && from + 1 < textEnd && text[from + 1] == '\n') {
                from++;
            }
            from++;
            int to = from;
            while (to < textEnd && to - from < LONGEST_VALUE && !Bytes.is(text[to], Bytes.LINE_END)) {
                to++;
            }
            lineStart = from;
            lineEnd = to;
            if (named) {
                pair = true;
                if (valueName() >= 0) {
                    nextLine = true;
                    return true;
                }
                from = to;
                continue;
            }
            nextLine = true;
            open = 0;
            inside = 0;
            return to > from;
        }
        return false;
    }

    /// Whether the name is itself the value of a field that names something: `name: DB_PASSWORD`, `"key": "token",`,
    /// `<key>password</key>`.
    private boolean isValue() {
        int at = keyStart - 1;
        while (at >= lineStart && keyStart - at < 12 && !Bytes.isAlphanumeric(text[at])) {
            at--;
        }
        for (String name : new String[]{"name", "key", "id", "parameter", "field"}) {
            if (Bytes.at(text, at - name.length() + 1, at + 1, name)) {
                return !colon && !equals;
            }
        }
        return false;
    }

    /// On a line that begins with a field for a value: where to read on after its name; -1 if it does not.
    private int valueName() {
        int at = lineStart;
        while (at < lineEnd && at - lineStart < 60
                && (Bytes.is(text[at], Bytes.BLANK | Bytes.QUOTE) || text[at] == '<' || text[at] == '-' || text[at] == '\\')) {
            at++;
        }
        for (String name : VALUE_NAMES) {
            int after = at + name.length();
            if (Bytes.at(text, at, lineEnd, name) && after < lineEnd && !Bytes.is(text[after], Bytes.NAME)) {
                colon = equals = comma = greater = false;
                closed = true;
                int quote = at > lineStart ? text[at - 1] : 0;
                open = Bytes.is(quote, Bytes.QUOTE) ? quote : 0;
                inside = 0;
                return after;
            }
        }
        return -1;
    }

    private @Nullable Candidate quoted(int at, int quote, int callStart, int callEnd) {
        int first = at + switch (quote) {
            case '\\' -> 2;
            case '%' -> 3;
            case '&' -> referenceQuote(at);
            default -> 1;
        };
        // Triple and doubled quotes.
        while (first < lineEnd && quote != '&' && quote != '%' && text[first] == text[at] && first - at < 3) {
            first++;
        }
        if (quote == '\'' || quote == '"') {
            while (first + 1 < lineEnd && text[first] == '\\' && Bytes.is(text[first + 1], Bytes.QUOTE)) {
                first += 2;
                quote = '\\';
            }
        }
        int last = closing(first, quote);
        return candidate(first, last, quote, callStart, callEnd);
    }

    private int closing(int first, int quote) {
        int limit = Math.min(lineEnd, first + LONGEST_VALUE);
        int i = first;
        for (; i < limit; i++) {
            int c = text[i];
            if (quote == '\\') {
                if (c == '\\' && i + 1 < limit && Bytes.is(text[i + 1], Bytes.QUOTE) || c == '"') {
                    break;
                }
            } else if (quote == '&') {
                if (c == '&' && referenceQuote(i) > 0 || c == '<') {
                    break;
                }
            } else if (quote == '%') {
                if (c == '%' && (Bytes.at(text, i, limit, "%22") || Bytes.at(text, i, limit, "%27")) || c == '&') {
                    break;
                }
            } else if (c == quote) {
                break;
            } else if (c == '\\') {
                i++;
            }
        }
        return Math.min(i, limit);
    }

    private @Nullable Candidate bareOrCall(int at, boolean option) {
        int call = callOpening(at);
        if (call > 0 && (separated() || blank)) {
            int quote = quoteAt(call);
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
        if (closed && Bytes.at(text, at, lineEnd, "or ") && at + 4 < lineEnd && quoteAt(at + 3) != 0) {
            return quoted(at + 3, quoteAt(at + 3), at, at);
        }
        if (!separated() && Bytes.at(text, at, lineEnd, "is ")) {
            from = at + 3;
            while (from < lineEnd && Bytes.is(text[from], Bytes.BLANK)) {
                from++;
            }
            if (from < lineEnd && Bytes.is(text[from], Bytes.QUOTE)) {
                return quoted(from, text[from], from, from);
            }
        }
        for (String scheme : SCHEMES) {
            if (Bytes.at(text, from, lineEnd, scheme)) {
                from += scheme.length();
            }
        }
        int to = bareEnd(from, startsLine());
        return candidate(from, to, 0, from, from);
    }

    /// Where the quotation mark stands in `call("…`, `new Thing("…`, `[]byte("…`, `b"…`; -1 if nothing of the kind begins here.
    private int callOpening(int at) {
        int i = at;
        if (Bytes.at(text, i, lineEnd, "new ")) {
            i += 4;
        }
        int limit = Math.min(lineEnd, at + 64);
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
        return i < limit && (quoteAt(i) != 0) ? i : -1;
    }

    private boolean mayBeBare(int at, boolean option) {
        if (bracket && language == Language.CODE && inside == 0) {
            return false;
        }
        if (colon || equals || closed && Bytes.at(text, at, lineEnd, "or ")) {
            return true;
        }
        if (option) {
            return blank && !comma && !parenthesis;
        }
        if (greater) {
            return language == Language.MARKUP || text[at - 1] == '>';
        }
        if (pipe) {
            return language == Language.PROSE;
        }
        if (comma || parenthesis || closed || !blank || language == Language.CODE || language == Language.JSON) {
            return false;
        }
        // `password value` as a whole line, `password is value`, a line of .netrc.
        if (Bytes.at(text, at, lineEnd, "is ") || language == Language.SQL && Bytes.at(text, keyStart, keyEnd, "password")) {
            return true;
        }
        int to = bareEnd(at, true);
        while (to < lineEnd && Bytes.is(text[to], Bytes.BLANK)) {
            to++;
        }
        return to == lineEnd && (startsLine() || Bytes.indexOf(text, lineStart, keyStart, "login ") >= 0);
    }

    /// Whether nothing but marks of comments, lists and exports stands before the name.
    private boolean startsLine() {
        if (keyStart < lineStart) {
            return true;
        }
        for (int i = Math.max(lineStart, keyStart - 100); i < keyStart; i++) {
            if (Bytes.isAlphanumeric(text[i]) || Bytes.is(text[i], Bytes.QUOTE) || "({[<,;".indexOf(text[i]) >= 0) {
                return Bytes.at(text, keyStart - 7, keyStart, "export ") || Bytes.at(text, keyStart - 4, keyStart, "env ")
                        || Bytes.at(text, keyStart - 4, keyStart, "set ") || Bytes.at(text, keyStart - 4, keyStart, "arg ");
            }
        }
        return true;
    }

    /// @param whole
    ///            whether only blanks end it, because it is all that the line assigns
    private int bareEnd(int from, boolean whole) {
        int limit = Math.min(lineEnd, from + LONGEST_VALUE);
        boolean lines = whole && inside == 0 && (language == Language.PROPERTIES || language == Language.YAML
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
            if (c == inside && inside != 0) {
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
        Idiom idiom = pair
                ? Idiom.PAIR
                : nextLine
                        ? Idiom.NEXT_LINE
                        : compares
                                ? Idiom.COMPARISON
                                : equals || colon
                                        ? Idiom.ASSIGNMENT
                                        : parenthesis || comma
                                                ? Idiom.ARGUMENT
                                                : greater
                                                        ? Idiom.ELEMENT
                                                        : keyStart > 0 && text[keyStart - 1] == '-' ? Idiom.OPTION : Idiom.PROSE;
        return new Candidate(idiom, keyStart, keyEnd, first, last, lineStart, lineEnd, quote, callStart, callEnd);
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
        if (quote == 0 && language == Language.CODE && inside == 0) {
            int after = last < lineEnd ? text[last] : '\n';
            return expression || c == '$' && (Bytes.isLetter(next) || next == '_')
                    || !literal && (after == ';' || after == ',' || after == ')' || after == ']');
        }
        return quote == 0 && (expression || c == '$' && !literal);
    }
}
