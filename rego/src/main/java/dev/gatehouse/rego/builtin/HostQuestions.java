package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;

/// What only the host or the compiler knows: the runtime, modules, and annotations.
final class HostQuestions {
    private HostQuestions() {}

    static void register(Builtins.Table table) {
        table.add("opa.runtime", (context, arguments) -> context.runtime());
        table.add("rego.parse_module", (context, arguments) -> {
            String name = Operands.string(arguments, 0);
            String source = Operands.string(arguments, 1);
            ModuleParser parser = context.moduleParser();
            if (parser == null) {
                throw BuiltinError.failure("the host does not parse modules");
            }
            context.read(source);
            return parser.parse(name, source);
        });
        // A compiler puts the annotations in place of the call; a call that is left has none.
        table.add("rego.metadata.chain", (context, arguments) -> ArrayValue.EMPTY);
        table.add("rego.metadata.rule", (context, arguments) -> ObjectValue.EMPTY);
    }
}
