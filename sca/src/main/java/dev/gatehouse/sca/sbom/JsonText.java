package dev.gatehouse.sca.sbom;

import java.io.OutputStream;
import java.util.Collection;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes JSON as a stream, indented for people and diffs: an element is a map, a collection, a text, a number or a boolean.
/// Members that are null, empty texts or empty collections are left out.
final class JsonText implements AutoCloseable {
    private final JsonGenerator generator;

    JsonText(OutputStream out) {
        JsonFactory factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build();
        generator = factory.createGenerator(new Indented(), out);
    }

    void startObject() {
        generator.writeStartObject();
    }

    void endObject() {
        generator.writeEndObject();
    }

    void startArray(String name) {
        generator.writeName(name);
        generator.writeStartArray();
    }

    void endArray() {
        generator.writeEndArray();
    }

    /// A member of the object that is open.
    void member(String name, Object value) {
        if (!absent(value)) {
            generator.writeName(name);
            value(value);
        }
    }

    /// An element of the array that is open.
    void element(Object value) {
        value(value);
    }

    @Override
    public void close() {
        generator.writeRaw('\n');
        generator.close();
    }

    private static boolean absent(Object value) {
        return value instanceof String text && text.isEmpty() || value instanceof Collection<?> all && all.isEmpty();
    }

    private void value(Object value) {
        switch (value) {
            case String text -> generator.writeString(text);
            case Integer number -> generator.writeNumber(number.intValue());
            case Boolean flag -> generator.writeBoolean(flag.booleanValue());
            case Collection<?> all -> {
                generator.writeStartArray();
                all.forEach(this::value);
                generator.writeEndArray();
            }
            case Map<?, ?> members -> {
                generator.writeStartObject();
                members.forEach((name, member) -> {
                    if (!absent(member)) {
                        generator.writeName(String.valueOf(name));
                        value(member);
                    }
                });
                generator.writeEndObject();
            }
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    private static final class Indented extends ObjectWriteContext.Base {
        private final PrettyPrinter printer;

        Indented() {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            printer = new DefaultPrettyPrinter().withArrayIndenter(indenter).withObjectIndenter(indenter);
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return printer;
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
