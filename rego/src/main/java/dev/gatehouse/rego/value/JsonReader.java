package dev.gatehouse.rego.value;

import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON as Go's `encoding/json` does for OPA: numbers keep their text, of two entries with one key the last one counts, and what
/// is no Unicode becomes U+FFFD.
public final class JsonReader {
    private final JsonFactory factory;
    private final ReadLimits limits;

    /// A reader with limits.
    public JsonReader(ReadLimits limits) {
        this.limits = limits;
        var constraints = StreamReadConstraints.builder().maxNestingDepth(limits.depth()).maxDocumentLength(limits.characters())
                .maxStringLength(limits.characters())
                .maxNameLength(limits.characters()).maxNumberLength(NumberValue.MAXIMUM_LENGTH).build();
        this.factory = JsonFactory.builder().streamReadConstraints(constraints)
                .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    }

    /// Reads one value of UTF-8 text; a byte order mark may stand before it.
    ///
    /// @throws JsonException if the text is anything else
    public Value read(byte[] text) throws JsonException {
        int start = text.length >= 3 && text[0] == (byte) 0xef && text[1] == (byte) 0xbb && text[2] == (byte) 0xbf ? 3 : 0;
        return read(Utf8.decode(start == 0 ? text : Arrays.copyOfRange(text, start, text.length)));
    }

    /// Reads one value.
    ///
    /// @throws JsonException if the text is anything else
    public Value read(String text) throws JsonException {
        if (text.length() > limits.characters()) {
            throw new JsonException("more than " + limits.characters() + " characters");
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            Value value = readValue(parser);
            if (parser.nextToken() != null) {
                throw new JsonException(at(parser) + "unexpected text after top-level value");
            }
            return value;
        } catch (JacksonException e) {
            var where = e.getLocation();
            String place = where == null ? "" : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
            throw new JsonException(place + e.getOriginalMessage());
        }
    }

    private Value readValue(JsonParser parser) throws JsonException {
        var nesting = new Nesting();
        int count = 0;
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new JsonException(at(parser) + "unexpected end of JSON input");
            }
            if (++count > limits.values()) {
                throw new JsonException(at(parser) + "more than " + limits.values() + " values");
            }
            switch (token) {
                case START_OBJECT -> nesting.startObject();
                case START_ARRAY -> nesting.startArray();
                case END_OBJECT, END_ARRAY -> nesting.end();
                case PROPERTY_NAME -> nesting.key(parser.currentName());
                case VALUE_STRING -> nesting.add(StringValue.of(Utf8.replaceRawBytes(parser.getString())));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> nesting.add(number(parser));
                case VALUE_TRUE -> nesting.add(BooleanValue.TRUE);
                case VALUE_FALSE -> nesting.add(BooleanValue.FALSE);
                case VALUE_NULL -> nesting.add(NullValue.NULL);
                default -> throw new JsonException(at(parser) + "unexpected token");
            }
            Value result = nesting.result();
            if (result != null) {
                return result;
            }
        }
    }

    private static NumberValue number(JsonParser parser) throws JsonException {
        try {
            return NumberValue.parse(parser.getString());
        } catch (NumberFormatException e) {
            throw new JsonException(at(parser) + e.getMessage());
        }
    }

    private static String at(JsonParser parser) {
        var where = parser.currentLocation();
        return "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
    }
}
