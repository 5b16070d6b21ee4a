package dev.gatehouse.report.json;

import dev.gatehouse.core.decision.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The format `decision/1` (`decision-1.schema.json`): what a gate decided, as a file of its own (`decision.json`).
///
/// Bytes and digest are those of the same rules as in [ReportJson].
public final class DecisionJson {
    private static final Document DOCUMENT = new Document("decision/1", 0);

    private DecisionJson() {}

    /// Writes the decision; leaves the stream open.
    public static void write(Decision decision, OutputStream out) throws IOException {
        write(decision, null, out);
    }

    /// Writes the decision; leaves the stream open.
    ///
    /// @param checkpoint
    ///            of the ledger that remembers the decision, as a signed note; null without a ledger. It stands outside the digest,
    ///            because the ledger covers the digest
    public static void write(Decision decision, @Nullable String checkpoint, OutputStream out) throws IOException {
        JsonObject members = Encoding.decision(decision, decision.coverage());
        try (var json = new JsonOutput(out, true)) {
            json.startObject(null).members(DOCUMENT.header(digest(members)));
            var run = new JsonObject().put("cached", decision.coverage().cached());
            if (checkpoint != null) {
                run.put("checkpoint", checkpoint);
            }
            json.members(new JsonObject().put("run", run));
            json.members(members).endObject();
        }
        out.write('\n');
        out.flush();
    }

    /// The digest that the decision has in this format.
    public static String digest(Decision decision) {
        return digest(Encoding.decision(decision, decision.coverage()));
    }

    private static String digest(JsonObject members) {
        Map<String, Document.Value> values = new LinkedHashMap<>();
        members.members().forEach((name, value) -> values.put(name, canonical -> canonical.value(value)));
        return DOCUMENT.digest(values);
    }

    /// Reads a decision of any minor version of this format; leaves the stream open.
    ///
    /// @throws ReportFormatException
    ///             if the document is not one, is beyond the limits or was changed after it was written
    public static Decision read(InputStream in) throws IOException, ReportFormatException {
        Members document = members(in);
        return Decoding.decision(document, null, document.object("run").count("cached"));
    }

    /// Reads the checkpoint that a decision carries: a signed note; null if it carries none. Leaves the stream open.
    ///
    /// @throws ReportFormatException
    ///             as in [#read]
    public static @Nullable String checkpoint(InputStream in) throws IOException, ReportFormatException {
        return members(in).object("run").optionalText("checkpoint");
    }

    private static Members members(InputStream in) throws IOException, ReportFormatException {
        var object = new JsonObject();
        var check = new Document.Check();
        try (var json = new JsonInput(in)) {
            json.document(name -> {
                Object value = json.value(name);
                object.put(name, value);
                check.add(name, value);
            });
        }
        var document = new Members("", object);
        DOCUMENT.checkFormat(document.text("format"));
        document.count("minor");
        check.verify(document.text("digest"));
        return document;
    }
}
