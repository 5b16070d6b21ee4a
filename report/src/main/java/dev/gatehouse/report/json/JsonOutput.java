package dev.gatehouse.report.json;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes JSON in UTF-8 as a stream: the outer structure call by call, the elements as [JsonObject]s.
///
/// Lone surrogates, which JSON cannot carry between programs, become U+FFFD. Closing flushes but leaves the stream underneath
/// open.
public final class JsonOutput implements AutoCloseable {
    private final JsonGenerator generator;

    /// @param indented
    ///            for people and diffs; otherwise everything stands on one line
    public JsonOutput(OutputStream out, boolean indented) {
        var factory = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build();
        generator = factory.createGenerator(indented ? new Indented() : ObjectWriteContext.empty(), out);
    }

    /// Begins an object, as a member if there is a name.
    public JsonOutput startObject(@Nullable String name) throws IOException {
        return emit(() -> {
            if (name != null) {
                generator.writeName(name);
            }
            generator.writeStartObject();
        });
    }

    /// Ends an object.
    public JsonOutput endObject() throws IOException {
        return emit(generator::writeEndObject);
    }

    /// Begins an array, as a member if there is a name.
    public JsonOutput startArray(@Nullable String name) throws IOException {
        return emit(() -> {
            if (name != null) {
                generator.writeName(name);
            }
            generator.writeStartArray();
        });
    }

    /// Ends an array.
    public JsonOutput endArray() throws IOException {
        return emit(generator::writeEndArray);
    }

    /// Writes an object as an element.
    public JsonOutput element(JsonObject value) throws IOException {
        return emit(() -> value(value));
    }

    /// Writes each member of an object into the object that is open.
    public JsonOutput members(JsonObject values) throws IOException {
        return emit(() -> values.members().forEach((name, value) -> {
            generator.writeName(name);
            value(value);
        }));
    }

    /// Hands everything written so far to the stream underneath.
    public void flush() throws IOException {
        emit(generator::flush);
    }

    @Override
    public void close() throws IOException {
        emit(generator::close);
    }

    private JsonOutput emit(Runnable step) throws IOException {
        try {
            step.run();
            return this;
        } catch (JacksonIOException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
    }

    private void value(Object value) {
        switch (value) {
            case String text -> generator.writeString(wellFormed(text));
            case Long number -> generator.writeNumber(number.longValue());
            case Integer number -> generator.writeNumber(number.intValue());
            case Boolean flag -> generator.writeBoolean(flag);
            case List<?> list -> {
                generator.writeStartArray();
                for (Object element : list) {
                    value(element);
                }
                generator.writeEndArray();
            }
            case JsonObject object -> {
                generator.writeStartObject();
                for (Map.Entry<String, Object> member : object.members().entrySet()) {
                    generator.writeName(wellFormed(member.getKey()));
                    value(member.getValue());
                }
                generator.writeEndObject();
            }
            default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
        }
    }

    /// The text with U+FFFD for each surrogate that has no partner.
    static String wellFormed(String text) {
        int i = 0;
        while (i < text.length() && !Character.isSurrogate(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
        return clean.toString();
    }

    private static final class Indented extends ObjectWriteContext.Base {
        private final PrettyPrinter printer;

        Indented() {
            var indenter = new DefaultIndenter("  ", "\n");
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
