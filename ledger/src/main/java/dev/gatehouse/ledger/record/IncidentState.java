package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an incident stands: something happened to a running artefact. The newest state of an id holds.
///
/// @param subject
///            the image by digest, else the workload
/// @param id
///            fingerprint of the finding that opened it: while it is open, more of the same belongs to it
/// @param open
///            whether anybody still has to act
/// @param rule
///            id of the detection rule
/// @param title
///            what happened, for people
/// @param severity
///            `high`, as reports write it
/// @param opened
///            time of the first event
/// @param events
///            how many there were
/// @param resolution
///            what was done; null while it is open
/// @param origin
///            where the artefact came from
/// @param workloads
///            names of the workloads as the sensor told them: `shop/checkout-7d9f`
/// @param strides
///            kinds of threat that it shows: `elevation-of-privilege`; may be empty
public record IncidentState(Subject subject, String id, boolean open, String rule, String title, String severity, Instant opened,
        long events, @Nullable String resolution, Origin origin, List<String> workloads, List<String> strides)
        implements
            LedgerRecord {
    /// The kind of its events.
    public static final String KIND = "incident";

    /// Where an artefact came from.
    ///
    /// @param commit
    ///            full id of the commit that it was built from; null if unknown
    /// @param owners
    ///            who owns it; may be empty
    public record Origin(@Nullable String commit, List<String> owners) {
        /// One of which nothing is known.
        public static final Origin UNKNOWN = new Origin(null, List.of());

        public Origin {
            owners = List.copyOf(owners);
        }
    }

    public IncidentState {
        workloads = List.copyOf(workloads);
        strides = List.copyOf(strides);
    }

    /// The same, dealt with.
    ///
    /// @param how
    ///            what was found and done
    public IncidentState resolved(String how) {
        return new IncidentState(subject, id, false, rule, title, severity, opened, events, how, origin, workloads, strides);
    }

    static IncidentState read(Body body) throws LedgerException {
        String state = body.text("state");
        if (!state.equals("open") && !state.equals("resolved")) {
            throw new LedgerException("a record of kind " + KIND + " cannot be read: 'state' is neither open nor resolved");
        }
        return new IncidentState(body.subject(), body.text("id"), state.equals("open"), body.text("rule"), body.text("title"),
                body.text("severity"), body.time("opened"), body.count("events", 1), body.optional("resolution"),
                new Origin(body.optional("commit"), body.texts("owners")), body.texts("workloads"), body.texts("strides"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String body() {
        return new BodyText().text("id", id).text("state", open ? "open" : "resolved").text("rule", rule).text("title", title)
                .text("severity", severity).time("opened", opened).count("events", events).text("resolution", resolution)
                .text("commit", origin.commit()).texts("owners", origin.owners()).texts("workloads", workloads)
                .texts("strides", strides).end();
    }
}
