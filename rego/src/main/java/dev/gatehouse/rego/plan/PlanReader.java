package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a `plan.json`: its strings and files, then its functions, whose names all others may use, then their blocks.
final class PlanReader {
    private final ObjectValue plan;
    private final Builtins builtins;

    PlanReader(Value json, Builtins builtins) throws PlanException {
        this.plan = Json.object(json, "a plan");
        this.builtins = builtins;
    }

    Plan read() throws PlanException {
        ObjectValue fixed = Json.object(plan.get("static"), "static");
        List<String> strings = texts(fixed.get("strings"));
        List<String> files = texts(fixed.get("files"));
        Map<String, PlanFunction> functions = new HashMap<>();
        Map<List<String>, PlanFunction> byPath = new HashMap<>();
        Map<PlanFunction, ObjectValue> sources = new LinkedHashMap<>();
        for (Value each : listed("funcs")) {
            ObjectValue source = Json.object(each, "a function");
            PlanFunction function = new PlanFunction(Json.text(source, "name"), Json.numbers(source.get("params")));
            sources.put(function, source);
            functions.put(function.name(), function);
            if (source.get("path") != null) {
                byPath.put(Json.texts(source.get("path")), function);
            }
        }
        StatementReader statements = new StatementReader(strings, files, functions, byPath, builtins);
        for (Map.Entry<PlanFunction, ObjectValue> each : sources.entrySet()) {
            PlanFunction function = each.getKey();
            statements.begin(function.isRule(), function.parameters());
            List<Block> blocks = statements.blocks(each.getValue().get("blocks"));
            function.define(blocks, statements.locals());
        }
        Map<String, Plan.Entry> entries = new HashMap<>();
        for (Value each : listed("plans")) {
            ObjectValue source = Json.object(each, "an entry point");
            statements.begin(true, new int[]{0, 1});
            List<Block> blocks = statements.blocks(source.get("blocks"));
            entries.put(Json.text(source, "name"), new Plan.Entry(blocks, statements.locals()));
        }
        return new Plan(entries);
    }

    /// `{"funcs": {"funcs": […]}}`; nothing when it is absent.
    private ArrayValue listed(String name) throws PlanException {
        Value outer = plan.get(name);
        return outer == null ? ArrayValue.EMPTY : Json.array(Json.object(outer, name).get(name));
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable Value list) throws PlanException {
        List<String> texts = new ArrayList<>();
        for (Value each : Json.array(list)) {
            texts.add(each instanceof ObjectValue object && object.get("value") instanceof StringValue text ? text.text() : "");
        }
        return texts;
    }
}
