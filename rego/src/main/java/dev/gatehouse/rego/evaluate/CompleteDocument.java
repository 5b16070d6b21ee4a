package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A complete rule without parameters.
final class CompleteDocument extends Document {
    private final List<Definition> definitions;
    private final Program program;
    private volatile @Nullable CompleteRules rules;

    CompleteDocument(int id, List<Value> path, List<Definition> definitions, Program program) {
        super(id, id, path);
        this.definitions = definitions;
        this.program = program;
    }

    Location location() {
        return definitions.getFirst().location();
    }

    @Override
    @Nullable
    Value compute(Evaluation evaluation) {
        CompleteRules planned = rules;
        if (planned == null) {
            planned = program.planner().complete(definitions, "complete rules must not produce multiple outputs");
            rules = planned;
        }
        return planned.run(evaluation, null);
    }
}
