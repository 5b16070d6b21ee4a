package dev.gatehouse.detection;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Something happened to a running artefact and is being dealt with. Its states are kept as events of the ledger; the newest one
/// holds.
///
/// @param id
///            fingerprint of the finding that opened it: while it is open, more of the same belongs to it
/// @param state
///            whether anybody still has to act
/// @param rule
///            id of the rule
/// @param title
///            what happened, for people
/// @param severity
///            `high`, as reports write it
/// @param subject
///            `sha256:…` of the image, else the workload
/// @param opened
///            time of the first event
/// @param events
///            how many there were
/// @param resolution
///            what was done, once it is resolved; null before
public record Incident(String id, State state, String rule, String title, String severity, String subject, Instant opened,
        long events, @Nullable String resolution) {
    /// The kind of its events in the ledger.
    public static final String KIND = "incident";
    private static final Limits LIMITS = new Limits(1 << 20, 8, 1000);

    /// Whether anybody still has to act.
    public enum State {
        OPEN, RESOLVED
    }

    /// Opens one for an alert.
    ///
    /// @param now
    ///            for an event that does not say when it happened
    public static Incident open(Alert alert, Instant now) {
        var rule = DetectionRules.header(alert.rule());
        return new Incident(AlertFindings.identity(alert).toString(), State.OPEN, rule.id(), rule.title(),
                rule.severity().label(),
                alert.subject(), alert.time() == null ? now : alert.time(), 1, null);
    }

    /// The same with one more event.
    public Incident again() {
        return new Incident(id, state, rule, title, severity, subject, opened, events + 1, resolution);
    }

    /// The same, dealt with.
    ///
    /// @param how
    ///            what was found and done
    public Incident resolved(String how) {
        return new Incident(id, State.RESOLVED, rule, title, severity, subject, opened, events, how);
    }

    /// The body of its event in the ledger.
    public String body() {
        var out = new StringWriter();
        try (var json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("id", id);
            json.writeStringProperty("state", state == State.OPEN ? "open" : "resolved");
            json.writeStringProperty("rule", rule);
            json.writeStringProperty("title", title);
            json.writeStringProperty("severity", severity);
            json.writeStringProperty("subject", subject);
            json.writeStringProperty("opened", opened.toString());
            json.writeNumberProperty("events", events);
            if (resolution != null) {
                json.writeStringProperty("resolution", resolution);
            }
            json.writeEndObject();
        }
        return out.toString();
    }

    /// Reads what [#body] wrote.
    ///
    /// @throws DocumentException
    ///             if it is something else
    public static Incident read(String body) throws DocumentException {
        Fields fields = Fields.of("incident",
                Documents.read(Format.JSON, "incident", body.getBytes(StandardCharsets.UTF_8), LIMITS));
        try {
            return new Incident(fields.requiredText("id"), fields.choice("state", State.class, State.OPEN),
                    fields.requiredText("rule"),
                    fields.requiredText("title"), fields.requiredText("severity"), fields.requiredText("subject"),
                    Instant.parse(fields.requiredText("opened")), fields.whole("events", 1, Long.MAX_VALUE, 1),
                    fields.text("resolution"));
        } catch (DateTimeException e) {
            throw fields.error(fields.required("opened"), "'opened' is no time");
        }
    }

    /// The newest state of each incident, in the order in which they were opened.
    ///
    /// @param states
    ///            oldest first, as the ledger has them
    public static List<Incident> newest(Collection<Incident> states) {
        Map<String, Incident> byId = new LinkedHashMap<>();
        states.forEach(state -> byId.put(state.id(), state));
        return List.copyOf(byId.values());
    }
}
