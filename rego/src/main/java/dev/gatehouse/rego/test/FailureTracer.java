package dev.gatehouse.rego.test;

import dev.gatehouse.rego.compile.Compilation;
import dev.gatehouse.rego.evaluate.Tracer;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Remembers the last expression of a test's own body that was reached: when the test fails, that one did not hold.
final class FailureTracer implements Tracer {
    private final Rule test;
    private final @Nullable Coverage coverage;
    private @Nullable Location reached;
    private Map<String, Value> bindings = Map.of();

    FailureTracer(Rule test, @Nullable Coverage coverage) {
        this.test = test;
        this.coverage = coverage;
    }

    @Override
    public void enter(Location rule) {
        // Only what holds is covered; see exit.
    }

    @Override
    public void evaluate(Location expression, Map<String, Value> bound) {
        if (coverage != null) {
            coverage.evaluate(expression, bound);
        }
        boolean own = expression.file().equals(test.location().file())
                && expression.offset() >= test.location().offset()
                && expression.end() <= test.location().end();
        if (own && (reached == null || expression.offset() >= reached.offset())) {
            reached = expression;
            bindings = bound;
        }
    }

    @Override
    public void exit(Location rule) {
        if (coverage != null) {
            coverage.exit(rule);
        }
    }

    TestResult.@Nullable Failure failure(String text, Compilation compilation) {
        if (reached == null || reached.end() > text.length()) {
            return null;
        }
        String expression = text.substring(reached.offset(), reached.end());
        Map<String, Value> values = new HashMap<>();
        bindings.forEach((name, value) -> {
            String original = compilation.originalName(name);
            if (!original.startsWith("__") && !original.startsWith("$")
                    && Pattern.compile("\\b" + Pattern.quote(original) + "\\b").matcher(expression).find()) {
                values.put(original, value);
            }
        });
        return TestResult.Failure.of(reached, expression, values);
    }
}
