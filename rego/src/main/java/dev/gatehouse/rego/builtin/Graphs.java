package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Functions of graphs that are written as objects: each node with its neighbours.
final class Graphs {
    private Graphs() {}

    static void register(Builtins.Table table) {
        table.add("graph.reachable", (context, arguments) -> reachable(context, Operands.object(arguments, 0), arguments[1]));
        table.add("graph.reachable_paths",
                (context, arguments) -> new Paths(context, Operands.object(arguments, 0)).from(arguments[1]));
    }

    private static List<Value> vertices(@Nullable Value collection) {
        return switch (collection) {
            case ArrayValue array -> array.asList();
            case SetValue set -> set.sorted().asList();
            case null, default -> List.of();
        };
    }

    private static List<Value> initial(Value collection) {
        if (collection instanceof ArrayValue || collection instanceof SetValue) {
            return vertices(collection);
        }
        throw BuiltinError.operandType(2, collection, "{array, set}");
    }

    private static Value reachable(BuiltinContext context, ObjectValue graph, Value initial) {
        var queue = new ArrayDeque<>(initial(initial));
        var reached = SetValue.builder();
        while (!queue.isEmpty()) {
            Value node = queue.poll();
            Value edges = graph.get(node);
            context.work(1);
            if (edges != null && reached.add(node)) {
                for (Value neighbour : vertices(edges)) {
                    context.work(1);
                    if (!reached.contains(neighbour)) {
                        queue.add(neighbour);
                    }
                }
            }
        }
        return reached.build();
    }

    /// Walks from each node to where it ends or meets a node again. The nodes that were reached before are remembered for each neighbour
    /// of the start, not for each path: that is what OPA's result is made of.
    private static final class Paths {
        private final BuiltinContext context;
        private final ObjectValue graph;
        private final SetValue.Builder result = SetValue.builder();

        private Paths(BuiltinContext context, ObjectValue graph) {
            this.context = context;
            this.graph = graph;
        }

        private Value from(Value initial) {
            for (Value start : initial(initial)) {
                Value edges = graph.get(start);
                if (edges == null) {
                    continue;
                }
                List<Value> neighbours = vertices(edges);
                if (neighbours.isEmpty()) {
                    add(List.of(start));
                }
                for (Value neighbour : neighbours) {
                    var reached = new HashSet<Value>();
                    reached.add(start);
                    var path = new ArrayList<Value>();
                    path.add(start);
                    extend(path, neighbour, reached);
                }
            }
            return result.build();
        }

        private void extend(List<Value> path, Value node, Set<Value> reached) {
            context.work(1);
            if (path.size() > context.limits().depth()) {
                throw BuiltinError.failure("paths of more than " + context.limits().depth() + " nodes");
            }
            Value edges = graph.get(node);
            if (edges == null) {
                add(path);
                return;
            }
            path.add(node);
            List<Value> neighbours = vertices(edges);
            if (neighbours.isEmpty()) {
                add(path);
            }
            for (Value neighbour : neighbours) {
                if (reached.contains(neighbour)) {
                    add(path);
                } else {
                    reached.add(node);
                    extend(path, neighbour, reached);
                }
            }
            path.removeLast();
        }

        private void add(List<Value> path) {
            context.checkElements(path.size() + 1L);
            result.add(ArrayValue.of(path));
            if (result.size() > context.limits().elements()) {
                throw BuiltinError.failure("result of more than " + context.limits().elements() + " elements");
            }
        }
    }
}
