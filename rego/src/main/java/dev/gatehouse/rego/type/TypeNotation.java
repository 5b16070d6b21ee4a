package dev.gatehouse.rego.type;

import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads types in the notation they are printed in: `(string, any<null, array[string]>) => boolean`.
public final class TypeNotation {
    private final String text;
    private int at;

    private TypeNotation(String text) {
        this.text = text;
    }

    /// Reads a function's type.
    ///
    /// @throws IllegalArgumentException if the text is none
    public static FunctionType function(String text) {
        var notation = new TypeNotation(text);
        FunctionType type = notation.function();
        if (notation.at != text.length()) {
            throw notation.unexpected();
        }
        return type;
    }

    private FunctionType function() {
        expect("(");
        var arguments = new ArrayList<Type>();
        Type variadic = null;
        while (!accept(")")) {
            Type argument = type();
            if (accept("...")) {
                variadic = argument;
            } else {
                arguments.add(argument);
            }
            accept(", ");
        }
        expect(" => ");
        Type result = accept("???") ? null : type();
        return new FunctionType(arguments, variadic, result);
    }

    private Type type() {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return switch (text.substring(start, at)) {
            case "null" -> ScalarType.NULL;
            case "boolean" -> ScalarType.BOOLEAN;
            case "number" -> ScalarType.NUMBER;
            case "string" -> ScalarType.STRING;
            case "any" -> AnyType.of(list());
            case "array" -> new ArrayType(list(), rest());
            case "set" -> {
                Type element = rest();
                yield new SetType(element == null ? AnyType.ANY : element);
            }
            case "object" -> object();
            default -> throw unexpected();
        };
    }

    private List<Type> list() {
        var types = new ArrayList<Type>();
        if (accept("<")) {
            do {
                types.add(type());
            } while (accept(", "));
            expect(">");
        }
        return types;
    }

    private @Nullable Type rest() {
        if (!accept("[")) {
            return null;
        }
        Type type = type();
        expect("]");
        return type;
    }

    private ObjectType object() {
        var properties = new TreeMap<Value, Type>();
        if (accept("<")) {
            do {
                int colon = text.indexOf(": ", at);
                if (colon < 0) {
                    throw unexpected();
                }
                String name = text.substring(at, colon);
                at = colon + 2;
                properties.put(StringValue.of(name), type());
            } while (accept(", "));
            expect(">");
        }
        ObjectType.Entry rest = null;
        if (accept("[")) {
            Type key = type();
            expect(": ");
            rest = new ObjectType.Entry(key, type());
            expect("]");
        }
        return new ObjectType(properties, rest);
    }

    private boolean accept(String token) {
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw unexpected();
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("unexpected text in a type at " + at + ": " + text);
    }
}
