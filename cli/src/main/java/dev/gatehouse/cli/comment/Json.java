package dev.gatehouse.cli.comment;

import dev.gatehouse.document.Documents;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The little JSON that these interfaces need.
final class Json {
    private Json() {}

    static Value read(String name, byte[] bytes) throws IOException {
        try {
            return Documents.read(Format.JSON, name, bytes, Limits.DEFAULT);
        } catch (DocumentException e) {
            throw new IOException("not JSON: " + e.getMessage(), e);
        }
    }

    /// The value at the end of the keys; null if there is none.
    static @Nullable Value at(@Nullable Value value, String... keys) {
        Value now = value;
        for (String key : keys) {
            now = now instanceof Mapping mapping ? mapping.get(key) : null;
        }
        return now;
    }

    /// The text there; empty if there is none.
    static String text(@Nullable Value value, String... keys) {
        return at(value, keys) instanceof Scalar scalar ? scalar.text() : "";
    }

    /// The whole number there; 0 if there is none. Identifiers begin at 1.
    static long number(@Nullable Value value, String... keys) {
        return at(value, keys) instanceof Scalar.Whole whole && whole.fitsLong() ? whole.big().longValue() : 0;
    }

    /// An object of one text member.
    static String object(String key, String text) {
        StringBuilder json = new StringBuilder(text.length() + 64).append("{\"").append(key).append("\":\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c)) {
                        json.append("\\u").append(String.format("%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append("\"}").toString();
    }
}
