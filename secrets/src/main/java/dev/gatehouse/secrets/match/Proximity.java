package dev.gatehouse.secrets.match;

import dev.gatehouse.secrets.rule.Required;
import dev.gatehouse.secrets.rule.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

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

    /// The finds whose requirements are met; the support of each holds indexes into the argument.
    List<Found> select(List<Found> all, byte[] text, int offset) {
        if (!needed) {
            return all;
        }
        List<Found> met = new ArrayList<>(all.size());
        for (Found found : all) {
            List<Required> required = rules.rules().get(found.rule()).detection().required();
            if (required.isEmpty()) {
                met.add(found);
                continue;
            }
            List<int[]> support = new ArrayList<>();
            for (Required each : required) {
                int[] near = near(found, each, all, text, offset);
                if (near.length > 0) {
                    support.add(near);
                }
            }
            // One that lacks support stays in the list, unreported, so that indexes hold: others may require it.
            met.add(support.size() == required.size() ? found.supportedBy(support) : found.serving());
        }
        return met;
    }

    private int[] near(Found found, Required required, List<Found> all, byte[] text, int offset) {
        Integer rule = byId.get(required.id());
        List<Integer> near = new ArrayList<>();
        for (int i = 0; rule != null && i < all.size() && near.size() < MOST; i++) {
            Found other = all.get(i);
            if (other.rule() == rule && other != found && within(found, other, required, text, offset)) {
                near.add(i);
            }
        }
        return near.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean within(Found a, Found b, Required required, byte[] text, int offset) {
        Integer lines = required.withinLines();
        if (lines != null) {
            int distance = 0;
            for (int i = Math.min(a.matchStart(), b.matchStart()); i < Math.max(a.matchStart(), b.matchStart()); i++) {
                if (text[offset + i] == '\n' && ++distance > lines) {
                    return false;
                }
            }
        }
        Integer columns = required.withinColumns();
        return columns == null || Math.abs(column(a, text, offset) - column(b, text, offset)) <= columns;
    }

    private static int column(Found found, byte[] text, int offset) {
        int at = found.matchStart();
        while (at > 0 && text[offset + at - 1] != '\n') {
            at--;
        }
        return found.matchStart() - at;
    }

    /// The reported finds and behind them those that support them, with the indexes set right.
    static List<Found> arrange(List<Found> reported, List<Found> all) {
        if (reported.stream().allMatch(found -> found.support().isEmpty())) {
            return reported;
        }
        List<Found> arranged = new ArrayList<>(reported);
        Map<Found, Integer> index = new IdentityHashMap<>();
        List<Found> result = new ArrayList<>();
        for (Found found : reported) {
            List<int[]> support = new ArrayList<>();
            for (int[] group : found.support()) {
                int[] moved = new int[group.length];
                for (int i = 0; i < group.length; i++) {
                    Found supporter = all.get(group[i]);
                    moved[i] = index.computeIfAbsent(supporter, key -> {
                        arranged.add(key.serving());
                        return arranged.size() - 1;
                    });
                }
                support.add(moved);
            }
            result.add(support.isEmpty() ? found : found.supportedBy(Collections.unmodifiableList(support)));
        }
        result.addAll(arranged.subList(reported.size(), arranged.size()));
        return result;
    }
}
