package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds out which parts of the input the results of one evaluation depended on. For one evaluation of a policy that was compiled for
/// tracing, see [EvaluationRequest#withProvenance].
///
/// A result depends on what the bodies that led to it read, directly or through other rules, and on what had to be looked at to know that
/// something is not there. Of what was tried besides and led nowhere it does not depend; a result that is undefined, a rule's default, and
/// what `not` found depend on all that was tried. A part is named by its JSON pointer (RFC 6901); one that is not there by the pointer
/// that it would have. Parts of objects that a `with` put in place of the input are not the input's.
public final class Provenance {
    private final IdentityHashMap<Value, String> places = new IdentityHashMap<>();
    private final IdentityHashMap<Evaluation, Map<Integer, Set<String>>> known = new IdentityHashMap<>();
    private final IdentityHashMap<Value, Map<Value, Set<String>>> members = new IdentityHashMap<>();
    private final List<Dependencies> solutions = new ArrayList<>();
    private Recording current = new Recording(null);

    /// What one solution of a query depended on.
    ///
    /// @param pointers all of it
    /// @param byMember for a value that rules build in parts, a set or an object, what each element or key depended on; empty otherwise
    public record Dependencies(SortedSet<String> pointers, Map<Value, SortedSet<String>> byMember) {
        /// Copies the collections.
        public Dependencies {
            pointers = Collections.unmodifiableSortedSet(new TreeSet<>(pointers));
            byMember = Map.copyOf(byMember);
        }
    }

    /// What is read while one document is computed.
    private static final class Recording {
        private final @Nullable Recording outer;
        // What led to the point where the evaluation is; what was read at all.
        private final List<String> trail = new ArrayList<>();
        private final List<String> log = new ArrayList<>();
        private final Set<String> held = new TreeSet<>();
        private final Map<Value, Set<String>> parts = new HashMap<>();
        private boolean solved;
        private int keeping;

        Recording(@Nullable Recording outer) {
            this.outer = outer;
        }
    }

    private Provenance() {}

    /// A new account for an evaluation with an input. Objects and arrays that stand in it twice go by the place that comes first.
    static Provenance of(@Nullable Value input) {
        Provenance provenance = new Provenance();
        Deque<Map.Entry<Value, String>> open = new ArrayDeque<>();
        if (input != null) {
            open.add(Map.entry(input, ""));
        }
        while (!open.isEmpty()) {
            Map.Entry<Value, String> next = open.remove();
            Value value = next.getKey();
            if (value.size() == 0 || provenance.places.putIfAbsent(value, next.getValue()) != null) {
                continue;
            }
            for (int i = 0; i < value.size(); i++) {
                Value child = child(value, i);
                if (child.size() > 0) {
                    open.add(Map.entry(child, next.getValue() + step(key(value, i))));
                }
            }
        }
        return provenance;
    }

    /// What the query's solutions depended on, in their order.
    public List<Dependencies> solutions() {
        return List.copyOf(solutions);
    }

