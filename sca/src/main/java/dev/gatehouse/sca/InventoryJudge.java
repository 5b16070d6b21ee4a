package dev.gatehouse.sca;

import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.sca.inventory.Inventory;
import java.util.List;

/// Looks at the packages of a tree: matches advisories, holds licences against a policy, writes them down.
@FunctionalInterface
public interface InventoryJudge {

    /// What it has against them.
    ///
    /// @param diagnostics
    ///            told of what it could not look at
    List<Finding> judge(Inventory inventory, DiagnosticSink diagnostics);
}
