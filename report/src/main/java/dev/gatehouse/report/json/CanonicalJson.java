package dev.gatehouse.report.json;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The canonical form of JSON of RFC 8785 for what our formats hold: objects, arrays, strings, booleans and integers that a
/// double can carry. Members stand sorted by the UTF-16 code units of their names, without white space.
final class CanonicalJson {
    private final OutputStream out;

    CanonicalJson(OutputStream out) {
        this.out = out;
    }

    /// Writes a value.
    void value(Object value) {
        switch (value) {
            case String text -> string(text);
            case Long number -> raw(number.toString());
            case Integer number -> raw(number.toString());
            case Boolean flag -> raw(flag.toString());
            case List<?> list -> {
                raw("[");
                boolean first = true;
                for (Object element : list) {
                    raw(first ? "" : ",");
                    first = false;
                    value(element);
                }
                raw("]");
            }
            case JsonObject object -> {
                raw("{");
                boolean first = true;
                for (Map.Entry<String, Object> member : new TreeMap<>(object.members()).entrySet()) {
                    raw(first ? "" : ",");
                    first = false;
                    string(member.getKey());
                    raw(":");
                    value(member.getValue());
                }
                raw("}");
            }
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    void string(String unchecked) {
        String text = JsonOutput.wellFormed(unchecked);
        if (isPlain(text)) {
            raw("\"");
            raw(text);
            raw("\"");
            return;
        }
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\b' -> quoted.append("\\b");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                case '\f' -> quoted.append("\\f");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < ' ') {
                        quoted.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        raw(quoted.append('"').toString());
    }

    /// Whether the text needs no escape.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    void raw(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// How the formats write a digest.
    static String label(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
