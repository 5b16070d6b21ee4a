package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object that rules with general references build, such as `p[x]`, `p.q[x].r` or `p[x] contains y`,
/// together with all rules below it.
///
/// It may also be the part of such an object under keys that are known beforehand: then the variables of those
/// steps are bound from the start.
final class GeneralDocument extends Document {
    private final List<Entry> entries;
    private final List<Value> keys;
    private final Program program;
    private volatile @Nullable PartialRules rules;

    /// What adds to the object: rules, or a complete document below.
    sealed interface Entry {
        /// The steps from the whole object on.
        List<Term> steps();

        record OfRule(Definition definition, List<Term> steps) implements Entry {}

        record OfDocument(CompleteDocument document, List<Term> steps) implements Entry {}
    }

    /// @param keys the keys that are known, empty for the whole object
    GeneralDocument(
            int id,
            int owner,
            List<Value> path,
            List<Entry> entries,
            List<Value> keys,
            Program program) {
        super(id, owner, path);
        this.entries = List.copyOf(entries);
        this.keys = List.copyOf(keys);
        this.program = program;
    }

    /// How many of some constant steps can be known beforehand: as many as every rule that they lead to has.
    int usableKeys(List<Value> constants) {
        int usable = constants.size();
        for (Entry entry : entries) {
            if (fits(entry, constants)) {
                usable = Math.min(usable, entry.steps().size());
            }
        }
        return usable;
    }

    /// The entries that may have something under some keys.
    List<Entry> entriesUnder(List<Value> constants) {
        return entries.stream().filter(e -> fits(e, constants)).toList();
    }

    private static boolean fits(Entry entry, List<Value> constants) {
        List<Term> steps = entry.steps();
        for (int i = 0; i < Math.min(steps.size(), constants.size()); i++) {
            if (steps.get(i) instanceof Term.Scalar s && !s.value().equals(constants.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    @Nullable
    Value compute(Evaluation evaluation) {
        PartialRules planned = rules;
        if (planned == null) {
            planned = program
                    .planner()
                    .general(
                            entries.stream()
                                    .filter(Entry.OfRule.class::isInstance)
                                    .map(Entry.OfRule.class::cast)
                                    .toList(),
                            keys);
            rules = planned;
        }
        ObjectAssembly assembly = new ObjectAssembly();
        if (keys.isEmpty()) {
            assembly.open(List.of());
        }
        for (Entry entry : entries) {
            prepare(entry, assembly, evaluation);
        }
        planned.run(evaluation, assembly);
        return assembly.build();
    }

    /// Puts what is there even when no rule holds: complete documents, empty sets and objects.
    private void prepare(Entry entry, ObjectAssembly assembly, Evaluation evaluation) {
        List<Term> steps = entry.steps();
        for (Term step : steps.subList(0, keys.size())) {
            if (!(step instanceof Term.Scalar)) {
                return;
            }
        }
        List<Value> ground = new ArrayList<>();
        for (Term step : steps.subList(keys.size(), steps.size())) {
            if (!(step instanceof Term.Scalar s)) {
                assembly.open(ground);
                return;
            }
            ground.add(s.value());
        }
        Value[] at = ground.toArray(Value[]::new);
        switch (entry) {
            case Entry.OfDocument of -> {
                Value value = of.document().value(evaluation);
                if (value != null) {
                    assembly.put(at, value, of.document().location());
                }
            }
            case Entry.OfRule of -> {
                if (of.definition().head().isMultiValue()) {
                    assembly.add(at, null, of.definition().location());
                }
            }
        }
    }
}
