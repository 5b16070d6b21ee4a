package dev.gatehouse.advisory.cvss;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The score of CVSS 4.0 (section 8): the table's value of the macro vector, lowered by how far the vector lies below the
/// highest of its macro vector, in proportion to the distance to the next lower one.
final class Cvss4 {
    private static final MacroVectors TABLE = MacroVectors.load();
    /// The levels of each metric from the gravest on; one step counts 1.
    private static final Map<String, List<String>> LEVELS = Map.ofEntries(Map.entry("AV", List.of("N", "A", "L", "P")),
            Map.entry("PR", List.of("N", "L", "H")), Map.entry("UI", List.of("N", "P", "A")), Map.entry("AC", List.of("L", "H")),
            Map.entry("AT", List.of("N", "P")), Map.entry("VC", List.of("H", "L", "N")), Map.entry("VI", List.of("H", "L", "N")),
            Map.entry("VA", List.of("H", "L", "N")), Map.entry("SC", List.of("S", "H", "L", "N")),
            Map.entry("SI", List.of("S", "H", "L", "N")), Map.entry("SA", List.of("S", "H", "L", "N")),
            Map.entry("CR", List.of("H", "M", "L")), Map.entry("IR", List.of("H", "M", "L")),
            Map.entry("AR", List.of("H", "M", "L")),
            Map.entry("E", List.of("A", "P", "U")));
    private static final Set<String> MANDATORY = Set.of("AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA");
    private static final Set<String> SAFETY = Set.of("SI", "SA");

    /// The gravest vectors of each level of an equivalence class: EQ1, EQ2, EQ3 with EQ6 (in the order 00, 01, 10, 11, 21),
    /// EQ4.
    private static final List<List<String>> GRAVEST_1 = List.of(List.of("AV:N/PR:N/UI:N"),
            List.of("AV:A/PR:N/UI:N", "AV:N/PR:L/UI:N", "AV:N/PR:N/UI:P"), List.of("AV:P/PR:N/UI:N", "AV:A/PR:L/UI:P"));
    private static final List<List<String>> GRAVEST_2 = List.of(List.of("AC:L/AT:N"), List.of("AC:H/AT:N", "AC:L/AT:P"));
    private static final Map<String, List<String>> GRAVEST_36 = Map.of("00", List.of("VC:H/VI:H/VA:H/CR:H/IR:H/AR:H"), "01",
            List.of("VC:H/VI:H/VA:L/CR:M/IR:M/AR:H", "VC:H/VI:H/VA:H/CR:M/IR:M/AR:M"), "10",
            List.of("VC:L/VI:H/VA:H/CR:H/IR:H/AR:H", "VC:H/VI:L/VA:H/CR:H/IR:H/AR:H"), "11",
            List.of("VC:L/VI:H/VA:L/CR:H/IR:M/AR:H", "VC:L/VI:H/VA:H/CR:H/IR:M/AR:M", "VC:H/VI:L/VA:H/CR:M/IR:H/AR:M",
                    "VC:H/VI:L/VA:L/CR:M/IR:H/AR:H", "VC:L/VI:L/VA:H/CR:H/IR:H/AR:M"),
            "21", List.of("VC:L/VI:L/VA:L/CR:H/IR:H/AR:H"));
    private static final List<List<String>> GRAVEST_4 = List.of(List.of("SC:H/SI:S/SA:S"), List.of("SC:H/SI:H/SA:H"),
            List.of("SC:L/SI:L/SA:L"));
    /// How many steps a level of an equivalence class is deep.
    private static final int[] DEPTH_1 = {1, 4, 5};
    private static final int[] DEPTH_2 = {1, 2};
    private static final Map<String, Integer> DEPTH_36 = Map.of("00", 7, "01", 6, "10", 8, "11", 8, "21", 10);
    private static final int[] DEPTH_4 = {6, 5, 4};

    private final Map<String, String> metrics;

    private Cvss4(Map<String, String> metrics) {
        this.metrics = metrics;
    }

    static Optional<Double> score(Map<String, String> given) {
        Map<String, String> metrics = new HashMap<>();
        for (var level : LEVELS.entrySet()) {
            String metric = level.getKey();
            String modified = given.getOrDefault("M" + metric, "X");
            String value = modified.equals("X") ? given.getOrDefault(metric, "X") : modified;
            boolean mayBeUndefined = !MANDATORY.contains(metric);
            if (value.equals("X") && mayBeUndefined) {
                value = metric.equals("E") ? "A" : "H";
            }
            boolean safety = value.equals("S");
            boolean valid = level.getValue().contains(value) && (!safety || SAFETY.contains(metric) && !modified.equals("X"));
            if (!valid || !mayBeUndefined && !given.containsKey(metric)) {
                return Optional.empty();
            }
            metrics.put(metric, value);
        }
        return Optional.of(new Cvss4(metrics).score());
    }

