package dev.gatehouse.sca.match;

import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.sca.InventoryJudge;
import dev.gatehouse.sca.inventory.Inventory;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stands in where there are no advisories. A developer who commits is told; from the pull request on nobody may believe that
/// nothing is known against packages that nobody looked up.
public final class MissingAdvisories implements InventoryJudge {
    private final @Nullable Stage stage;

    /// @param stage
    ///            the gate; null for an assessment
    public MissingAdvisories(@Nullable Stage stage) {
        this.stage = stage;
    }

    @Override
    public List<Finding> judge(Inventory inventory, DiagnosticSink diagnostics) {
        long packages = inventory.packages().filter(use -> !use.own()).count();
        if (packages > 0) {
            boolean gap = stage != null && stage.compareTo(Stage.PULL_REQUEST) >= 0;
            diagnostics.report(new Diagnostic("advisories-missing", gap ? Diagnostic.Kind.GAP : Diagnostic.Kind.DEGRADED, null, 0,
                    "there are no advisories yet, so the " + packages + " packages were not looked up",
                    "run: gatehouse advisories update", Set.of("sca")));
        }
        return List.of();
    }
}
