package dev.gatehouse.iac.kubernetes;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Part;
import dev.gatehouse.document.Value;
import dev.gatehouse.threatmodel.Model;
import dev.gatehouse.threatmodel.ThreatRule;
import dev.gatehouse.threatmodel.derive.ModelBuilder;
import java.util.ArrayList;
import java.util.List;

/// Manifests: whatever the bytes are, images and hits of rules with a line come out, and a threat model, or a `DocumentException`.
final class ManifestFuzzTest {
    @FuzzTest
    void manifest(byte[] bytes) {
        try {
            for (ContainerImage image : ContainerImage.of("fuzz.yaml", bytes)) {
                require(image.line() >= 1 && !image.resource().isBlank(), "a line and a workload");
            }
            for (Value document : ContainerImage.documents("fuzz.yaml", bytes)) {
                for (Workload workload : Workload.of(Part.of(document))) {
                    WorkloadRules.of(workload).forEach(each -> require(each.where().line() >= 1, "a line"));
                }
            }
        } catch (DocumentException e) {
            require(e.getMessage() != null && !e.getMessage().isBlank() && e.line() >= 1, "a message and a line");
        }
    }

    @FuzzTest
    void model(byte[] bytes) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        var builder = new ModelBuilder(diagnostics::add);
        builder.add("compose.yaml", bytes);
        Model model = builder.build();
        builder.tell("something");
        for (ThreatRule rule : ThreatRule.values()) {
            rule.threats(model).forEach(each -> require(!each.id().isBlank() && each.origin().line() >= 1, "an id and a line"));
        }
        require(diagnostics.size() <= 1, "one diagnostic for one file");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
