package dev.gatehouse.rego.jsonschema;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds what `$ref` refers to within a document: parts by their path, and schemas by their `$id`.
final class References {
    private static final Set<String> LITERAL = Set.of("const", "enum");
    private static final Set<String> NAMED = Set.of("properties", "dependencies", "patternProperties");

    private final Map<String, Value> documents = new HashMap<>();

    References(Value root) throws SchemaException {
        documents.put("", root);
        collect(root, "", 0);
    }

    private void collect(Value value, String base, int depth) throws SchemaException {
        if (depth > SchemaCompiler.DEEPEST) {
            throw new SchemaException("schema nests more than " + SchemaCompiler.DEEPEST + " levels deep");
        }
        if (value instanceof ArrayValue array) {
            for (Value element : array) {
                collect(element, base, depth + 1);
            }
        } else if (value instanceof ObjectValue object) {
            String scope = base;
            Value identifier = object.get(object.get("id") == null ? "$id" : "id");
            if (identifier instanceof StringValue text && !text.text().isEmpty()) {
                scope = resolve(base, text.text());
                Value known = documents.putIfAbsent(scope, object);
                if (known != null && known != object) {
                    throw new SchemaException("Reference already exists: \"" + scope + "\"");
                }
            }
            for (int rank = 0; rank < object.size(); rank++) {
                String name = object.key(rank) instanceof StringValue key ? key.text() : "";
                Value child = object.value(rank);
                if (NAMED.contains(name) && child instanceof ObjectValue schemas) {
                    for (int index = 0; index < schemas.size(); index++) {
                        collect(schemas.value(index), scope, depth + 2);
                    }
                } else if (!LITERAL.contains(name)) {
                    collect(child, scope, depth + 1);
                }
            }
        }
    }

    /// A reference in the scope of another.
    static String resolve(String base, String reference) {
        String normal = reference.endsWith("#") ? reference.substring(0, reference.length() - 1) : reference;
        if (normal.isEmpty() || normal.startsWith("#")) {
            return withoutFragment(base) + normal;
        }
        if (base.isEmpty()) {
            return normal;
        }
        try {
            return URI.create(base).resolve(normal).toString();
        } catch (IllegalArgumentException e) {
            return normal;
        }
    }

    private static String withoutFragment(String reference) {
        int hash = reference.indexOf('#');
        return hash < 0 ? reference : reference.substring(0, hash);
    }

    /// The schema that an absolute reference refers to.
    Value find(String reference) throws SchemaException {
        Value named = documents.get(reference);
        if (named != null) {
            return named;
        }
        String document = withoutFragment(reference);
        Value whole = documents.get(document);
        if (whole == null) {
            throw new SchemaException(reference.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")
                    ? "schemas elsewhere are not loaded: " + reference
                    : "Reference " + reference + " must be canonical");
        }
        String pointer = reference.substring(Math.min(reference.length(), document.length() + 1));
        return pointer.isEmpty() ? whole : follow(whole, decoded(pointer));
    }

    private static String decoded(String pointer) throws SchemaException {
        try {
            return URLDecoder.decode(pointer.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SchemaException("invalid reference #" + pointer);
        }
    }

    private static Value follow(Value whole, String pointer) throws SchemaException {
        if (!pointer.startsWith("/")) {
            throw new SchemaException("invalid reference #" + pointer);
        }
        Value at = whole;
        for (String part : pointer.substring(1).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            Value next = switch (at) {
                case ObjectValue object -> object.get(name);
                case ArrayValue array -> element(array, name);
                default -> null;
            };
            if (next == null) {
                throw new SchemaException("Object has no key '" + name + "'");
            }
            at = next;
        }
        return at;
    }

    private static @Nullable Value element(ArrayValue array, String name) {
        if (!name.matches("[0-9]{1,9}") || Integer.parseInt(name) >= array.size()) {
            return null;
        }
        return array.get(Integer.parseInt(name));
    }
}
