package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.syntax.ModuleParser;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.RegoVersion;
import dev.gatehouse.rego.syntax.TreeJson;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import java.util.Map;
import java.util.stream.Collectors;

/// What only the host, the parser or the compiler knows: the runtime, modules, and annotations.
final class HostQuestions {
    private HostQuestions() {}

    /// @param declarations all built-ins: a parser must know their names
    static void register(Builtins.Table table, Map<String, Declaration> declarations) {
        table.add("opa.runtime", (context, arguments) -> context.runtime());
        table.add("rego.parse_module", (context, arguments) -> {
            String name = Operands.string(arguments, 0);
            String source = Operands.string(arguments, 1);
            context.read(source);
            try {
                return TreeJson.write(ModuleParser.parse(name, source, RegoVersion.V1, declarations::containsKey));
            } catch (RegoException e) {
                String errors = e.errors().stream().map(HostQuestions::describe).collect(Collectors.joining("\n"));
                throw BuiltinError.failure(e.errors().size() == 1
                        ? "1 error occurred: " + errors
                        : e.errors().size() + " errors occurred:\n" + errors);
            }
        });
        // A compiler puts the annotations in place of the call; a call that is left has none.
        table.add("rego.metadata.chain", (context, arguments) -> ArrayValue.EMPTY);
        table.add("rego.metadata.rule", (context, arguments) -> ObjectValue.EMPTY);
    }

    private static String describe(RegoError error) {
        return error.location() + ": " + error.code().id() + ": " + error.message();
    }
}
