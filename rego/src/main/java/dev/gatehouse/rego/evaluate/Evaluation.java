package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.builtin.BuiltinContext;
import dev.gatehouse.rego.builtin.BuiltinError;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.Value;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One evaluation, or the part of one under a `with`: the documents, what was computed so far, what is
/// replaced. For one thread.
final class Evaluation {
    /// Remembers that a document has no value.
    private static final Object UNDEFINED = new Object();

    final @Nullable Value input;
    final @Nullable Value data;
    final WorkMeter meter;
    final BuiltinContext context;
    final boolean strict;
    final @Nullable Tracer tracer;
    final @Nullable Provenance provenance;

    /// Numbers of the nodes of the rule tree that a `with` replaced by base documents.
    private final @Nullable BitSet replacedNodes;

    /// What stands in for functions, by built-in name or by function.
    private final @Nullable Map<Object, Replacement> replacedFunctions;

    /// What is outside of the `with`.
    final @Nullable Evaluation outer;

    private @Nullable Object[] memo = new Object[16];

    /// What is called instead of a function.
    sealed interface Replacement {
        record Constant(Value value) implements Replacement {}

        record Builtin(String name) implements Replacement {}

        record Rule(FunctionDocument function) implements Replacement {}
    }

    Evaluation(
            @Nullable Value input,
            @Nullable Value data,
            WorkMeter meter,
            BuiltinContext context,
            boolean strict,
            @Nullable Tracer tracer,
            @Nullable Provenance provenance) {
        this(input, data, meter, context, strict, tracer, provenance, null, null, null);
    }

    private Evaluation(
            @Nullable Value input,
            @Nullable Value data,
            WorkMeter meter,
            BuiltinContext context,
            boolean strict,
            @Nullable Tracer tracer,
            @Nullable Provenance provenance,
            @Nullable BitSet replacedNodes,
            @Nullable Map<Object, Replacement> replacedFunctions,
            @Nullable Evaluation outer) {
        this.input = input;
        this.data = data;
        this.meter = meter;
        this.context = context;
        this.strict = strict;
        this.tracer = tracer;
        this.provenance = provenance;
        this.replacedNodes = replacedNodes;
        this.replacedFunctions = replacedFunctions;
        this.outer = outer;
    }

    /// An evaluation without any documents.
    static Evaluation ofConstants() {
        return new Evaluation(
                null,
                null,
                new WorkMeter(Limits.DEFAULT, () -> false),
                BuiltinContext.builder().build(),
                false,
                null,
                null);
    }

    /// The same evaluation under a `with`. Nothing computed so far is known there.
    Evaluation with(
            @Nullable Value newInput,
            @Nullable Value newData,
            @Nullable BitSet nodes,
            @Nullable Map<Object, Replacement> functions) {
        return new Evaluation(
                newInput, newData, meter, context, strict, tracer, provenance, nodes, functions, this);
    }

    @Nullable
    BitSet replacedNodes() {
        return replacedNodes;
    }

    @Nullable
    Map<Object, Replacement> replacedFunctions() {
        return replacedFunctions;
    }

    boolean isReplaced(int node) {
        return replacedNodes != null && replacedNodes.get(node);
    }

    @Nullable
    Replacement replacement(Object function) {
        return replacedFunctions == null ? null : replacedFunctions.get(function);
    }

    /// Whether a document's value was computed before.
    boolean isKnown(int document) {
        return document < memo.length && memo[document] != null;
    }

    /// The value that was computed before.
    @Nullable
    Value known(int document) {
        return memo[document] instanceof Value value ? value : null;
    }

    @Nullable
    Value remember(int document, @Nullable Value value) {
        if (document >= memo.length) {
            memo = Arrays.copyOf(memo, Math.max(document + 1, memo.length * 2));
        }
        memo[document] = value == null ? UNDEFINED : value;
        return value;
    }

    /// Takes note of a failed call: an error in strict mode, else the call is undefined.
    @Nullable
    Value failed(BuiltinError error, String function, Location location) {
        if (strict || error.stops()) {
            throw EvaluationException.of(error, function, location);
        }
        return null;
    }
}
