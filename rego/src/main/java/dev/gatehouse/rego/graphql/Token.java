package dev.gatehouse.rego.graphql;

import dev.gatehouse.rego.value.GoQuote;
import org.jspecify.annotations.Nullable;

/// A token.
///
/// @param value its text; empty for punctuation
/// @param problem why the text is no token; null if it is one
record Token(Kind kind, String value, Position position, @Nullable String problem) {
    enum Kind {
        INVALID("<Invalid>"),
        END("<EOF>"),
        BANG("!"),
        DOLLAR("$"),
        AMPERSAND("&"),
        PARENTHESIS("("),
        CLOSED_PARENTHESIS(")"),
        SPREAD("..."),
        COLON(":"),
        EQUALS("="),
        AT("@"),
        BRACKET("["),
        CLOSED_BRACKET("]"),
        BRACE("{"),
        CLOSED_BRACE("}"),
        PIPE("|"),
        NAME("Name"),
        INTEGER("Int"),
        FLOAT("Float"),
        STRING("String"),
        BLOCK_STRING("BlockString"),
        COMMENT("Comment");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    boolean is(String name) {
        return kind == Kind.NAME && value.equals(name);
    }

    /// How errors name it.
    String describe() {
        if (value.isEmpty()) {
            return kind.label();
        }
        var text = new StringBuilder(kind.label()).append(' ');
        GoQuote.append(text, value);
        return text.toString();
    }
}
