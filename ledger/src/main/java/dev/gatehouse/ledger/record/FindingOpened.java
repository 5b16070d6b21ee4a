package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A weakness became known of something that was looked at before: a new advisory for an image that runs.
///
/// @param fingerprint
///            identity of the finding, `scheme/version:value`
/// @param rule
///            id of the rule
/// @param severity
///            `high`, as reports write it
/// @param message
///            what was found, for people
/// @param purl
///            package URL; null if it is not about a package
/// @param advisories
///            ids of the advisories
/// @param exploited
///            whether it is known to be exploited
public record FindingOpened(Subject subject, String fingerprint, String rule, String severity, String message,
        @Nullable String purl, List<String> advisories, boolean exploited) implements LedgerRecord {
    /// The kind of its events.
    public static final String KIND = "finding-opened";

    public FindingOpened {
        advisories = List.copyOf(advisories);
    }

    static FindingOpened read(Body body) throws LedgerException {
        return new FindingOpened(body.subject(), body.text("fingerprint"), body.text("rule"), body.text("severity"),
                body.text("message"), body.optional("package"), body.texts("advisories"), body.flag("exploited"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String body() {
        return new BodyText().text("fingerprint", fingerprint).text("rule", rule).text("severity", severity)
                .text("message", message).text("package", purl).texts("advisories", advisories).flag("exploited", exploited)
                .end();
    }
}
