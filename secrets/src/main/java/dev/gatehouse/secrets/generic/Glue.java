package dev.gatehouse.secrets.generic;

/// What stands between a name and its value: closing quotes, type annotations, operators, tags, other attributes, a line's end. Reads on
/// and keeps what it has seen. For one thread.
final class Glue {
    private static final int LONGEST = 160;
    private static final int LONGEST_LINE = 4096;
    /// Fields that hold the value of a field beside them that holds the name.
    private static final String[] VALUE_NAMES = {"value", "default", "content", "string", "password", "val"};
    private static final String[] NAME_NAMES = {"name", "key", "id", "parameter", "field"};

    private final byte[] text;
    private final int textEnd;
    private final Language language;

    // What has been seen since the name.
    int keyStart;
    int lineStart;
    int lineEnd;
    /// The mark that opened before the name and is to close after it.
    private int open;
    /// The mark inside whose pair the reading is.
    int inside;
    boolean colon;
    boolean equals;
    boolean compares;
    boolean comma;
    boolean parenthesis;
    boolean greater;
    boolean pipe;
    boolean blank;
    boolean bracket;
    boolean closed;
    boolean pair;
    boolean nextLine;

    Glue(byte[] text, int textEnd, Language language) {
        this.text = text;
        this.textEnd = textEnd;
        this.language = language;
    }

    /// Begins anew at a name on a line.
    void begin(int from, int start, int end) {
        keyStart = from;
        lineStart = start;
        lineEnd = end;
        colon = equals = compares = comma = parenthesis = greater = pipe = blank = bracket = closed = pair = nextLine = false;
        inside = Quotes.around(text, lineStart, from);
        int before = from - 1;
        while (before >= lineStart
                && (text[before] == '-' || text[before] == '$' || text[before] == '@' || text[before] == ':')) {
            before--;
        }
        open = before >= lineStart && Bytes.is(text[before], Bytes.QUOTE) ? text[before] : 0;
    }

    boolean separated() {
        return colon || equals || comma || parenthesis || greater || pipe;
    }

    /// Reads what stands between name and value.
    ///
    /// @return where the value begins; the end of the line if it does not begin on it; -1 if what follows cannot lead to a value
    int read(int from) {
        int at = from;
        while (at < lineEnd && at - from < LONGEST) {
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
        int length = Quotes.reference(text, at, lineEnd);
        if (length == 0) {
            return 0;
        }
        if (separated()) {
            return -1;
        }
        closed = true;
        return at + length;
    }

    /// In `"key": "PASSWORD", "value": "…"`, seen from the first value: where to read on after the second key; -1 if it is none.
    int pairInString(int at, int quote) {
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
    int annotation(int at) {
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

    /// Goes on to the line of the value, if the name leads to one below.
    boolean moveToNextLine() {
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
            while (to < textEnd && to - from < LONGEST_LINE && !Bytes.is(text[to], Bytes.LINE_END)) {
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
        for (String name : NAME_NAMES) {
            if (Bytes.at(text, at - name.length() + 1, at + 1, name)) {
                return !colon && !equals;
            }
        }
        return false;
    }

    /// On a line that begins with a field for a value: where to read on after its name; -1 if it does not.
    int valueName() {
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
}
