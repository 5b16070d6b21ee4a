package dev.gatehouse.advisory.cvss;

import java.util.Map;
import java.util.Optional;

/// The base score of CVSS 2.0 (section 3.2.1).
final class Cvss2 {
    private static final Map<String, Map<String, Double>> WEIGHTS = Map.of("AV", Map.of("L", .395, "A", .646, "N", 1.0), "AC",
            Map.of("H", .35, "M", .61, "L", .71), "Au", Map.of("M", .45, "S", .56, "N", .704), "C",
            Map.of("N", .0, "P", .275, "C", .66), "I", Map.of("N", .0, "P", .275, "C", .66), "A",
            Map.of("N", .0, "P", .275, "C", .66));

    private Cvss2() {}

    static Optional<Double> score(Map<String, String> metrics) {
        for (var weight : WEIGHTS.entrySet()) {
            String value = metrics.get(weight.getKey());
            if (value == null || !weight.getValue().containsKey(value)) {
                return Optional.empty();
            }
        }
        double impact = 10.41 * (1 - (1 - weight(metrics, "C")) * (1 - weight(metrics, "I")) * (1 - weight(metrics, "A")));
        double exploitability = 20 * weight(metrics, "AV") * weight(metrics, "AC") * weight(metrics, "Au");
        double score = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact == 0 ? 0 : 1.176);
        return Optional.of(Math.round(score * 10) / 10.0);
    }

    private static double weight(Map<String, String> metrics, String metric) {
        return WEIGHTS.getOrDefault(metric, Map.of()).getOrDefault(metrics.getOrDefault(metric, ""), 0.0);
    }
}
