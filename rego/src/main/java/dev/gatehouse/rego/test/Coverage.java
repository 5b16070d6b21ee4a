package dev.gatehouse.rego.test;

import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.compile.ModuleUnit;
import dev.gatehouse.rego.evaluate.Policy;
import dev.gatehouse.rego.evaluate.Tracer;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Traversal;
import dev.gatehouse.rego.value.Value;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which lines of a policy were evaluated. For one thread; [#add] brings several together.
public final class Coverage implements Tracer {
    private final Map<String, Set<Integer>> covered = new TreeMap<>();

    /// The lines of one module that can be evaluated: rules that were used, and expressions that were reached.
    ///
    /// @param covered lines that were evaluated
    /// @param notCovered lines that were not
    public record File(Set<Integer> covered, Set<Integer> notCovered) {
        /// Copies the sets.
        public File {
            covered = Set.copyOf(covered);
            notCovered = Set.copyOf(notCovered);
        }

        /// The covered share of the lines in percent, 100 where there is nothing to cover.
        public double percentage() {
            int all = covered.size() + notCovered.size();
            return all == 0 ? 100 : 100.0 * covered.size() / all;
        }
    }

    @Override
    public void enter(Location rule) {
        // Only what holds is covered; see exit.
    }

    @Override
    public void evaluate(Location expression, Map<String, Value> bindings) {
        evaluated(expression);
    }

    @Override
    public void exit(Location rule) {
        evaluated(rule);
    }

    /// Adds what another one covered.
    public void add(Coverage other) {
        other.covered.forEach((file, lines) -> covered.computeIfAbsent(file, f -> new TreeSet<>()).addAll(lines));
    }

    private void evaluated(Location location) {
        covered.computeIfAbsent(location.file(), f -> new TreeSet<>()).add(location.row());
    }

    /// The coverage of each of a policy's modules, by name.
    public Map<String, File> report(Policy policy) {
        Map<String, File> report = new TreeMap<>();
        for (ModuleUnit module : policy.compilation().modules()) {
            Set<Integer> lines = new TreeSet<>();
            for (Definition definition : module.definitions()) {
                for (Definition d = definition; d != null; d = d.otherwise()) {
                    lines.add(d.location().row());
                    new Traversal(node -> {
                        if (node instanceof Expr expr && expr.location().row() > 0) {
                            lines.add(expr.location().row());
                        }
                        return false;
                    }).body(d.source().body());
                }
            }
            Set<Integer> hit = new TreeSet<>(covered.getOrDefault(module.name(), Set.of()));
            hit.retainAll(lines);
            lines.removeAll(hit);
            report.put(module.name(), new File(hit, lines));
        }
        return report;
    }
}
