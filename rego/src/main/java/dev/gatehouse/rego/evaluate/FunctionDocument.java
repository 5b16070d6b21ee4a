package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule with parameters. It has no value without arguments.
final class FunctionDocument extends Document {
    private final List<Definition> definitions;
    private final Program program;
    private volatile @Nullable CompleteRules rules;

    FunctionDocument(int id, List<Value> path, List<Definition> definitions, Program program) {
        super(id, id, path);
        this.definitions = definitions;
        this.program = program;
    }

    int arity() {
        return definitions.getFirst().head().arguments().size();
    }

    @Override
    @Nullable
    Value compute(Evaluation evaluation) {
        return null;
    }

    @Nullable
    Value call(Evaluation evaluation, Value[] arguments) {
        CompleteRules planned = rules;
        if (planned == null) {
            planned = program
                    .planner()
                    .complete(
                            definitions, "functions must not produce multiple outputs for same inputs");
            rules = planned;
        }
        Provenance provenance = evaluation.provenance;
        if (provenance == null) {
            return planned.run(evaluation, arguments);
        }
        provenance.begin();
        Value value = planned.run(evaluation, arguments);
        provenance.endCall(value, evaluation);
        return value;
    }
}
