package dev.gatehouse.secrets.generic;

/// Quotation marks in all the ways in which they are written. Their kind is the mark itself, `\` for an escaped one, `&` for a
/// character reference, `%` for a percent-encoded one.
final class Quotes {
    private Quotes() {}

    /// The quotation mark inside whose pair an offset lies; 0 if in none.
    static int around(byte[] text, int lineStart, int at) {
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

    /// The kind of the quotation mark here; 0 if there is none.
    static int at(byte[] text, int at, int lineEnd) {
        int c = text[at];
        if (Bytes.is(c, Bytes.QUOTE)) {
            return c;
        }
        if (c == '\\' && at + 1 < lineEnd && Bytes.is(text[at + 1], Bytes.QUOTE)) {
            return '\\';
        }
        if (c == '&' && reference(text, at, lineEnd) > 0) {
            return '&';
        }
        return c == '%' && (Bytes.at(text, at, lineEnd, "%22") || Bytes.at(text, at, lineEnd, "%27")) ? '%' : 0;
    }

    /// Length of the character reference of a quotation mark; 0 if there is none.
    static int reference(byte[] text, int at, int lineEnd) {
        return Bytes.at(text, at, lineEnd, "&quot;") || Bytes.at(text, at, lineEnd, "&apos;")
                ? 6
                : Bytes.at(text, at, lineEnd, "&#34;") || Bytes.at(text, at, lineEnd, "&#39;")
                        ? 5
                        : Bytes.at(text, at, lineEnd, "&#x27;") || Bytes.at(text, at, lineEnd, "&#x22;")
                                ? 6
                                : Bytes.at(text, at, lineEnd, "&#039;") ? 6 : Bytes.at(text, at, lineEnd, "&#x2018;") ? 8 : 0;
    }

    /// Where the quoted text that begins here ends, at the latest at the limit.
    static int closing(byte[] text, int first, int limit, int quote) {
        int i = first;
        for (; i < limit; i++) {
            int c = text[i];
            if (quote == '\\') {
                if (c == '\\' && i + 1 < limit && Bytes.is(text[i + 1], Bytes.QUOTE) || c == '"') {
                    break;
                }
            } else if (quote == '&') {
                if (c == '&' && reference(text, i, limit) > 0 || c == '<') {
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
}
