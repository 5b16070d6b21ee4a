package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON Schemas by which types are checked, by their paths: `schema.a["b-c"]` is the schema at `a`, `b-c`; the one at the empty path is that
/// of `input`. Immutable.
public final class Schemas {
    private final Map<List<String>, Value> byPath;

    /// @param byPath the schemas by the steps after `schema`
    public Schemas(Map<List<String>, Value> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    /// The schema of `input`, null without one.
    @Nullable
    Value ofInput() {
        return byPath.get(List.of());
    }

    /// The schema that a reference names, null without one.
    @Nullable
    Value find(Term.Ref reference) {
        List<String> steps = new ArrayList<>();
        for (Term step : reference.parts().subList(1, reference.parts().size())) {
            if (!(step instanceof Term.Scalar(var _, StringValue name))) {
                return null;
            }
            steps.add(name.text());
        }
        return byPath.get(steps);
    }
}
