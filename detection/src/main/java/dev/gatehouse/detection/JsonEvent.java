package dev.gatehouse.detection;

import dev.gatehouse.detection.sigma.Event;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An event as a sensor writes it: one JSON object.
///
/// A field is a key, or a path of keys joined by dots (`objectRef.resource`); lists on the way are looked through. What Falco puts into
/// `output_fields` is found by its own name (`proc.name`).
final class JsonEvent implements Event {
    private static final Limits LIMITS = new Limits(1 << 20, 64, 50_000);
    private static final List<String> TIMES = List.of("time", "stageTimestamp", "requestReceivedTimestamp", "timestamp",
            "@timestamp");

    private final Mapping root;
    private final @Nullable Mapping falcoFields;

    private JsonEvent(Mapping root) {
        this.root = root;
        this.falcoFields = root.get("output_fields") instanceof Mapping fields ? fields : null;
    }

    /// @param name
    ///            for messages
    static JsonEvent read(String name, byte[] line) throws DocumentException {
        Value value = Documents.read(Format.JSON, name, line, LIMITS);
        if (value instanceof Mapping mapping) {
            return new JsonEvent(mapping);
        }
        throw new DocumentException(name, value.range(), "an event is a JSON object, not " + value.kind());
    }

    /// Which sensor wrote it.
    EventSource source() {
        if (falcoFields != null && root.get("rule") != null) {
            return EventSource.FALCO;
        }
        return root.get("apiVersion") instanceof Scalar version && version.text().startsWith("audit.k8s.io/")
                ? EventSource.KUBERNETES_AUDIT
                : EventSource.UNKNOWN;
    }

    /// When it happened; null if it does not say so in a form that is known.
    @Nullable
    Instant time() {
        for (String key : TIMES) {
            if (root.get(key) instanceof Scalar.Text text) {
                try {
                    return OffsetDateTime.parse(text.text()).toInstant();
                } catch (DateTimeException e) {
                    // Another key may hold a time that can be read.
                }
            }
        }
        return null;
    }

    /// The first value of the first of the fields that it has.
    @Nullable
    String first(String... fields) {
        for (String field : fields) {
            List<String> values = values(field);
            if (!values.isEmpty() && !values.getFirst().isEmpty()) {
                return values.getFirst();
            }
        }
        return null;
    }

    @Override
    public List<String> values(String field) {
        List<String> found = new ArrayList<>(1);
        if (falcoFields != null && falcoFields.get(field) instanceof Value value) {
            collect(value, found, false);
        } else {
            follow(root, field, found);
        }
        return found;
    }

    private static void follow(Value value, String path, List<String> found) {
        switch (value) {
            case Mapping mapping -> {
                if (mapping.get(path) instanceof Value exact) {
                    collect(exact, found, false);
                    return;
                }
                for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                    if (mapping.get(path.substring(0, dot)) instanceof Value inner) {
                        follow(inner, path.substring(dot + 1), found);
                        return;
                    }
                }
            }
            case Sequence sequence -> sequence.values().forEach(element -> follow(element, path, found));
            case Scalar _ -> {
            }
        }
    }

    @Override
    public List<String> values() {
        List<String> all = new ArrayList<>();
        collect(root, all, true);
        return all;
    }

    private static void collect(Value value, List<String> found, boolean deep) {
        switch (value) {
            case Scalar.Null _ -> {
            }
            case Scalar scalar -> found.add(scalar.text());
            case Sequence sequence -> sequence.values().forEach(element -> collect(element, found, deep));
            case Mapping mapping -> {
                if (deep) {
                    for (Member member : mapping.members()) {
                        collect(member.value(), found, true);
                    }
                }
            }
        }
    }
}
