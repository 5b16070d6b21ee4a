package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.graphql.DocumentParser;
import dev.gatehouse.rego.graphql.GraphqlException;
import dev.gatehouse.rego.graphql.QueryDocument;
import dev.gatehouse.rego.graphql.QueryValidation;
import dev.gatehouse.rego.graphql.Schema;
import dev.gatehouse.rego.graphql.SchemaDocument;
import dev.gatehouse.rego.graphql.SchemaParser;
import dev.gatehouse.rego.graphql.TreeReader;
import dev.gatehouse.rego.graphql.TreeWriter;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;

/// GraphQL documents and schemas, as texts or as trees.
final class Graphql {
    private static final Value UNVERIFIED = ArrayValue.of(BooleanValue.FALSE, ObjectValue.EMPTY, ObjectValue.EMPTY);

    private Graphql() {}

    static void register(Builtins.Table table) {
        table.add("graphql.parse", (context, arguments) -> {
            try {
                return parse(context, arguments);
            } catch (GraphqlException e) {
                throw BuiltinError.failure(String.valueOf(e.getMessage()));
            }
        });
        table.add("graphql.parse_and_verify", (context, arguments) -> {
            try {
                ArrayValue trees = parse(context, arguments);
                return ArrayValue.of(BooleanValue.TRUE, trees.get(0), trees.get(1));
            } catch (GraphqlException e) {
                return UNVERIFIED;
            } catch (BuiltinError e) {
                return otherwise(e, UNVERIFIED);
            }
        });
        table.add("graphql.is_valid", (context, arguments) -> {
            try {
                QueryDocument document = document(context, arguments[0], 0);
                QueryValidation.check(schema(context, arguments[1], 1), document, context::work);
                return BooleanValue.TRUE;
            } catch (GraphqlException e) {
                return BooleanValue.FALSE;
            } catch (BuiltinError e) {
                return otherwise(e, BooleanValue.FALSE);
            }
        });
        table.add("graphql.schema_is_valid", (context, arguments) -> {
            try {
                schema(context, arguments[0], 0);
                return BooleanValue.TRUE;
            } catch (GraphqlException e) {
                return BooleanValue.FALSE;
            } catch (BuiltinError e) {
                return otherwise(e, BooleanValue.FALSE);
            }
        });
        table.add("graphql.parse_query", (context, arguments) -> {
            try {
                return TreeWriter.write(DocumentParser.parse(read(context, Operands.string(arguments, 0)), context::work));
            } catch (GraphqlException e) {
                throw BuiltinError.failure(String.valueOf(e.getMessage()));
            }
        });
        table.add("graphql.parse_schema", (context, arguments) -> {
            try {
                return TreeWriter.write(SchemaParser.parse(read(context, Operands.string(arguments, 0)), context::work));
            } catch (GraphqlException e) {
                throw BuiltinError.failure(String.valueOf(e.getMessage()));
            }
        });
    }

    private static Value otherwise(BuiltinError error, Value value) {
        if (error.stops()) {
            throw error;
        }
        return value;
    }

    private static ArrayValue parse(BuiltinContext context, Value[] arguments) throws GraphqlException {
        QueryDocument document = document(context, arguments[0], 0);
        SchemaDocument types = types(context, arguments[1], 1);
        QueryValidation.check(Schema.of(types), document, context::work);
        return ArrayValue.of(TreeWriter.write(document), TreeWriter.write(types));
    }

    private static String read(BuiltinContext context, String text) {
        context.checkCharacters(text.length());
        return text;
    }

    private static QueryDocument document(BuiltinContext context, Value value, int position) throws GraphqlException {
        return switch (value) {
            case StringValue text -> DocumentParser.parse(read(context, text.text()), context::work);
            case ObjectValue tree -> TreeReader.query(tree);
            default -> throw BuiltinError.operandType(position, value, "string", "object");
        };
    }

    private static SchemaDocument types(BuiltinContext context, Value value, int position) throws GraphqlException {
        return switch (value) {
            case StringValue text -> SchemaParser.parse(read(context, text.text()), context::work);
            case ObjectValue tree -> TreeReader.schema(tree);
            default -> throw BuiltinError.operandType(position, value, "string", "object");
        };
    }

    private static Schema schema(BuiltinContext context, Value value, int position) throws GraphqlException {
        return Schema.of(types(context, value, position));
    }
}
