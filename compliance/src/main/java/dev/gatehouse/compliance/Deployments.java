package dev.gatehouse.compliance;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.ledger.record.Subject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// What was deployed, as JSON lines: `{"time": "2026-03-01T10:00:00Z", "environment": "production", "digest": "sha256:…"}`.
public final class Deployments {
    private static final Limits LIMITS = new Limits(1 << 20, 16, 10_000);

    private Deployments() {}

    /// Reads them. Members that are not known are passed over.
    ///
    /// @param name
    ///            of the file, for messages
    /// @throws DocumentException
    ///             if a line is none, with its number: a deployment that was passed over would be a gap that nobody sees
    public static List<Facts.Deployment> read(String name, byte[] bytes) throws DocumentException {
        List<Facts.Deployment> all = new ArrayList<>();
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                all.add(deployment(name, i + 1, lines[i]));
            }
        }
        return all;
    }

    private static Facts.Deployment deployment(String name, int line, String text) throws DocumentException {
        try {
            Fields fields = Fields.of(name, Documents.read(Format.JSON, name, text.getBytes(StandardCharsets.UTF_8), LIMITS));
            return new Facts.Deployment(OffsetDateTime.parse(fields.requiredText("time")).toInstant(),
                    fields.requiredText("environment"), Subject.image(fields.requiredText("digest")));
        } catch (DocumentException e) {
            throw new DocumentException(name, line, e.column(), e.what());
        } catch (DateTimeException e) {
            throw new DocumentException(name, line, 1, "'time' is no time such as 2026-03-01T10:00:00Z");
        } catch (IllegalArgumentException e) {
            throw new DocumentException(name, line, 1, String.valueOf(e.getMessage()));
        }
    }
}
