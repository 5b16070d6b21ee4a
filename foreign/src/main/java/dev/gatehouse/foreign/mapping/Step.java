package dev.gatehouse.foreign.mapping;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// One step of an expression, from each value to others.
sealed interface Step {
    /// How many values a step may lead to.
    int MOST = 200_000;

    /// Where it leads.
    List<Value> from(Value value);

    /// To the value of a key: `name`.
    record Key(String name) implements Step {
        @Override
        public List<Value> from(Value value) {
            return value instanceof Mapping mapping && mapping.get(name) instanceof Value found ? List.of(found) : List.of();
        }
    }

    /// To each element of a list: `[]`. What is no list is one of one element, as XML has it.
    record Each() implements Step {
        @Override
        public List<Value> from(Value value) {
            return value instanceof Sequence sequence ? sequence.values() : List.of(value);
        }
    }

    /// To one element of a list: `[2]`.
    record Index(int index) implements Step {
        @Override
        public List<Value> from(Value value) {
            List<Value> values = new Each().from(value);
            return index < values.size() ? List.of(values.get(index)) : List.of();
        }
    }

    /// To each element of a list, and to those of the lists of the same name in them, and so on: `name[]+`.
    record Nested(String name) implements Step {
        @Override
        public List<Value> from(Value value) {
            List<Value> found = new ArrayList<>();
            var waiting = new ArrayDeque<>(new Key(name).from(value));
            while (!waiting.isEmpty() && found.size() < MOST) {
                for (Value each : new Each().from(waiting.poll())) {
                    found.add(each);
                    waiting.addAll(new Key(name).from(each));
                }
            }
            return found;
        }
    }
}
