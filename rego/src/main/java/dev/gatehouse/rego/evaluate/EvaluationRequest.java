package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.builtin.BuiltinContext;
import dev.gatehouse.rego.builtin.BuiltinLimits;
import dev.gatehouse.rego.builtin.Console;
import dev.gatehouse.rego.builtin.Meter;
import dev.gatehouse.rego.outside.Outside;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What one evaluation is given and what it may do.
///
/// @param input the input document, null for none
/// @param data the base documents
/// @param limits what it may use
/// @param strict whether the failure of a built-in ends the evaluation; otherwise the call is undefined
/// @param console where `print` and `trace` write
/// @param runtime what `opa.runtime` tells
/// @param now the time that it sees, null for the system's clock
/// @param random where random numbers come from, null for a secure source
/// @param cancelled asked now and then; true ends the evaluation
/// @param tracer watches the evaluation, if the policy was compiled for that
/// @param outside what it may reach
/// @param provenance takes down what results depended on, if the policy was compiled for tracing
public record EvaluationRequest(
        @Nullable Value input,
        Value data,
        Limits limits,
        boolean strict,
        Console console,
        Value runtime,
        @Nullable Instant now,
        @Nullable RandomGenerator random,
        BooleanSupplier cancelled,
        @Nullable Tracer tracer,
        Outside outside,
        @Nullable Provenance provenance) {
    private static final RandomGenerator SECURE = () -> Secure.RANDOM.nextLong();

    /// Starting the generator takes longer than most evaluations, and few want random numbers.
    private static final class Secure {
        private static final SecureRandom RANDOM = new SecureRandom();
    }

    /// An evaluation with an input and without base documents, under the default limits, with access to nothing.
    public static EvaluationRequest of(@Nullable Value input) {
        return new EvaluationRequest(
                input,
                ObjectValue.EMPTY,
                Limits.DEFAULT,
                false,
                Console.NONE,
                ObjectValue.EMPTY,
                null,
                null,
                () -> false,
                null,
                Outside.NONE,
                null);
    }

    public EvaluationRequest withInput(@Nullable Value document) {
        return new EvaluationRequest(
                document, data, limits, strict, console, runtime, now, random, cancelled, tracer, outside, provenance);
    }

    public EvaluationRequest withData(Value documents) {
        return new EvaluationRequest(
                input, documents, limits, strict, console, runtime, now, random, cancelled, tracer, outside, provenance);
    }

    public EvaluationRequest withLimits(Limits most) {
        return new EvaluationRequest(
                input, data, most, strict, console, runtime, now, random, cancelled, tracer, outside, provenance);
    }

    public EvaluationRequest withStrict(boolean value) {
        return new EvaluationRequest(
                input, data, limits, value, console, runtime, now, random, cancelled, tracer, outside, provenance);
    }

    public EvaluationRequest withConsole(Console target) {
        return new EvaluationRequest(
                input, data, limits, strict, target, runtime, now, random, cancelled, tracer, outside, provenance);
    }

    public EvaluationRequest withRuntime(Value description) {
        return new EvaluationRequest(
                input, data, limits, strict, console, description, now, random, cancelled, tracer, outside, provenance);
    }

    public EvaluationRequest withTime(Instant instant) {
        return new EvaluationRequest(
                input, data, limits, strict, console, runtime, instant, random, cancelled, tracer, outside, provenance);
    }

    public EvaluationRequest withCancellation(BooleanSupplier signal) {
        return new EvaluationRequest(
                input, data, limits, strict, console, runtime, now, random, signal, tracer, outside, provenance);
    }

    public EvaluationRequest withTracer(Tracer watcher) {
        return new EvaluationRequest(
                input, data, limits, strict, console, runtime, now, random, cancelled, watcher, outside, provenance);
    }

    /// With something to reach, for `http.send` and `net.lookup_ip_addr`.
    public EvaluationRequest withOutside(Outside reachable) {
        return new EvaluationRequest(
                input, data, limits, strict, console, runtime, now, random, cancelled, tracer, reachable, provenance);
    }

    /// The same request with an account of what results depend on, for one evaluation.
    public EvaluationRequest withProvenance() {
        return new EvaluationRequest(
                input, data, limits, strict, console, runtime, now, random, cancelled, tracer, outside, Provenance.of(input));
    }

    /// What built-ins may see and use under this request.
    public BuiltinContext context(Meter meter) {
        BuiltinContext.Builder context = BuiltinContext.builder()
                .random(random == null ? SECURE : random)
                .meter(meter)
                .limits(BuiltinLimits.DEFAULT)
                .console(console)
                .runtime(runtime)
                .outside(outside);
        if (now != null) {
            context.now(now);
        }
        return context.build();
    }
}