    /// What was read at all: what an undefined query depended on.
    public SortedSet<String> read() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(current.log));
    }

    static Value key(Value collection, int index) {
        return switch (collection) {
            case ObjectValue object -> object.key(index);
            case SetValue set -> set.element(index);
            default -> NumberValue.of(index);
        };
    }

    static Value child(Value collection, int index) {
        return switch (collection) {
            case ObjectValue object -> object.value(index);
            case SetValue set -> set.element(index);
            case ArrayValue array -> array.get(index);
            default -> collection;
        };
    }

    private static String step(Value key) {
        String text = key instanceof StringValue string ? string.text() : key.toString();
        return "/" + text.replace("~", "~0").replace("/", "~1");
    }

    private void add(String pointer, Evaluation evaluation) {
        evaluation.meter.allocate(64);
        current.trail.add(pointer);
        current.log.add(pointer);
    }

    private void addAll(Collection<String> pointers, Evaluation evaluation) {
        pointers.forEach(p -> add(p, evaluation));
    }

    /// Takes note of a look into a collection. What is found there counts as read once something is done with it.
    void look(Value collection, Value key, @Nullable Value found, Evaluation evaluation) {
        String place = places.get(collection);
        if (place != null) {
            if (found == null || found.size() == 0) {
                add(place + step(key), evaluation);
            }
            return;
        }
        Map<Value, Set<String>> parts = members.get(collection);
        if (parts != null) {
            addAll(parts.getOrDefault(key, Set.of()), evaluation);
        }
    }

    /// Takes note of an element whose value is not wanted, only that it is there.
    void pass(Value collection, Value key, Evaluation evaluation) {
        String place = places.get(collection);
        if (place != null) {
            add(place + step(key), evaluation);
        } else {
            look(collection, key, null, evaluation);
        }
    }

    /// Takes note that all elements of a collection were tried.
    void exhausted(Value collection) {
        String place = places.get(collection);
        if (place != null) {
            current.log.add(place);
        }
    }

    /// Takes note of a value that is compared, given to a function or part of an answer: of the parts of the input in it.
    void use(@Nullable Value value, Evaluation evaluation) {
        if (value == null || value.size() == 0) {
            return;
        }
        Deque<Value> open = new ArrayDeque<>(List.of(value));
        Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            Value next = open.remove();
            String place = places.get(next);
            if (place != null) {
                add(place, evaluation);
            } else if (seen.add(next)) {
                for (int i = 0; i < next.size(); i++) {
                    evaluation.meter.work(1);
                    Value child = child(next, i);
                    if (child.size() > 0) {
                        open.add(child);
                    }
                }
            }
        }
    }

    /// A point to go back to with [#reset].
    int mark() {
        return current.trail.size();
    }

    /// Forgets what led to a branch that is left.
    void reset(int mark) {
        if (current.keeping == 0) {
            current.trail.subList(mark, current.trail.size()).clear();
        }
    }

    /// From now on, until [#stopKeeping], all that is tried counts: for `not`, `every` and comprehensions.
    void keep() {
        current.keeping++;
    }

    void stopKeeping() {
        current.keeping--;
    }

    int logMark() {
        return current.log.size();
    }

    /// A branch failed, and an `else` is tried for that reason: all that it read counts.
    void failed(int mark, int logMark) {
        current.trail.subList(mark, current.trail.size()).clear();
        current.trail.addAll(current.log.subList(logMark, current.log.size()));
    }

    /// A body had a solution.
    void solved() {
        current.solved = true;
        current.held.addAll(current.trail);
    }

    /// A body had a solution that is one part of a set or an object.
    void solved(Value member) {
        current.parts.computeIfAbsent(member, m -> new TreeSet<>()).addAll(current.trail);
    }

    void begin() {
        current = new Recording(current);
    }

    /// Ends what [#begin] began; answers what the value depended on.
    Set<String> end(@Nullable Value value) {
        Recording ended = current;
        current = java.util.Objects.requireNonNull(ended.outer);
        current.log.addAll(ended.log);
        if (value != null && !ended.parts.isEmpty()) {
            members.put(value, ended.parts);
        }
        return value != null && ended.solved ? ended.held : new TreeSet<>(ended.log);
    }

    /// Ends what [#begin] began for the call of a function: what its value depended on led to the caller's point too.
    void endCall(@Nullable Value value, Evaluation evaluation) {
        addAll(end(value), evaluation);
    }

    /// The value of a document, all of which counts.
    @Nullable
    Value value(Node node, Evaluation evaluation) {
        Value value = computed(node, evaluation);
        addAll(dependencies(node, evaluation), evaluation);
        return value;
    }

    /// The value of a document of which single elements will be looked at: they count, where rules built them one by one.
    @Nullable
    Value peek(Node node, Evaluation evaluation) {
        Value value = computed(node, evaluation);
        if (value == null || !members.containsKey(value)) {
            addAll(dependencies(node, evaluation), evaluation);
        }
        return value;
    }

    private Set<String> dependencies(Node node, Evaluation evaluation) {
        return known.getOrDefault(evaluation, Map.of()).getOrDefault(node.id, Set.of());
    }

    private @Nullable Value computed(Node node, Evaluation evaluation) {
        if (evaluation.isKnown(node.id)) {
            return evaluation.known(node.id);
        }
        begin();
        Value value = evaluation.remember(node.id, node.compute(evaluation));
        known.computeIfAbsent(evaluation, e -> new HashMap<>()).put(node.id, end(value));
        return value;
    }

    /// The query has a solution.
    void solution(List<Value> values, Evaluation evaluation) {
        int mark = mark();
        values.forEach(value -> use(value, evaluation));
        Map<Value, SortedSet<String>> byMember = new HashMap<>();
        for (Value value : values) {
            members.getOrDefault(value, Map.of()).forEach((member, pointers) -> byMember.put(member, new TreeSet<>(pointers)));
        }
        solutions.add(new Dependencies(new TreeSet<>(current.trail), byMember));
        reset(mark);
    }
}
