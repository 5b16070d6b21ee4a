package dev.gatehouse.rego;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.compile.DamagedPolicyException;
import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.evaluate.EvaluationRequest;
import dev.gatehouse.rego.evaluate.Limits;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.plan.Plan;
import dev.gatehouse.rego.plan.PlanException;
import dev.gatehouse.rego.syntax.Formatter;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.RegoVersion;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.CRC32C;

/// Policies, saved policies and plans: whatever the bytes are, errors have a place, evaluations end at their limits, and formatting twice
/// is formatting once.
final class RegoFuzzTest {
    private static final Limits LIMITS = new Limits(20_000, 1 << 20, 50, Duration.ofSeconds(5));
    private static final int HEADER = 16;

    @FuzzTest
    void module(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (RegoVersion version : RegoVersion.values()) {
            try {
                String formatted = Formatter.format("fuzz.rego", text, version);
                require(Formatter.format("fuzz.rego", formatted, version).equals(formatted), "the same when formatted again");
            } catch (RegoException e) {
                placed(e);
            }
            try {
                evaluate(Rego.compiler().version(version).compile(Map.of("fuzz.rego", text)), "data");
            } catch (RegoException e) {
                placed(e);
            }
        }
    }

    @FuzzTest
    void query(byte[] bytes) {
        try {
            Policy policy = Rego.compiler()
                    .compile(Map.of("a.rego", "package a\n\nf(x) := [x, input]\n\np contains x if some x in data.s\n"));
            evaluate(policy, new String(bytes, StandardCharsets.UTF_8));
        } catch (RegoException e) {
            placed(e);
        }
    }

    /// The checksum is made right, so that what the bytes say is believed.
    @FuzzTest
    void saved(byte[] bytes) {
        byte[] sealed = bytes.clone();
        if (sealed.length > HEADER) {
            CRC32C checksum = new CRC32C();
            checksum.update(sealed, HEADER, sealed.length - HEADER);
            ByteBuffer.wrap(sealed).putInt(8, (int) checksum.getValue()).putInt(12, sealed.length - HEADER);
        }
        try {
            evaluate(Rego.compiler().load(sealed), "data");
        } catch (IOException | DamagedPolicyException e) {
            require(e.getMessage() != null, "a message");
        } catch (RegoException e) {
            placed(e);
        }
    }

    @FuzzTest
    void plan(byte[] bytes) {
        try {
            Plan plan = Plan.read(new JsonReader(ReadLimits.DEFAULT).read(bytes), Builtins.standard());
            for (String entry : plan.entryPoints()) {
                try {
                    plan.evaluate(entry, EvaluationRequest.of(null).withLimits(LIMITS));
                } catch (EvaluationException e) {
                    require(e.reason() != null, "a reason");
                }
            }
        } catch (JsonException | PlanException e) {
            require(e.getMessage() != null, "a message");
        }
    }

    private static void evaluate(Policy policy, String query) throws RegoException {
        try {
            policy.query(query).evaluate(EvaluationRequest.of(null).withLimits(LIMITS));
        } catch (EvaluationException e) {
            require(e.reason() != null, "a reason");
        }
    }

    private static void placed(RegoException e) {
        require(!e.errors().isEmpty(), "errors");
        for (RegoError error : e.errors()) {
            require(!error.message().isBlank(), "a message");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
