package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NullValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads the YAML in `# METADATA` comments.
final class MetadataParser {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setMaxAliasesForCollections(20)
            .setCodePointLimit(1 << 20)
            .build();

    private final List<Comment> comments;
    private final List<RegoError> errors = new ArrayList<>();

    /// A block of metadata that is not attached to a statement yet.
    ///
    /// @param scope the scope as written, empty when none is
    record Block(Annotations annotations, String scope) {}

    /// A block that says something it cannot.
    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    MetadataParser(List<Comment> comments) {
        this.comments = comments;
    }

    List<RegoError> errors() {
        return errors;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < comments.size(); i++) {
            if (!begins(comments.get(i))) {
                continue;
            }
            Location place = comments.get(i).location();
            List<Comment> lines = new ArrayList<>();
            for (int j = i + 1; j < comments.size() && continues(comments.get(j), comments.get(j - 1)); j++) {
                lines.add(comments.get(j));
            }
            Block block = block(place, lines);
            if (block != null) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private static boolean begins(Comment comment) {
        return comment.location().column() == 1 && comment.text().strip().startsWith("METADATA");
    }

    private static boolean continues(Comment comment, Comment before) {
        return comment.location().column() == 1
                && comment.location().row() == before.location().row() + 1;
    }

    private @Nullable Block block(Location place, List<Comment> lines) {
        StringBuilder yaml = new StringBuilder();
        for (Comment line : lines) {
            String text = line.text();
            yaml.append(text.startsWith(" ") ? text.substring(1) : text).append('\n');
        }
        if (yaml.toString().isBlank()) {
            error(place, "expected METADATA block, found whitespace");
            return null;
        }
        try {
            Object loaded = new Load(SETTINGS).loadFromString(yaml.toString());
            if (loaded instanceof Map<?, ?> map) {
                return annotations(place, map);
            }
            throw new Malformed("yaml: metadata must be a mapping");
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(m -> m.getLine()).orElse(0);
            Comment at = lines.get(Math.min(line, lines.size() - 1));
            error(at.location(), "yaml: " + e.getProblem());
        } catch (YamlEngineException e) {
            error(lines.getFirst().location(), "yaml: " + e.getMessage());
        } catch (Malformed e) {
            error(place, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private void error(Location place, String message) {
        errors.add(new RegoError(RegoError.Code.PARSE, place, message));
    }

    private static Block annotations(Location place, Map<?, ?> map) throws Malformed {
        List<String> organizations = new ArrayList<>();
        for (Object item : list(map, "organizations")) {
            organizations.add(String.valueOf(item));
        }
        List<Annotations.RelatedResource> resources = new ArrayList<>();
        for (Object item : list(map, "related_resources")) {
            resources.add(resource(item));
        }
        List<Annotations.Author> authors = new ArrayList<>();
        for (Object item : list(map, "authors")) {
            authors.add(author(item));
        }
        List<Annotations.Schema> schemas = new ArrayList<>();
        for (Object item : list(map, "schemas")) {
            schemas.add(schema(item));
        }
        Object custom = map.get("custom");
        if (custom != null && !(custom instanceof Map<?, ?>)) {
            throw new Malformed("yaml: custom must be a mapping");
        }
        Annotations annotations = new Annotations(
                place,
                place,
                Annotations.Scope.RULE,
                text(map, "title"),
                text(map, "description"),
                flag(map, "entrypoint"),
                organizations,
                resources,
                authors,
                schemas,
                custom instanceof Map<?, ?> m && !m.isEmpty() ? value(custom) : null);
        return new Block(annotations, text(map, "scope"));
    }

    private static String text(Map<?, ?> map, String key) throws Malformed {
        Object value = map.get(key);
        if (value instanceof Map || value instanceof List) {
            throw new Malformed("yaml: " + key + " must be a string");
        }
        return value == null ? "" : String.valueOf(value);
    }

    private static boolean flag(Map<?, ?> map, String key) throws Malformed {
        return switch (map.get(key)) {
            case null -> false;
            case Boolean b -> b;
            default -> throw new Malformed("yaml: " + key + " must be a boolean");
        };
    }

    private static List<?> list(Map<?, ?> map, String key) throws Malformed {
        return switch (map.get(key)) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw new Malformed("yaml: " + key + " must be a list");
        };
    }

    private static Annotations.RelatedResource resource(@Nullable Object item) throws Malformed {
        switch (item) {
            case String s -> {
                if (s.isEmpty()) {
                    throw new Malformed("ref URL may not be empty string");
                }
                return new Annotations.RelatedResource(s, "");
            }
            case Map<?, ?> map -> {
                String reference = string(map, "ref");
                if (reference.isEmpty()) {
                    throw new Malformed("'ref' value required in object");
                }
                return new Annotations.RelatedResource(reference, string(map, "description"));
            }
            case null, default -> throw new Malformed("invalid value type, must be string or map");
        }
    }

    private static String string(Map<?, ?> map, String key) {
        return map.get(key) instanceof String s ? s.strip() : "";
    }

    private static Annotations.Author author(@Nullable Object item) throws Malformed {
        return switch (item) {
            case String s -> authorFromText(s);
            case Map<?, ?> map -> {
                String name = string(map, "name");
                String email = string(map, "email");
                if (name.isEmpty() && email.isEmpty()) {
                    throw new Malformed("'name' and/or 'email' values required in object");
                }
                yield new Annotations.Author(name, email);
            }
            case null, default -> throw new Malformed("invalid value type, must be string or map");
        };
    }

    /// `Name Surname <mail>`: the last word is the address when it stands between angle brackets.
    private static Annotations.Author authorFromText(String text) throws Malformed {
        List<String> words = new ArrayList<>(
                java.util.Arrays.stream(text.strip().split("\\s+"))
                        .filter(w -> !w.isEmpty())
                        .toList());
        if (words.isEmpty()) {
            throw new Malformed("author is an empty string");
        }
        String last = words.getLast();
        String email = "";
        if (last.startsWith("<") && last.endsWith(">") && last.length() >= 2) {
            email = last.substring(1, last.length() - 1);
            words.removeLast();
        }
        return new Annotations.Author(String.join(" ", words), email);
    }

    private static Annotations.Schema schema(@Nullable Object item) throws Malformed {
        if (!(item instanceof Map<?, ?> map) || map.isEmpty()) {
            throw new Malformed("invalid document reference");
        }
        Map.Entry<?, ?> entry = map.entrySet().iterator().next();
        Term.Ref path = reference(String.valueOf(entry.getKey()))
                .orElseThrow(() -> new Malformed("invalid document reference"));
        return switch (entry.getValue()) {
            case String s ->
                new Annotations.Schema(
                        path,
                        reference(s)
                                .filter(r -> r.head() instanceof Term.Var v && v.name().equals("schema"))
                                .orElseThrow(() -> new Malformed("invalid schema reference")),
                        null);
            case Map<?, ?> definition -> new Annotations.Schema(path, null, value(definition));
            case null, default ->
                throw new Malformed("invalid schema declaration for path \"" + path + "\"");
        };
    }

    private static Optional<Term.Ref> reference(String text) {
        try {
            List<Expr> body = ModuleParser.parseQuery(text, RegoVersion.V1);
            if (body.size() == 1 && body.getFirst().clause() instanceof Expr.Clause.Value(Term term)) {
                return switch (term) {
                    case Term.Ref ref -> Optional.of(ref);
                    case Term.Var v when v.name().equals("schema") ->
                        Optional.of(new Term.Ref(v.location(), List.of(v)));
                    default -> Optional.empty();
                };
            }
            return Optional.empty();
        } catch (RegoException e) {
            return Optional.empty();
        }
    }

    private static Value value(@Nullable Object object) throws Malformed {
        return switch (object) {
            case null -> NullValue.NULL;
            case Boolean b -> BooleanValue.of(b);
            case Integer i -> NumberValue.of(i.longValue());
            case Long l -> NumberValue.of(l);
            case BigInteger b -> NumberValue.of(b);
            case Double d when Double.isFinite(d) -> NumberValue.parse(number(d));
            case String s -> StringValue.of(s);
            case List<?> list -> {
                List<Value> items = new ArrayList<>(list.size());
                for (Object item : list) {
                    items.add(value(item));
                }
                yield ArrayValue.of(items);
            }
            case Map<?, ?> map -> {
                ObjectValue.Builder builder = ObjectValue.builder();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    if (!(entry.getKey() instanceof String key)) {
                        throw new Malformed("invalid map key type(s): " + entry.getKey());
                    }
                    builder.put(StringValue.of(key), value(entry.getValue()));
                }
                yield builder.build();
            }
            default -> throw new Malformed("invalid value " + object);
        };
    }

    private static String number(double d) {
        return BigDecimal.valueOf(d).stripTrailingZeros().toString();
    }
}
