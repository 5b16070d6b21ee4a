package dev.gatehouse.advisory.cvss;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The base score of CVSS 3.0 and 3.1 (section 7.1). The round-up of 3.1 (appendix A) serves both: it differs from that of 3.0
/// only where 3.0's floating point was wrong.
final class Cvss3 {
    private static final Map<String, Set<String>> VALUES = Map.of("AV", Set.of("N", "A", "L", "P"), "AC", Set.of("L", "H"), "PR",
            Set.of("N", "L", "H"), "UI", Set.of("N", "R"), "S", Set.of("U", "C"), "C", Set.of("H", "L", "N"), "I",
            Set.of("H", "L", "N"), "A", Set.of("H", "L", "N"));

    private Cvss3() {}

    static Optional<Double> score(Map<String, String> metrics) {
        for (var metric : VALUES.entrySet()) {
            if (!metric.getValue().contains(metrics.getOrDefault(metric.getKey(), ""))) {
                return Optional.empty();
            }
        }
        boolean changed = metrics.getOrDefault("S", "").equals("C");
        double sub = 1 - (1 - impact(metrics, "C")) * (1 - impact(metrics, "I")) * (1 - impact(metrics, "A"));
        double impact = changed ? 7.52 * (sub - 0.029) - 3.25 * Math.pow(sub - 0.02, 15) : 6.42 * sub;
        if (impact <= 0) {
            return Optional.of(0.0);
        }
        double exploitability = 8.22 * attack(metrics) * (is(metrics, "AC", "L") ? .77 : .44) * privileges(metrics, changed)
                * (is(metrics, "UI", "N") ? .85 : .62);
        return Optional.of(roundUp(Math.min((changed ? 1.08 : 1) * (impact + exploitability), 10)));
    }

    private static boolean is(Map<String, String> metrics, String metric, String value) {
        return value.equals(metrics.get(metric));
    }

    private static double attack(Map<String, String> metrics) {
        return switch (metrics.getOrDefault("AV", "")) {
            case "N" -> .85;
            case "A" -> .62;
            case "L" -> .55;
            default -> .2;
        };
    }

    private static double privileges(Map<String, String> metrics, boolean changed) {
        return switch (metrics.getOrDefault("PR", "")) {
            case "N" -> .85;
            case "L" -> changed ? .68 : .62;
            default -> changed ? .5 : .27;
        };
    }

    private static double impact(Map<String, String> metrics, String metric) {
        return switch (metrics.getOrDefault(metric, "")) {
            case "H" -> .56;
            case "L" -> .22;
            default -> 0;
        };
    }

    private static double roundUp(double score) {
        long scaled = Math.round(score * 100_000);
        return scaled % 10_000 == 0 ? scaled / 100_000.0 : (scaled / 10_000 + 1) / 10.0;
    }
}
