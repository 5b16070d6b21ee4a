package dev.gatehouse.compliance;

import dev.gatehouse.ledger.Checkpoint;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// The format `evidence/1`: the same evidence gives the same bytes.
public final class EvidenceJson {
    private EvidenceJson() {}

    /// The document, in UTF-8.
    public static byte[] of(Evidence evidence) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
            Facts facts = evidence.facts();
            json.writeStartObject();
            json.writeStringProperty("format", "evidence/1");
            json.writeStringProperty("framework", evidence.framework().id());
            json.writeStringProperty("from", facts.period().from().toString());
            json.writeStringProperty("to", facts.period().to().toString());
            json.writeStringProperty("asOf", facts.asOf().toString());
            ledger(json, facts);
            json.writeArrayPropertyStart("controls");
            evidence.controls().forEach(each -> control(json, each));
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        return out.toByteArray();
    }

    private static void ledger(JsonGenerator json, Facts facts) {
        json.writeObjectPropertyStart("ledger");
        json.writeNumberProperty("entries", facts.ledger().entries());
        json.writeBooleanProperty("sound", facts.ledger().sound());
        json.writeBooleanProperty("signed", facts.ledger().signed());
        json.writeStringProperty("completeness",
                facts.ledger().completeness().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        Checkpoint checkpoint = facts.ledger().checkpoint();
        if (checkpoint != null) {
            json.writeStringProperty("checkpoint", checkpoint.note());
        }
        json.writeEndObject();
    }

    private static void control(JsonGenerator json, Evidence.Answered each) {
        json.writeStartObject();
        json.writeStringProperty("id", each.control().id());
        json.writeStringProperty("title", each.control().title());
        json.writeStringProperty("state", each.answer().state().label());
        json.writeStringProperty("why", each.answer().why());
        json.writeArrayPropertyStart("proofs");
        for (Answer.Proof proof : each.answer().proofs()) {
            json.writeStartObject();
            json.writeNumberProperty("entry", proof.entry());
            json.writeStringProperty("time", proof.time().toString());
            json.writeStringProperty("what", proof.what());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("gaps");
        for (Answer.Gap gap : each.answer().gaps()) {
            json.writeStartObject();
            json.writeStringProperty("time", gap.time().toString());
            json.writeStringProperty("what", gap.what());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
