package dev.gatehouse.ledger.record;

import java.io.StringWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The body of an event as it is written: one member after the other. What is absent is left out.
final class BodyText {
    private final StringWriter out = new StringWriter();
    private final JsonGenerator json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out);

    BodyText() {
        json.writeStartObject();
    }

    BodyText text(String key, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(key, value);
        }
        return this;
    }

    BodyText time(String key, @Nullable Instant value) {
        return text(key, value == null ? null : value.toString());
    }

    BodyText count(String key, long value) {
        json.writeNumberProperty(key, value);
        return this;
    }

    BodyText flag(String key, boolean value) {
        json.writeBooleanProperty(key, value);
        return this;
    }

    BodyText texts(String key, Collection<String> values) {
        if (!values.isEmpty()) {
            json.writeArrayPropertyStart(key);
            values.forEach(json::writeString);
            json.writeEndArray();
        }
        return this;
    }

    BodyText counts(String key, Map<String, Long> values) {
        if (!values.isEmpty()) {
            json.writeObjectPropertyStart(key);
            values.forEach(json::writeNumberProperty);
            json.writeEndObject();
        }
        return this;
    }

    /// The whole object.
    String end() {
        json.writeEndObject();
        json.close();
        return out.toString();
    }
}
