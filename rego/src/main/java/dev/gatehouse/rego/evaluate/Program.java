package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.compile.RuleTree;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// All documents that a set of modules defines. Documents are planned one by one, when they are first needed;
/// any number of threads may use a program.
final class Program {
    private final RuleTree tree;
    private final Builtins builtins;
    private final boolean traced;
    private final AtomicInteger nextId = new AtomicInteger();
    private final Map<List<Value>, FunctionDocument> functions = new ConcurrentHashMap<>();
    private final Map<List<Value>, GeneralDocument> parts = new ConcurrentHashMap<>();
    private final Namespace root;

    Program(RuleTree tree, Builtins builtins, boolean traced) {
        this.tree = tree;
        this.builtins = builtins;
        this.traced = traced;
        this.root = (Namespace) node(tree, List.of());
    }

    Namespace root() {
        return root;
    }

    Builtins builtins() {
        return builtins;
    }

    boolean isTraced() {
        return traced;
    }

    RulePlanner planner() {
        return new RulePlanner(this);
    }

    private static List<Value> extended(List<Value> path, Value key) {
        List<Value> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    private Node node(RuleTree at, List<Value> path) {
        if (!at.definitions().isEmpty()) {
            return document(at, path);
        }
        return new Namespace(nextId.getAndIncrement(), path, () -> {
            Map<Value, Node> children = new TreeMap<>();
            at.children().forEach((key, child) -> children.put(key, node(child, extended(path, key))));
            return children;
        });
    }

    private Document document(RuleTree at, List<Value> path) {
        List<Definition> definitions = at.definitions();
        int id = nextId.getAndIncrement();
        if (!definitions.stream().allMatch(Definition::hasGroundPath)) {
            List<GeneralDocument.Entry> entries = new ArrayList<>();
            collect(at, path, path.size(), entries);
            return new GeneralDocument(id, id, path, entries, List.of(), this);
        }
        if (definitions.getFirst().head().isFunction()) {
            return functions.computeIfAbsent(path, p -> new FunctionDocument(id, p, definitions, this));
        }
        return definitions.getFirst().head().isMultiValue()
                ? new SetDocument(id, path, definitions, this)
                : new CompleteDocument(id, path, definitions, this);
    }

    private void collect(
            RuleTree at, List<Value> path, int depth, List<GeneralDocument.Entry> entries) {
        List<Definition> definitions = at.definitions();
        if (!definitions.isEmpty() && !definitions.getFirst().head().isFunction()) {
            if (definitions.stream().allMatch(Definition::isComplete)) {
                CompleteDocument complete = new CompleteDocument(nextId.getAndIncrement(), path, definitions, this);
                entries.add(new GeneralDocument.Entry.OfDocument(complete, scalars(path, depth)));
            } else {
                for (Definition definition : definitions) {
                    List<Term> parts = definition.path().parts();
                    entries.add(
                            new GeneralDocument.Entry.OfRule(
                                    definition, parts.subList(depth + 1, parts.size())));
                }
            }
        }
        at.children().forEach((key, child) -> collect(child, extended(path, key), depth, entries));
    }

    private static List<Term> scalars(List<Value> path, int from) {
        List<Term> steps = new ArrayList<>();
        path.subList(from, path.size())
                .forEach(v -> steps.add(new Term.Scalar(Location.of(""), v)));
        return steps;
    }

    /// The part of a general document under some keys.
    GeneralDocument part(GeneralDocument document, List<Value> keys) {
        List<Value> path = new ArrayList<>(document.path);
        path.addAll(keys);
        return parts.computeIfAbsent(
                path,
                p -> new GeneralDocument(
                        nextId.getAndIncrement(),
                        document.id,
                        p,
                        document.entriesUnder(keys),
                        keys,
                        this));
    }

    /// The function that a reference names, or null when it names none.
    @Nullable
    FunctionDocument function(Term.Ref ref) {
        List<Value> path = new ArrayList<>();
        RuleTree at = tree;
        for (Term step : ref.parts().subList(1, ref.parts().size())) {
            at = at.child(step);
            if (at == null) {
                return null;
            }
            path.add(step instanceof Term.Scalar s ? s.value() : StringValue.of(step.toString()));
        }
        if (at.definitions().isEmpty() || !at.definitions().getFirst().head().isFunction()) {
            return null;
        }
        List<Definition> definitions = at.definitions();
        return functions.computeIfAbsent(
                path, p -> new FunctionDocument(nextId.getAndIncrement(), p, definitions, this));
    }
}