    private boolean is(String metric, String value) {
        return value.equals(metrics.get(metric));
    }

    private double score() {
        boolean harmless = List.of("VC", "VI", "VA", "SC", "SI", "SA").stream().allMatch(metric -> is(metric, "N"));
        if (harmless) {
            return 0;
        }
        int[] levels = levels();
        double value = TABLE.score(levels);
        double lowered = 0;
        int classes = 0;
        String joint = "" + levels[2] + levels[5];
        double[][] shares = {share(levels, 0, GRAVEST_1.get(levels[0]), DEPTH_1[levels[0]], value),
            share(levels, 1, GRAVEST_2.get(levels[1]), DEPTH_2[levels[1]], value),
            jointShare(levels, GRAVEST_36.getOrDefault(joint, List.of()), DEPTH_36.getOrDefault(joint, 1), value),
            share(levels, 3, GRAVEST_4.get(levels[3]), DEPTH_4[levels[3]], value),
            // The vectors of a level of EQ5 are all the same.
            {lower(levels, 4) < 0 ? 0 : 1, 0}};
        for (double[] share : shares) {
            classes += (int) share[0];
            lowered += share[1];
        }
        double score = classes == 0 ? value : value - lowered / classes;
        return Math.round(Math.clamp(score, 0, 10) * 10 + 1e-9) / 10.0;
    }

    private int[] levels() {
        boolean network = is("AV", "N");
        boolean noPrivileges = is("PR", "N");
        boolean noInteraction = is("UI", "N");
        int eq1 = network && noPrivileges && noInteraction
                ? 0
                : (network || noPrivileges || noInteraction) && !is("AV", "P") ? 1 : 2;
        int eq2 = is("AC", "L") && is("AT", "N") ? 0 : 1;
        int eq3 = is("VC", "H") && is("VI", "H") ? 0 : is("VC", "H") || is("VI", "H") || is("VA", "H") ? 1 : 2;
        int eq4 = is("SI", "S") || is("SA", "S") ? 0 : is("SC", "H") || is("SI", "H") || is("SA", "H") ? 1 : 2;
        int eq5 = is("E", "A") ? 0 : is("E", "P") ? 1 : 2;
        boolean required = is("CR", "H") && is("VC", "H") || is("IR", "H") && is("VI", "H") || is("AR", "H") && is("VA", "H");
        return new int[]{eq1, eq2, eq3, eq4, eq5, required ? 0 : 1};
    }

    /// The score of the macro vector with one class a level lower; negative if there is none.
    private static double lower(int[] levels, int eq) {
        int[] next = levels.clone();
        next[eq]++;
        return TABLE.score(next);
    }

    /// Whether a class counts, and by how much it lowers the score.
    private double[] share(int[] levels, int eq, List<String> gravest, int depth, double value) {
        return share(lower(levels, eq), gravest, depth, value);
    }

    /// EQ3 and EQ6 go together: from 00 down either way, whichever scores higher.
    private double[] jointShare(int[] levels, List<String> gravest, int depth, double value) {
        double next = levels[2] == 1 && levels[5] == 1 || levels[2] == 0 && levels[5] == 1
                ? lower(levels, 2)
                : levels[2] == 1
                        ? lower(levels, 5)
                        : levels[2] == 0 ? Math.max(lower(levels, 5), lower(levels, 2)) : -1;
        return share(next, gravest, depth, value);
    }

    private double[] share(double next, List<String> gravest, int depth, double value) {
        if (next < 0) {
            return new double[]{0, 0};
        }
        return new double[]{1, (value - next) * distance(gravest) / depth};
    }

    /// The steps down from the first of the gravest vectors that is nowhere below this one.
    private int distance(List<String> gravest) {
        for (String vector : gravest) {
            int sum = 0;
            boolean above = true;
            for (String part : vector.split("/")) {
                int colon = part.indexOf(':');
                String metric = part.substring(0, colon);
                List<String> order = LEVELS.getOrDefault(metric, List.of());
                int steps = order.indexOf(metrics.get(metric)) - order.indexOf(part.substring(colon + 1));
                above &= steps >= 0;
                sum += steps;
            }
            if (above) {
                return sum;
            }
        }
        return 0;
    }
}
