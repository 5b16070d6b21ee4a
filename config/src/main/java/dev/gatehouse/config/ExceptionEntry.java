package dev.gatehouse.config;

import dev.gatehouse.core.finding.Fingerprint;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A finding that is true and accepted for a time: an entry of `exceptions:`.
///
/// @param id
///            stable within the file
/// @param fingerprint
///            what is accepted
/// @param places
///            up to how many places it covers
/// @param owner
///            who answers for it
/// @param reason
///            why it is accepted
/// @param expires
///            last day on which it holds
/// @param compensatingControl
///            what protects meanwhile; null if nothing is named
/// @param requester
///            key or identity that asked; null if not said
/// @param approval
///            signature of an approver over [#statement]; null if nobody signed
/// @param file
///            file that holds the entry, for messages
/// @param line
///            1-based line of the entry
public record ExceptionEntry(String id, Fingerprint fingerprint, int places, String owner, String reason, LocalDate expires,
        @Nullable String compensatingControl, @Nullable String requester, @Nullable Approval approval, String file, int line) {

    /// A signature.
    ///
    /// @param approver
    ///            name under which `approvers:` lists the key
    /// @param signature
    ///            SSH signature (namespace `gatehouse-exception`), base64 of the armoured form's body
    public record Approval(String approver, String signature) {}

    /// The text that an approver signs: every field that matters, one a line. No two entries that differ in one of them have the
    /// same text: line breaks and backslashes within a field are escaped.
    public String statement() {
        return "gatehouse exception 1\nid: " + line(id) + "\nfingerprint: " + fingerprint + "\nplaces: " + places + "\nowner: "
                + line(owner) + "\nreason: " + line(reason) + "\nexpires: " + expires + "\ncompensating-control: "
                + (compensatingControl == null ? "" : line(compensatingControl)) + "\nrequester: "
                + (requester == null ? "" : line(requester)) + "\n";
    }

    private static String line(String text) {
        return text.strip().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    /// The same with that approval.
    public ExceptionEntry approved(Approval by) {
        return new ExceptionEntry(id, fingerprint, places, owner, reason, expires, compensatingControl, requester, by, file,
                line);
    }

    /// Whether the other says the same, wherever it stands.
    boolean says(ExceptionEntry other) {
        return statement().equals(other.statement()) && Objects.equals(approval, other.approval);
    }
}
