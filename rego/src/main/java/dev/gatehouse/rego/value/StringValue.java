package dev.gatehouse.rego.value;

import org.jspecify.annotations.Nullable;

/// A string. Strings compare by Unicode code point, not by UTF-16 unit.
///
/// A Go string may hold bytes that are no UTF-8 (what `base64.decode` gives for binary content); such a byte `0xNN` is the lone
/// surrogate `U+DCNN` here, see [Utf8]. No other lone surrogate occurs in a value.
public final class StringValue extends Value {
    /// The empty string.
    public static final StringValue EMPTY = new StringValue("");

    private final String text;
    // Whether the text has surrogates: 0 unknown, 1 no, 2 yes. Without any, code-point order is UTF-16 order.
    private byte surrogates;
    private int hash;

    private StringValue(String text) {
        this.text = text;
    }

    /// The value for a Java string.
    public static StringValue of(String text) {
        return text.isEmpty() ? EMPTY : new StringValue(text);
    }

    /// The Java string.
    public String text() {
        return text;
    }

    @Override
    public Kind kind() {
        return Kind.STRING;
    }

    private boolean hasSurrogates() {
        byte known = surrogates;
        if (known == 0) {
            known = 1;
            for (int index = 0; index < text.length(); index++) {
                if (Character.isSurrogate(text.charAt(index))) {
                    known = 2;
                    break;
                }
            }
            surrogates = known;
        }
        return known == 2;
    }

    @Override
    int compareSameKind(Value other) {
        var its = (StringValue) other;
        return hasSurrogates() || its.hasSurrogates() ? Utf8.compare(text, its.text) : text.compareTo(its.text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof StringValue string && string.text.equals(text));
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            result = Hashing.of(text);
            hash = result;
        }
        return result;
    }

    @Override
    public void appendTo(StringBuilder target) {
        GoQuote.append(target, text);
    }
}
