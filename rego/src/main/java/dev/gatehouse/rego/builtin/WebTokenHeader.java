package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.HashSet;
import java.util.Set;

/// What a token's header says (RFC 7515, section 4).
///
/// @param algorithm empty if it is missing
/// @param keyIdentifier empty if it is missing
/// @param contentType empty if it is missing
/// @param valid whether there is an algorithm, and nothing critical that is unknown here
record WebTokenHeader(String algorithm, String keyIdentifier, String contentType, boolean valid) {
    private static final Set<String> KNOWN = Set.of("alg", "kid", "typ", "cty", "crit");

    static WebTokenHeader of(ObjectValue header) {
        String algorithm = text(header, "alg");
        text(header, "typ");
        Set<String> unknownCritical = critical(header);
        unknownCritical.removeIf(name -> KNOWN.contains(name) || header.get(name) == null);
        return new WebTokenHeader(algorithm, text(header, "kid"), text(header, "cty"),
                !algorithm.isEmpty() && unknownCritical.isEmpty());
    }

    private static Set<String> critical(ObjectValue header) {
        var names = new HashSet<String>();
        Value critical = header.get("crit");
        if (critical == null) {
            return names;
        }
        if (!(critical instanceof ArrayValue array)) {
            throw BuiltinError.failure("crit: must be a list");
        }
        for (Value name : array) {
            // As OPA does: what follows a name that is no string does not count.
            if (!(name instanceof StringValue string)) {
                break;
            }
            names.add(string.text());
        }
        if (names.isEmpty()) {
            throw BuiltinError.failure("crit: must be a nonempty list");
        }
        return names;
    }

    private static String text(ObjectValue header, String name) {
        return switch (header.get(name)) {
            case null -> "";
            case StringValue string -> string.text();
            default -> throw BuiltinError.failure(name + ": must be a string");
        };
    }
}
