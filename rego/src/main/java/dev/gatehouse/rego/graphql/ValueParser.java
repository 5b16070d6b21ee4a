package dev.gatehouse.rego.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Parses what documents and schemas share: values, arguments, directives, references to types.
class ValueParser extends TokenReader {
    ValueParser(String text, LongConsumer work) {
        super(text, work);
    }

    /// At least one thing between two tokens, if the first follows.
    final <T> List<T> closed(Token.Kind open, Token.Kind close, Rule<T> rule) throws GraphqlException {
        boolean follows = sees(open);
        List<T> things = between(open, close, false, rule);
        if (follows) {
            next();
        }
        return things;
    }

    final List<QueryDocument.Directive> directives(boolean constant) throws GraphqlException {
        var directives = new ArrayList<QueryDocument.Directive>();
        while (skip(Token.Kind.AT)) {
            Position position = position();
            directives.add(new QueryDocument.Directive(name(), arguments(constant), position));
        }
        return directives;
    }

    final List<QueryDocument.Argument> arguments(boolean constant) throws GraphqlException {
        return closed(Token.Kind.PARENTHESIS, Token.Kind.CLOSED_PARENTHESIS, () -> {
            Position position = position();
            List<String> comments = comments();
            String name = name();
            expect(Token.Kind.COLON);
            return new QueryDocument.Argument(name, value(constant), position, comments);
        });
    }

    /// @param constant whether it must not contain variables
    final Literal value(boolean constant) throws GraphqlException {
        Token token = peek();
        List<String> comments = comments();
        Literal.Kind kind = switch (token.kind()) {
            case INTEGER -> Literal.Kind.INTEGER;
            case FLOAT -> Literal.Kind.FLOAT;
            case STRING -> Literal.Kind.STRING;
            case BLOCK_STRING -> Literal.Kind.BLOCK_STRING;
            case NAME -> switch (token.value()) {
                case "true", "false" -> Literal.Kind.BOOLEAN;
                case "null" -> Literal.Kind.NULL;
                default -> Literal.Kind.ENUMERATION;
            };
            case DOLLAR -> Literal.Kind.VARIABLE;
            case BRACKET -> Literal.Kind.LIST;
            case BRACE -> Literal.Kind.OBJECT;
            default -> throw unexpected(token);
        };
        return switch (kind) {
            case LIST -> {
                List<Literal.Child> children = between(Token.Kind.BRACKET, Token.Kind.CLOSED_BRACKET, true,
                        () -> new Literal.Child("", value(constant), null, List.of()));
                next();
                yield new Literal(kind, "", children, token.position(), comments);
            }
            case OBJECT -> {
                List<Literal.Child> children = between(Token.Kind.BRACE, Token.Kind.CLOSED_BRACE, true, () -> child(constant));
                next();
                yield new Literal(kind, "", children, token.position(), comments);
            }
            case VARIABLE -> {
                if (constant) {
                    throw unexpected(token);
                }
                next();
                yield new Literal(kind, name(), List.of(), token.position(), List.of());
            }
            // As in OPA, only lists and objects keep what was commented before them.
            default -> new Literal(kind, next().value(), List.of(), token.position(), List.of());
        };
    }

    private Literal.Child child(boolean constant) throws GraphqlException {
        Position position = position();
        List<String> comments = comments();
        String name = name();
        expect(Token.Kind.COLON);
        return new Literal.Child(name, value(constant), position, comments);
    }

    final TypeReference typeReference() throws GraphqlException {
        enter();
        TypeReference type;
        if (skip(Token.Kind.BRACKET)) {
            Position position = position();
            TypeReference element = typeReference();
            expect(Token.Kind.CLOSED_BRACKET);
            type = new TypeReference("", element, false, position);
        } else {
            Position position = position();
            type = new TypeReference(name(), null, false, position);
        }
        leave();
        return skip(Token.Kind.BANG) ? new TypeReference(type.named(), type.element(), true, type.position()) : type;
    }
}
