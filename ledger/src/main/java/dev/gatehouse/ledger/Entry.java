package dev.gatehouse.ledger;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// An event at its place in the ledger: one line of JSON.
///
/// @param index
///            0 for the first
/// @param previous
///            leaf hash of the entry before, in base64; that of the empty tree for the first. It tells where a ledger was changed;
///            that it was changed, the root tells
/// @param event
///            what happened
public record Entry(long index, String previous, Event event) {
    /// The longest line, in bytes.
    static final int LONGEST = 16 << 20;
    private static final Limits LIMITS = new Limits(LONGEST, 128, 1_000_000);
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxDocumentLength(LONGEST).maxStringLength(LONGEST)
                    .maxNestingDepth(100).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /// Reads a line.
    ///
    /// @throws LedgerException
    ///             if it is no entry
    static Entry read(byte[] line) throws LedgerException {
        try {
            Fields fields = Fields.of("entry", Documents.read(Format.JSON, "entry", line, LIMITS));
            Value body = fields.required("body");
            if (!(body instanceof Mapping)) {
                throw fields.error(body, "the body must be an object");
            }
            var event = new Event(Instant.parse(fields.requiredText("time")), fields.requiredText("kind"),
                    fields.text("subject"), fields.text("actor"),
                    new String(Arrays.copyOfRange(line, body.range().start(), body.range().end()), StandardCharsets.UTF_8));
            var entry = new Entry(fields.whole("index", 0, Long.MAX_VALUE, -1), fields.requiredText("previous"), event);
            fields.finish();
            return entry;
        } catch (DocumentException | DateTimeException | IllegalArgumentException e) {
            throw new LedgerException("it is no entry: " + e.getMessage(), e);
        }
    }

    /// The line, without its end.
    ///
    /// @throws IllegalArgumentException
    ///             if the body is not a JSON object or the line would be too long
    byte[] line() {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("index", index);
            json.writeStringProperty("time", event.time().toString());
            json.writeStringProperty("kind", event.kind());
            if (event.subject() != null) {
                json.writeStringProperty("subject", event.subject());
            }
            if (event.actor() != null) {
                json.writeStringProperty("actor", event.actor());
            }
            json.writeStringProperty("previous", previous);
            json.writeName("body");
            copy(event.body(), json);
            json.writeEndObject();
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body of an event must be a JSON object: " + e.getOriginalMessage(), e);
        }
        if (out.size() > LONGEST) {
            throw new IllegalArgumentException("an event has at most " + (LONGEST >> 20) + " MiB");
        }
        return out.toByteArray();
    }

    /// Copied event by event: an indented body becomes one line, and what is no single object does not get in.
    private static void copy(String body, JsonGenerator json) {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != tools.jackson.core.JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the body of an event must be a JSON object");
            }
            json.copyCurrentStructureExact(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the body of an event");
            }
        }
    }
}
