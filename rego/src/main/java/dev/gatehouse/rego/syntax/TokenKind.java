package dev.gatehouse.rego.syntax;

import org.jspecify.annotations.Nullable;

/// The kinds of token. `label` is the name under which messages speak of the kind.
enum TokenKind {
    ILLEGAL("illegal"),
    EOF("eof"),
    WHITESPACE("whitespace"),
    IDENT("identifier"),
    PACKAGE("package", "package"),
    IMPORT("import", "import"),
    AS("as", "as"),
    DEFAULT("default", "default"),
    ELSE("else", "else"),
    NOT("not", "not"),
    SOME("some", "some"),
    WITH("with", "with"),
    NULL("null", "null"),
    TRUE("true", "true"),
    FALSE("false", "false"),
    NUMBER("number"),
    STRING("string"),
    RAW_STRING("string"),
    TEMPLATE_PART("template-string-part"),
    TEMPLATE_END("template-string-end"),
    RAW_TEMPLATE_PART("raw-template-string-part"),
    RAW_TEMPLATE_END("raw-template-string-end"),
    LEFT_BRACKET("["),
    RIGHT_BRACKET("]"),
    LEFT_BRACE("{"),
    RIGHT_BRACE("}"),
    LEFT_PAREN("("),
    RIGHT_PAREN(")"),
    COMMA(","),
    COLON(":"),
    ADD("plus"),
    SUB("minus"),
    MUL("mul"),
    QUO("div"),
    REM("rem"),
    AND("and"),
    OR("or"),
    UNIFY("eq"),
    EQUAL("equal"),
    ASSIGN("assign"),
    IN("in", "in"),
    NOT_EQUAL("neq"),
    GREATER("gt"),
    LESS("lt"),
    GREATER_OR_EQUAL("gte"),
    LESS_OR_EQUAL("lte"),
    DOT("."),
    SEMICOLON(";"),
    EVERY("every", "every"),
    CONTAINS("contains", "contains"),
    IF("if", "if");

    private final String label;
    private final @Nullable String keyword;

    TokenKind(String label) {
        this(label, null);
    }

    TokenKind(String label, @Nullable String keyword) {
        this.label = label;
        this.keyword = keyword;
    }

    String label() {
        return label;
    }

    /// The word that is this keyword, or null when the kind is no keyword.
    @Nullable
    String keyword() {
        return keyword;
    }
}
