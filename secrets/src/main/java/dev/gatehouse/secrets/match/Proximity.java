package dev.gatehouse.secrets.match;

import dev.gatehouse.secrets.rule.Required;
import dev.gatehouse.secrets.rule.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Composite rules: a find counts only if the rules that its rule requires have matched near enough.
final class Proximity {
    /// How many finds are remembered as support of one; one is enough wherever paths do not matter.
    private static final int MOST = 64;

    private final RuleSet rules;
    private final Map<String, Integer> byId = new HashMap<>();
    private final boolean needed;

    Proximity(RuleSet rules) {
        this.rules = rules;
        for (int i = 0; i < rules.rules().size(); i++) {
            byId.put(rules.rules().get(i).id(), i);
        }
        this.needed = rules.rules().stream().anyMatch(rule -> !rule.detection().required().isEmpty());
    }

    /// The same finds; those whose requirements are met with their support, as indexes into the argument, those whose are not as
    /// unreported.
    List<Found> select(List<Found> all, byte[] text, int offset) {
        if (!needed) {
            return all;
        }
        Lines lines = Lines.of(all, text, offset);
        Map<Integer, List<Integer>> byRule = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            byRule.computeIfAbsent(all.get(i).rule(), rule -> new ArrayList<>()).add(i);
        }
        List<Found> met = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            List<Required> required = rules.rules().get(all.get(i).rule()).detection().required();
            List<int[]> support = required.isEmpty() ? List.of() : support(i, required, byRule, lines);
            met.add(support == null ? all.get(i).serving() : all.get(i).supportedBy(support));
        }
        return met;
    }

    private @Nullable List<int[]> support(int index, List<Required> required, Map<Integer, List<Integer>> byRule, Lines lines) {
        List<int[]> support = new ArrayList<>();
        for (Required each : required) {
            Integer rule = byId.get(each.id());
            List<Integer> others = rule == null ? List.of() : byRule.getOrDefault(rule, List.of());
            int[] near = others.stream().filter(other -> other != index && lines.near(index, other, each)).limit(MOST)
                    .mapToInt(Integer::intValue).toArray();
            if (near.length == 0) {
                return null;
            }
            support.add(near);
        }
        return support;
    }

    /// The reported finds and behind them those that support them, with the indexes set right.
    ///
    /// @param all
    ///            what [#select] gave
    static List<Found> arrange(List<Found> reported, List<Found> all) {
        if (reported.stream().allMatch(found -> found.support().isEmpty())) {
            return reported;
        }
        List<Found> serving = new ArrayList<>();
        Map<Found, Integer> index = new IdentityHashMap<>();
        List<Found> result = new ArrayList<>();
        for (Found found : reported) {
            List<int[]> support = new ArrayList<>();
            for (int[] group : found.support()) {
                support.add(IntStream.of(group).map(each -> index.computeIfAbsent(all.get(each), supporter -> {
                    serving.add(supporter.serving());
                    return reported.size() + serving.size() - 1;
                })).toArray());
            }
            result.add(found.supportedBy(Collections.unmodifiableList(support)));
        }
        result.addAll(serving);
        return result;
    }

    /// Line and column of each find.
    private record Lines(int[] line, int[] column) {
        static Lines of(List<Found> all, byte[] text, int offset) {
            int[] line = new int[all.size()];
            int[] column = new int[all.size()];
            int at = 0;
            int lines = 0;
            int begin = 0;
            for (int i : IntStream.range(0, all.size()).boxed()
                    .sorted(Comparator.comparingInt(i -> all.get(i).matchStart())).mapToInt(Integer::intValue).toArray()) {
                for (; at < all.get(i).matchStart(); at++) {
                    if (text[offset + at] == '\n') {
                        lines++;
                        begin = at + 1;
                    }
                }
                line[i] = lines;
                column[i] = all.get(i).matchStart() - begin;
            }
            return new Lines(line, column);
        }

        boolean near(int a, int b, Required required) {
            Integer lines = required.withinLines();
            Integer columns = required.withinColumns();
            return (lines == null || Math.abs(line[a] - line[b]) <= lines)
                    && (columns == null || Math.abs(column[a] - column[b]) <= columns);
        }
    }
}
