package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A gate decided.
///
/// @param stage
///            `commit`, `pull-request`, `release`, `deploy`, `admission`
/// @param verdict
///            `allow`, `warn`, `block`
/// @param unproven
///            whether a gap remains that nobody accepted
/// @param decision
///            digest of decision.json: `sha256:…`
/// @param asOf
///            the time for which it holds
/// @param reasons
///            fingerprints of findings and codes of diagnostics that led to it, gravest first
/// @param exceptions
///            ids of the exceptions that were used
/// @param commit
///            full id of the commit that was judged, or that the image was built from; null if unknown
public record Decided(Subject subject, String stage, String verdict, boolean unproven, String decision, Instant asOf,
        List<String> reasons, List<String> exceptions, @Nullable String commit) implements LedgerRecord {
    /// The kind of its events.
    public static final String KIND = "decision";

    public Decided {
        reasons = List.copyOf(reasons);
        exceptions = List.copyOf(exceptions);
    }

    /// Whether the gate let it pass: not blocked, and nothing unproven.
    public boolean passed() {
        return !verdict.equals("block") && !unproven;
    }

    static Decided read(Body body) throws LedgerException {
        return new Decided(body.subject(), body.text("stage"), body.text("verdict"), body.flag("unproven"),
                body.text("decision"), body.time("asOf"), body.texts("reasons"), body.texts("exceptions"),
                body.optional("commit"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String body() {
        return new BodyText().text("stage", stage).text("verdict", verdict).flag("unproven", unproven).text("decision", decision)
                .time("asOf", asOf).texts("reasons", reasons).texts("exceptions", exceptions).text("commit", commit).end();
    }
}
