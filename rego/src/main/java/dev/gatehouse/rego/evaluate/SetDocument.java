package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A set that rules add members to. It always has a value.
final class SetDocument extends Document {
    private final List<Definition> definitions;
    private final Program program;
    private volatile @Nullable PartialRules rules;

    SetDocument(int id, List<Value> path, List<Definition> definitions, Program program) {
        super(id, id, path);
        this.definitions = definitions;
        this.program = program;
    }

    @Override
    Value compute(Evaluation evaluation) {
        PartialRules planned = rules;
        if (planned == null) {
            planned = program.planner().set(definitions);
            rules = planned;
        }
        SetValue.Builder set = SetValue.builder();
        planned.run(evaluation, set);
        return set.build();
    }
}
