package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Module;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Traversal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What version 1 and strict mode forbid about names: hiding `data` and `input`, importing a name twice.
final class NameChecks {
    private NameChecks() {}

    static void checkOverrides(
            List<ModuleUnit> modules, boolean strict, Diagnostics diagnostics) {
        for (ModuleUnit module : modules) {
            if (strict || module.module().version().isV1Compatible()) {
                module.definitions().forEach(d -> checkRule(d, diagnostics));
                module.forEach(
                        d -> {
                            Traversal traversal = new Traversal(node -> checkAssignment(node, diagnostics));
                            traversal.head(d.head());
                            traversal.body(d.body());
                        });
            }
        }
    }

    private static void checkRule(Definition definition, Diagnostics diagnostics) {
        if (definition.head().reference().head() instanceof Term.Var v
                && Variables.RESERVED.contains(v.name())) {
            diagnostics.compile(
                    definition.location(),
                    "rules must not shadow " + v.name() + " (use a different rule name)");
        }
        for (Term argument : definition.head().arguments()) {
            if (ReferenceResolution.isRoot(argument)) {
                diagnostics.compile(
                        argument.location(),
                        "args must not shadow " + argument + " (use a different variable name)");
            }
        }
    }

    private static boolean checkAssignment(Object node, Diagnostics diagnostics) {
        if (node instanceof Expr expr
                && expr.clause() instanceof Expr.Clause.Call call
                && call.name().equals("assign")
                && !call.arguments().isEmpty()) {
            String name = call.arguments().getFirst().toString();
            if (Variables.RESERVED.contains(name)) {
                diagnostics.compile(
                        expr.location(),
                        "variables must not shadow " + name + " (use a different variable name)");
            }
        }
        return false;
    }

    static void checkImports(List<ModuleUnit> modules, boolean strict, Diagnostics diagnostics) {
        for (ModuleUnit module : modules) {
            if (!strict && !module.module().version().isV1Compatible()) {
                continue;
            }
            Map<String, Module.Import> seen = new HashMap<>();
            for (Module.Import imported : module.module().imports()) {
                Module.Import before = seen.putIfAbsent(imported.localName(), imported);
                if (before != null) {
                    diagnostics.compile(imported.location(), "import must not shadow " + before);
                }
            }
        }
    }
}
