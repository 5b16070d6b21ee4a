package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the rules that can hold without running each: many rules begin by comparing the same term with a
/// constant of their own.
///
/// @param term what they compare
/// @param byValue the numbers of the rules for each constant, those that do not compare included
/// @param others the numbers of the rules that do not compare
record RuleIndex(Term term, Map<Value, int[]> byValue, int[] others) {

    /// What rules compare: a way into the input, or a parameter and a way into it.
    ///
    /// @param parameter the number of the parameter, -1 for the input
    record Term(int parameter, List<Value> path) {
        @Nullable
        Value value(Evaluation evaluation, Value @Nullable [] arguments) {
            Value value = parameter < 0 ? evaluation.input : arguments == null ? null : arguments[parameter];
            for (int i = 0; i < path.size() && value != null; i++) {
                value = value.get(path.get(i));
            }
            return value;
        }
    }

    /// The numbers of the rules that may hold, ascending.
    int[] candidates(Evaluation evaluation, Value @Nullable [] arguments) {
        Value value = term.value(evaluation, arguments);
        int[] found = value == null ? null : byValue.get(value);
        return found == null ? others : found;
    }

    /// Builds an index when it would leave out enough of the rules.
    ///
    /// @param conditions for each rule, which terms it compares with which constants
    static @Nullable RuleIndex of(List<Map<Term, Set<Value>>> conditions) {
        if (conditions.size() < 3) {
            return null;
        }
        Map<Term, Integer> uses = new HashMap<>();
        conditions.forEach(c -> c.keySet().forEach(t -> uses.merge(t, 1, Integer::sum)));
        Term best = null;
        for (Map.Entry<Term, Integer> use : uses.entrySet()) {
            if (best == null
                    || use.getValue() > uses.getOrDefault(best, 0)
                    || (use.getValue().equals(uses.get(best))
                            && use.getKey().toString().compareTo(best.toString()) < 0)) {
                best = use.getKey();
            }
        }
        if (best == null || uses.getOrDefault(best, 0) < 2) {
            return null;
        }
        return build(best, conditions);
    }

    private static RuleIndex build(Term term, List<Map<Term, Set<Value>>> conditions) {
        Map<Value, List<Integer>> lists = new HashMap<>();
        for (Map<Term, Set<Value>> condition : conditions) {
            condition.getOrDefault(term, Set.of()).forEach(v -> lists.put(v, new ArrayList<>()));
        }
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            Set<Value> constants = conditions.get(i).get(term);
            for (Map.Entry<Value, List<Integer>> entry : lists.entrySet()) {
                if (constants == null || constants.contains(entry.getKey())) {
                    entry.getValue().add(i);
                }
            }
            if (constants == null) {
                others.add(i);
            }
        }
        Map<Value, int[]> byValue = new HashMap<>();
        lists.forEach((value, list) -> byValue.put(value, array(list)));
        return new RuleIndex(term, byValue, array(others));
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
