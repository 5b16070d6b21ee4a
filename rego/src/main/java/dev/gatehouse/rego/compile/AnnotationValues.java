package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.syntax.Annotations;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;

/// Metadata as policies see it.
final class AnnotationValues {
    private AnnotationValues() {}

    static Value of(Annotations a) {
        ObjectValue.Builder out = ObjectValue.builder();
        out.put("scope", StringValue.of(a.scope().id()));
        text(out, "title", a.title());
        text(out, "description", a.description());
        if (a.entrypoint()) {
            out.put("entrypoint", BooleanValue.TRUE);
        }
        if (!a.organizations().isEmpty()) {
            out.put(
                    "organizations", ArrayValue.of(a.organizations().stream().map(StringValue::of).toList()));
        }
        list(
                out,
                "related_resources",
                a.relatedResources().stream()
                        .map(
                                r -> {
                                    ObjectValue.Builder resource = ObjectValue.builder();
                                    resource.put("ref", StringValue.of(r.reference()));
                                    text(resource, "description", r.description());
                                    return (Value) resource.build();
                                })
                        .toList());
        list(
                out,
                "authors",
                a.authors().stream()
                        .map(
                                author -> {
                                    ObjectValue.Builder one = ObjectValue.builder();
                                    text(one, "name", author.name());
                                    text(one, "email", author.email());
                                    return (Value) one.build();
                                })
                        .toList());
        list(out, "schemas", a.schemas().stream().map(AnnotationValues::schema).toList());
        if (a.custom() != null) {
            out.put("custom", a.custom());
        }
        return out.build();
    }

    private static void text(ObjectValue.Builder out, String key, String text) {
        if (!text.isEmpty()) {
            out.put(key, StringValue.of(text));
        }
    }

    private static void list(ObjectValue.Builder out, String key, List<Value> items) {
        if (!items.isEmpty()) {
            out.put(key, ArrayValue.of(items));
        }
    }

    private static Value schema(Annotations.Schema schema) {
        ObjectValue.Builder out = ObjectValue.builder();
        out.put("path", path(schema.path().parts()));
        if (schema.schema() != null) {
            out.put("schema", path(schema.schema().parts()));
        }
        if (schema.definition() != null) {
            out.put("definition", schema.definition());
        }
        return out.build();
    }

    static Value path(List<Term> parts) {
        ArrayValue.Builder out = ArrayValue.builder();
        for (Term part : parts) {
            out.add(
                    part instanceof Term.Scalar s ? s.value() : StringValue.of(part.toString()));
        }
        return out.build();
    }
}
