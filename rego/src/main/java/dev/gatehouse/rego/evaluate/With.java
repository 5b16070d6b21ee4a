package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `with`: everything between [Enter] and [Leave] is evaluated with other documents and functions.
final class With {
    private With() {}

    /// One replacement.
    sealed interface Modifier {
        record OfInput(Operand[] path, Operand value) implements Modifier {}

        record OfData(Operand[] path, Operand value) implements Modifier {}

        /// @param value null when `replacement` says what stands in
        record OfFunction(
                Object key, @Nullable Operand value, Evaluation.@Nullable Replacement replacement)
                implements
                    Modifier {}
    }

    static final class Enter extends Step {
        private final List<Modifier> modifiers;
        private final Namespace root;

        Enter(List<Modifier> modifiers, Namespace root) {
            this.modifiers = List.copyOf(modifiers);
            this.root = root;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Evaluation outer = frame.evaluation;
            Evaluation inner = derive(frame, outer);
            if (inner == null) {
                return null;
            }
            frame.evaluation = inner;
            boolean stopped = stopsAfter(frame);
            frame.evaluation = outer;
            return stopped ? STOP : null;
        }

        private @Nullable Evaluation derive(Frame frame, Evaluation outer) {
            Value input = outer.input;
            Value data = outer.data;
            BitSet nodes = outer.replacedNodes();
            Map<Object, Evaluation.Replacement> functions = outer.replacedFunctions();
            for (Modifier modifier : modifiers) {
                switch (modifier) {
                    case Modifier.OfInput(Operand[] path, Operand operand) -> {
                        Value[] keys = keys(path, frame);
                        Value value = operand.get(frame);
                        if (keys == null || value == null) {
                            return null;
                        }
                        input = put(input, keys, 0, value);
                    }
                    case Modifier.OfData(Operand[] path, Operand operand) -> {
                        Value[] keys = keys(path, frame);
                        Value value = operand.get(frame);
                        if (keys == null || value == null) {
                            return null;
                        }
                        data = put(data, keys, 0, value);
                        nodes = replaced(nodes, keys);
                    }
                    case Modifier.OfFunction(Object key, Operand operand, Evaluation.Replacement replacement) -> {
                        Evaluation.Replacement standIn = replacement;
                        if (operand != null) {
                            Value value = operand.get(frame);
                            if (value == null) {
                                return null;
                            }
                            standIn = new Evaluation.Replacement.Constant(value);
                        }
                        functions = functions == null ? new HashMap<>() : new HashMap<>(functions);
                        if (standIn != null) {
                            functions.put(key, standIn);
                        }
                    }
                }
            }
            return outer.with(input, data, nodes, functions);
        }

        private static Value @Nullable [] keys(Operand[] path, Frame frame) {
            Value[] keys = new Value[path.length];
            for (int i = 0; i < path.length; i++) {
                Value key = path[i].get(frame);
                if (key == null) {
                    return null;
                }
                keys[i] = key;
            }
            return keys;
        }

        /// The document with a value at a path. What is in the way and no object gives way.
        private static Value put(@Nullable Value document, Value[] path, int index, Value value) {
            if (index == path.length) {
                return value;
            }
            ObjectValue object = document instanceof ObjectValue o ? o : ObjectValue.EMPTY;
            return object.with(path[index], put(object.get(path[index]), path, index + 1, value));
        }

        private BitSet replaced(@Nullable BitSet before, Value[] path) {
            BitSet nodes = before == null ? new BitSet() : (BitSet) before.clone();
            Node node = root;
            for (Value key : path) {
                if (!(node instanceof Namespace namespace)) {
                    return nodes;
                }
                node = namespace.children().get(key);
            }
            if (node != null) {
                mark(node, nodes);
            }
            return nodes;
        }

        private static void mark(Node node, BitSet nodes) {
            nodes.set(node.id);
            if (node instanceof Namespace namespace) {
                namespace.children().values().forEach(child -> mark(child, nodes));
            }
        }
    }

    static final class Leave extends Step {
        @Override
        @Nullable
        Step run(Frame frame) {
            Evaluation inner = frame.evaluation;
            if (inner.outer == null) {
                throw new IllegalStateException("no with to leave");
            }
            frame.evaluation = inner.outer;
            boolean stopped = stopsAfter(frame);
            frame.evaluation = inner;
            return stopped ? STOP : null;
        }
    }
}
