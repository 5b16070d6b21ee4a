package dev.gatehouse.rego.jsonschema;

import java.util.ArrayList;
import java.util.List;

/// What holding a value against a schema gave. The score tells which of several alternatives a value was meant for.
final class Outcome {
    final List<SchemaError> errors = new ArrayList<>();
    int score;

    boolean isValid() {
        return errors.isEmpty();
    }

    void fail(String type, Path path, String description) {
        errors.add(new SchemaError(type, path.toString(), description));
        score -= 2;
    }

    void merge(Outcome other) {
        errors.addAll(other.errors);
        score += other.score;
    }
}
