package dev.gatehouse.rego.value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML as OPA does, by way of JSON: the first document of a text or all of them, with keys that are no strings as their text, of two entries
/// with one key the last one, and merge keys (`<<`) applied.
public final class YamlReader {
    private static final String CORE = "tag:yaml.org,2002:";

    private static final class Level {
        private final @Nullable String anchor;
        private final @Nullable List<Value> elements;
        private final Map<StringValue, Value> entries = new LinkedHashMap<>();
        private final List<Value> merged = new ArrayList<>();
        private @Nullable StringValue key;
        private boolean merging;

        private Level(@Nullable String anchor, boolean sequence) {
            this.anchor = anchor;
            this.elements = sequence ? new ArrayList<>() : null;
        }

        private Value build() throws JsonException {
            if (elements != null) {
                return ArrayValue.of(elements);
            }
            var object = ObjectValue.builder(entries.size());
            for (Value each : merged) {
                mergeFrom(each, object);
            }
            entries.forEach(object::put);
            return object.build();
        }

        private static void mergeFrom(Value value, ObjectValue.Builder target) throws JsonException {
            switch (value) {
                case ObjectValue object -> object.forEach(target::put);
                case ArrayValue array -> {
                    // Earlier ones win.
                    for (int index = array.size() - 1; index >= 0; index--) {
                        if (!(array.get(index) instanceof ObjectValue object)) {
                            throw new JsonException("map merge requires map or sequence of maps as the value");
                        }
                        object.forEach(target::put);
                    }
                }
                default -> throw new JsonException("map merge requires map or sequence of maps as the value");
            }
        }
    }

    private final ReadLimits limits;

    /// A reader with limits.
    public YamlReader(ReadLimits limits) {
        this.limits = limits;
    }

    /// Reads the first document; `null` for a text without one.
    ///
    /// @throws JsonException if the text is no YAML, or says what JSON cannot
    public Value read(String text) throws JsonException {
        List<Value> documents = documents(text, 1);
        return documents.isEmpty() ? NullValue.NULL : documents.getFirst();
    }

    /// Reads all documents, in their order; none for an empty text.
    ///
    /// @throws JsonException if the text is no YAML, or says what JSON cannot
    public List<Value> readAll(String text) throws JsonException {
        return documents(text, Integer.MAX_VALUE);
    }

    private List<Value> documents(String text, int most) throws JsonException {
        if (text.length() > limits.characters()) {
            throw new JsonException("more than " + limits.characters() + " characters");
        }
        var settings = LoadSettings.builder().setCodePointLimit(limits.characters()).setLabel("yaml").build();
        try {
            return new Reading(new Parse(settings).parseString(text).iterator(), text).documents(most);
        } catch (YamlEngineException e) {
            throw new JsonException("yaml: " + describe(e));
        }
    }

