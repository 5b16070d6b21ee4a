package dev.gatehouse.rego.conformance;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One case of a conformance suite in OPA's format: modules, data, input and query, and the result or error that
/// is wanted.
record ConformanceCase(
        String note,
        Map<String, String> modules,
        Value data,
        @Nullable Value input,
        @Nullable String inputTerm,
        String query,
        @Nullable ArrayValue wantResult,
        @Nullable String wantErrorCode,
        @Nullable String wantError,
        boolean strictError,
        boolean sortBindings,
        boolean ignoreGeneratedVars) {

    static List<ConformanceCase> all(Value suite) {
        return suite.get(StringValue.of("cases")) instanceof ArrayValue cases ? cases.asList().stream().map(ConformanceCase::of).toList() : List.of();
    }

    private static ConformanceCase of(Value value) {
        ObjectValue object = (ObjectValue) value;
        Map<String, String> modules = new LinkedHashMap<>();
        if (object.get("modules") instanceof ArrayValue texts) {
            for (int i = 0; i < texts.size(); i++) {
                modules.put("test-" + i + ".rego", ((StringValue) texts.get(i)).text());
            }
        }
        Value data = object.get("data");
        return new ConformanceCase(text(object, "note", ""), modules, data instanceof ObjectValue o ? o : ObjectValue.EMPTY, object.get("input"),
                optional(object, "input_term"), text(object, "query", ""), object.get("want_result") instanceof ArrayValue a ? a : null,
                optional(object, "want_error_code"), optional(object, "want_error"), flag(object, "strict_error"), flag(object, "sort_bindings"),
                flag(object, "ignore_generated_vars"));
    }

    private static @Nullable String optional(ObjectValue object, String key) {
        return object.get(key) instanceof StringValue s ? s.text() : null;
    }

    private static String text(ObjectValue object, String key, String otherwise) {
        String text = optional(object, key);
        return text == null ? otherwise : text;
    }

    private static boolean flag(ObjectValue object, String key) {
        return object.get(key) == BooleanValue.TRUE;
    }
}
