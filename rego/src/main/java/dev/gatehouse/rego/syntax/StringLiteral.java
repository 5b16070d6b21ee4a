package dev.gatehouse.rego.syntax;

import org.jspecify.annotations.Nullable;

/// The escapes of quoted strings, which are those of JSON.
final class StringLiteral {
    private StringLiteral() {}

    /// Undoes the escapes, or answers null when one is malformed. Half a surrogate pair becomes U+FFFD.
    static @Nullable String unescape(String inner) {
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder out = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c < 0x20) {
                return null;
            }
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (++i == inner.length()) {
                return null;
            }
            switch (inner.charAt(i)) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    int unit = hex(inner, i + 1);
                    if (unit < 0) {
                        return null;
                    }
                    i += 4;
                    if (!Character.isSurrogate((char) unit)) {
                        out.append((char) unit);
                    } else {
                        int low = inner.startsWith("\\u", i + 1) ? hex(inner, i + 3) : -1;
                        if (Character.isHighSurrogate((char) unit)
                                && low >= 0
                                && Character.isLowSurrogate((char) low)) {
                            out.append((char) unit).append((char) low);
                            i += 6;
                        } else {
                            out.append('\uFFFD');
                        }
                    }
                }
                case '"', '\\', '/' -> out.append(inner.charAt(i));
                default -> {
                    return null;
                }
            }
        }
        return out.toString();
    }

    private static int hex(String text, int from) {
        if (from + 4 > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 0x7F) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }
}
