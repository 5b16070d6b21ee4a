package dev.gatehouse.sca.sbom;

import java.util.LinkedHashMap;
import java.util.Map;

/// Makes objects whose members keep their order.
final class Members {
    private Members() {}

    /// Names and values by turns.
    static Map<String, Object> of(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
