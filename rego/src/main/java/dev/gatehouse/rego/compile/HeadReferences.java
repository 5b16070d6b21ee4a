package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import java.util.ArrayList;
import java.util.List;

/// Makes the steps of general references plain: `p[a.b]` becomes `p[x]` with `x = a.b` in the body.
final class HeadReferences {
    private HeadReferences() {}

    static void rewrite(List<ModuleUnit> modules, Names names) {
        for (ModuleUnit module : modules) {
            // Branches after `else` cannot have such references.
            module.definitions().forEach(d -> rewrite(d, names));
        }
    }

    private static void rewrite(Definition definition, Names names) {
        Rule.Head head = definition.head();
        List<Term> parts = new ArrayList<>(head.reference().parts());
        List<Expr> more = new ArrayList<>();
        Term key = head.key();
        for (int i = 1; i < parts.size(); i++) {
            Term step = parts.get(i);
            if (step instanceof Term.Var || step instanceof Term.Scalar) {
                continue;
            }
            Expr capture = names.capture(step);
            if (i == parts.size() - 1 && head.value() != null && key != null) {
                key = Names.captured(capture);
            }
            parts.set(i, Names.captured(capture));
            more.add(capture);
        }
        if (!more.isEmpty()) {
            definition.setHead(
                    head.withReference(new Term.Ref(head.reference().location(), parts)).withKey(key));
            definition.append(more);
        }
    }
}
