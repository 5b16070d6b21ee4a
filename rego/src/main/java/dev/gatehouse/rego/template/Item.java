package dev.gatehouse.rego.template;

/// A token of a template.
record Item(Kind kind, String text, int line) {
    enum Kind {
        TEXT, OPEN, CLOSE, SPACE, WORD, FIELD, VARIABLE, DOT, NUMBER, CHARACTER, STRING, PIPE, LEFT, RIGHT, ASSIGN, DECLARE, COMMA, END
    }

    boolean is(String word) {
        return kind == Kind.WORD && text.equals(word);
    }
}
