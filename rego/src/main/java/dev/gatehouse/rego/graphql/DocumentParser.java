package dev.gatehouse.rego.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Parses documents of operations.
public final class DocumentParser extends ValueParser {
    private DocumentParser(String text, LongConsumer work) {
        super(text, work);
    }

    /// Parses a document.
    ///
    /// @param work counts tokens; may throw to stop
    public static QueryDocument parse(String text, LongConsumer work) throws GraphqlException {
        return new DocumentParser(text, work).document();
    }

    private QueryDocument document() throws GraphqlException {
        var operations = new ArrayList<QueryDocument.Operation>();
        var fragments = new ArrayList<QueryDocument.Fragment>();
        while (!sees(Token.Kind.END)) {
            Token token = peek();
            if (token.is("fragment")) {
                fragments.add(fragment());
            } else if (sees(Token.Kind.BRACE) || token.is("query") || token.is("mutation") || token.is("subscription")) {
                operations.add(operation());
            } else {
                throw unexpected(token);
            }
        }
        return new QueryDocument(operations, fragments, List.of());
    }

    private QueryDocument.Operation operation() throws GraphqlException {
        Position position = position();
        List<String> comments = comments();
        if (sees(Token.Kind.BRACE)) {
            // As in OPA, what was commented before an operation without a keyword is lost.
            return new QueryDocument.Operation("query", "", List.of(), List.of(), requiredSelections(), position, List.of());
        }
        String kind = next().value();
        String name = sees(Token.Kind.NAME) ? name() : "";
        return new QueryDocument.Operation(kind, name, variables(), directives(false), requiredSelections(), position, comments);
    }

    private List<QueryDocument.Variable> variables() throws GraphqlException {
        return closed(Token.Kind.PARENTHESIS, Token.Kind.CLOSED_PARENTHESIS, this::variable);
    }

    private QueryDocument.Variable variable() throws GraphqlException {
        Position position = position();
        List<String> comments = comments();
        expect(Token.Kind.DOLLAR);
        String name = name();
        expect(Token.Kind.COLON);
        TypeReference type = typeReference();
        @Nullable
        Literal defaultValue = skip(Token.Kind.EQUALS) ? value(true) : null;
        return new QueryDocument.Variable(name, type, defaultValue, directives(false), position, comments);
    }

    private List<QueryDocument.Selection> requiredSelections() throws GraphqlException {
        if (!sees(Token.Kind.BRACE)) {
            throw new GraphqlException("Expected {, found " + peek().kind().label(), position());
        }
        return selections();
    }

    private List<QueryDocument.Selection> selections() throws GraphqlException {
        return closed(Token.Kind.BRACE, Token.Kind.CLOSED_BRACE, this::selection);
    }

    private QueryDocument.Selection selection() throws GraphqlException {
        return sees(Token.Kind.SPREAD) ? spread() : field();
    }

    private QueryDocument.Field field() throws GraphqlException {
        Position position = position();
        List<String> comments = comments();
        String alias = name();
        String name = skip(Token.Kind.COLON) ? name() : alias;
        return new QueryDocument.Field(alias, name, arguments(false), directives(false), selections(), position, comments);
    }

    private QueryDocument.Selection spread() throws GraphqlException {
        List<String> comments = comments();
        expect(Token.Kind.SPREAD);
        Position position = position();
        if (sees(Token.Kind.NAME) && !peek().is("on")) {
            return new QueryDocument.Spread(name(), directives(false), position, comments);
        }
        String condition = "";
        if (peek().value().equals("on")) {
            next();
            condition = name();
        }
        return new QueryDocument.Inline(condition, directives(false), requiredSelections(), position, comments);
    }

    private QueryDocument.Fragment fragment() throws GraphqlException {
        Position position = position();
        List<String> comments = comments();
        expectKeyword("fragment");
        if (peek().value().equals("on")) {
            throw unexpected(peek());
        }
        String name = name();
        List<QueryDocument.Variable> variables = variables();
        expectKeyword("on");
        return new QueryDocument.Fragment(name, variables, name(), directives(false), requiredSelections(), position, comments);
    }
}
