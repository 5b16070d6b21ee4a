package dev.gatehouse.foreign.mapping;

import dev.gatehouse.document.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Places where something may stand, the best first: what the first one that has any says.
public record Candidates(List<Expression> expressions) {
    /// Nowhere.
    public static final Candidates NONE = new Candidates(List.of());

    public Candidates {
        expressions = List.copyOf(expressions);
    }

    /// The texts of the first place that has any; empty if none has.
    public List<String> texts(Scope scope) {
        for (Expression expression : expressions) {
            List<String> texts = expression.texts(scope);
            if (!texts.isEmpty()) {
                return texts;
            }
        }
        return List.of();
    }

    /// The texts of all the places.
    public List<String> all(Scope scope) {
        return expressions.stream().flatMap(expression -> expression.texts(scope).stream()).distinct().toList();
    }

    /// The first text of the first place that has one; null if none has.
    public @Nullable String text(Scope scope) {
        List<String> texts = texts(scope);
        return texts.isEmpty() ? null : texts.getFirst();
    }

    /// The values of the first place that has any.
    public List<Value> values(Scope scope) {
        for (Expression expression : expressions) {
            List<Value> values = expression.values(scope);
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }

    /// The whole number of the first text; 0 if there is none.
    public int number(Scope scope) {
        String text = text(scope);
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