    /// One line that names the line, in the words of Go's library where it has some.
    private static String describe(YamlEngineException e) {
        if (!(e instanceof MarkedYamlEngineException marked) || marked.getProblem() == null) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("malformed");
        }
        String problem = marked.getProblem();
        int but = problem.indexOf(", but");
        String line = marked.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
        return line + (problem.startsWith("expected") && but > 0 ? "did not find " + problem.substring(0, but) : problem);
    }

    private final class Reading {
        private final Iterator<Event> events;
        private final Deque<Level> open = new ArrayDeque<>();
        private final Map<String, Value> anchors = new HashMap<>();
        private final Map<String, Integer> sizes = new HashMap<>();
        private @Nullable Value result;
        private long count;
        // Where the last line ends that has no line end; a block there has none either.
        private final int unfinishedEnd;

        private Reading(Iterator<Event> events, String source) {
            this.events = events;
            this.unfinishedEnd = source.endsWith("\n") ? Integer.MAX_VALUE : source.codePointCount(0, source.length());
        }

        private List<Value> documents(int most) throws JsonException {
            List<Value> documents = new ArrayList<>();
            while (documents.size() < most && events.hasNext()) {
                Event event = events.next();
                if (event instanceof DocumentEndEvent) {
                    documents.add(result == null ? NullValue.NULL : result);
                    result = null;
                    anchors.clear();
                } else {
                    read(event);
                }
            }
            return documents;
        }

        private void count(long values) throws JsonException {
            count += values;
            if (count > limits.values()) {
                throw new JsonException("yaml: more than " + limits.values() + " values");
            }
        }

        private void read(Event event) throws JsonException {
            switch (event) {
                case CollectionStartEvent start -> {
                    if (open.size() >= limits.depth()) {
                        throw new JsonException("yaml: nests deeper than " + limits.depth() + " levels");
                    }
                    if (!open.isEmpty() && isKeyNext(open.element())) {
                        throw new JsonException("yaml: a map key must be a scalar");
                    }
                    open.push(new Level(start.getAnchor().map(anchor -> anchor.getValue()).orElse(null),
                            !(start instanceof MappingStartEvent)));
                }
                case SequenceEndEvent _,MappingEndEvent _ -> {
                    Level level = open.pop();
                    Value value = level.build();
                    remember(level.anchor, value);
                    add(value);
                }
                case ScalarEvent scalar -> {
                    count(1);
                    String anchor = scalar.getAnchor().map(each -> each.getValue()).orElse(null);
                    if (!open.isEmpty() && isKeyNext(open.element())) {
                        key(open.element(), scalar, anchor);
                    } else {
                        Value value = value(scalar);
                        remember(anchor, value);
                        add(value);
                    }
                }
                case AliasEvent alias -> {
                    String name = alias.getAlias().getValue();
                    Value value = anchors.get(name);
                    if (value == null) {
                        throw new JsonException("yaml: unknown anchor '" + name + "' referenced");
                    }
                    count(sizes.getOrDefault(name, 1));
                    if (!open.isEmpty() && isKeyNext(open.element())) {
                        open.element().key = StringValue.of(keyText(value));
                    } else {
                        add(value);
                    }
                }
                default -> {
                    // Starts and ends of the stream and of documents say nothing.
                }
            }
        }

        private void remember(@Nullable String anchor, Value value) throws JsonException {
            if (anchor != null) {
                anchors.put(anchor, value);
                sizes.put(anchor, size(value, limits.values()));
            }
        }

        private static int size(Value value, int most) {
            long size = 1;
            if (value instanceof ArrayValue array) {
                for (Value element : array) {
                    size += size(element, most);
                    if (size > most) {
                        return most;
                    }
                }
            } else if (value instanceof ObjectValue object) {
                for (int rank = 0; rank < object.size(); rank++) {
                    size += size(object.value(rank), most);
                    if (size > most) {
                        return most;
                    }
                }
            }
            return (int) size;
        }

        private static boolean isKeyNext(Level level) {
            return level.elements == null && level.key == null && !level.merging;
        }

        private void key(Level level, ScalarEvent scalar, @Nullable String anchor) throws JsonException {
            if (scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getValue().equals("<<")) {
                level.merging = true;
                return;
            }
            Value value = value(scalar);
            remember(anchor, value);
            level.key = StringValue.of(keyText(value));
        }

        private static String keyText(Value key) throws JsonException {
            return switch (key) {
                case StringValue string -> string.text();
                case NumberValue number ->
                    number.isLong() ? number.text() : Decimal.shortest((double) (float) number.doubleValue()).general(6, 'e');
                case BooleanValue truth -> String.valueOf(truth.value());
                default -> throw new JsonException("unsupported map key of type: " + key.kind().typeName());
            };
        }

        private void add(Value value) {
            Level level = open.peek();
            if (level == null) {
                result = value;
            } else if (level.elements != null) {
                level.elements.add(value);
            } else if (level.merging) {
                level.merged.add(value);
                level.merging = false;
            } else if (level.key != null) {
                level.entries.put(level.key, value);
                level.key = null;
            }
        }

        private Value value(ScalarEvent scalar) throws JsonException {
            String text = scalar.getValue();
            boolean block = scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED;
            if (block && text.endsWith("\n") && scalar.getEndMark().map(mark -> mark.getIndex() >= unfinishedEnd).orElse(false)) {
                text = text.substring(0, text.length() - 1);
            }
            String tag = scalar.getTag().orElse("");
            if (tag.equals(CORE + "binary")) {
                try {
                    return StringValue.of(Utf8.replaceRawBytes(Utf8.decode(Base64.getMimeDecoder().decode(text))));
                } catch (IllegalArgumentException e) {
                    throw new JsonException("yaml: !!binary value contains invalid base64 data");
                }
            }
            boolean core = tag.startsWith(CORE) && !tag.equals(CORE + "str");
            if (!core && (scalar.getScalarStyle() != ScalarStyle.PLAIN || !tag.isEmpty())) {
                return StringValue.of(text);
            }
            Value value = YamlScalar.resolve(text);
            if (value == null) {
                throw new JsonException("json: unsupported value: " + text);
            }
            return value;
        }
    }
}
