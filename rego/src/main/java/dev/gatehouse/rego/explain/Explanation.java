package dev.gatehouse.rego.explain;

import dev.gatehouse.rego.compile.Compilation;
import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.compile.ModuleUnit;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.evaluate.Tracer;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Explains one evaluation: for each rule body that was tried, whether it held, and if not, the first expression that never did, with the
/// values that its variables had when it was tried last. A tracer for one evaluation of a policy that was compiled for tracing.
public final class Explanation implements Tracer {
    private final Compilation compilation;
    // The expressions of all bodies by their places: which body, and which one in the order of evaluation.
    private final Map<Location, Step> steps = new HashMap<>();
    private final Map<Location, Body> bodies = new HashMap<>();
    private final Map<Location, Tried> tried = new LinkedHashMap<>();

    private record Step(Body body, int order) {}

    private record Body(Definition definition, String name) {}

    private static final class Tried {
        private int entered;
        private int held;
        private int furthest = -1;
        private @Nullable Location stopped;
        private Map<String, Value> bindings = Map.of();
    }

    /// What became of one rule body.
    ///
    /// @param rule the rule's path, such as `data.authz.allow`
    /// @param location where the body's rule or `else` stands
    /// @param held how many solutions the body had; 0 when it failed
    /// @param failure where it stopped, null when it held
    public record RuleBody(String rule, Location location, int held, @Nullable Failure failure) {}

    /// The first expression of a body that never held.
    ///
    /// @param expression its text; empty where the text is not there, as in saved policies
    /// @param values what its variables were bound to when it was tried last
    public record Failure(Location location, String expression, SortedMap<String, Value> values) {
        /// Copies the map.
        public Failure {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }

    /// An explanation of an evaluation that is to come.
    public Explanation(Policy policy) {
        this.compilation = policy.compilation();
        for (ModuleUnit module : compilation.modules()) {
            for (Definition definition : module.definitions()) {
                for (Definition d = definition; d != null; d = d.otherwise()) {
                    index(d);
                }
            }
        }
    }

    private void index(Definition definition) {
        Body body = new Body(definition, definition.path().toString());
        bodies.put(definition.location(), body);
        int order = 0;
        for (Expr expr : definition.body()) {
            if (!expr.generated()) {
                steps.putIfAbsent(expr.location(), new Step(body, order));
            }
            order++;
        }
    }

    @Override
    public void enter(Location rule) {
        tried.computeIfAbsent(rule, r -> new Tried()).entered++;
    }

    @Override
    public void evaluate(Location expression, Map<String, Value> bindings) {
        Step step = steps.get(expression);
        if (step == null) {
            return;
        }
        Tried at = tried.computeIfAbsent(step.body().definition().location(), r -> new Tried());
        if (step.order() >= at.furthest) {
            at.furthest = step.order();
            at.stopped = expression;
            at.bindings = bindings;
        }
    }

    @Override
    public void exit(Location rule) {
        tried.computeIfAbsent(rule, r -> new Tried()).held++;
    }

    /// The rule bodies that were tried, in the order in which that began.
    public List<RuleBody> bodies() {
        List<RuleBody> found = new ArrayList<>();
        tried.forEach((location, at) -> {
            Body body = bodies.get(location);
            if (body != null && at.entered > 0) {
                found.add(new RuleBody(body.name(), location, at.held, at.held > 0 ? null : failure(body, at)));
            }
        });
        return found;
    }

    private @Nullable Failure failure(Body body, Tried at) {
        Location stopped = at.stopped;
        if (stopped == null) {
            return null;
        }
        String text = body.definition().module().module().text();
        String expression = stopped.end() <= text.length() ? text.substring(stopped.offset(), stopped.end()) : "";
        SortedMap<String, Value> values = new TreeMap<>();
        at.bindings.forEach((name, value) -> {
            String original = compilation.originalName(name);
            if (!original.startsWith("__") && !original.startsWith("$")
                    && Pattern.compile("\\b" + Pattern.quote(original) + "\\b").matcher(expression).find()) {
                values.put(original, value);
            }
        });
        return new Failure(stopped, expression, values);
    }
}
