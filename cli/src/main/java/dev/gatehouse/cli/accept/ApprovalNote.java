package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.EvidenceBook;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.ledger.record.Approved;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.util.List;

/// Writes an approval down in the ledger, where there is one and it can be signed. The signature counts without; whoever next stands
/// on it writes it down too.
record ApprovalNote(Console console, LedgerOptions ledger) {

    void write(Approved approval) throws UsageException, IOException {
        SigningKey signer = ledger.signingKey(console);
        if (!ledger.exists(console)) {
            return;
        }
        var book = new EvidenceBook(ledger.open(console), signer);
        if (signer == null && !book.checkpoint().signatures().isEmpty()) {
            console.out().flush();
            console.err().println("gatehouse: the ledger is signed and no --ledger-key was given; the next "
                    + (approval.what().equals(Approved.EXCEPTION) ? "scan with that ledger" : "release or gate")
                    + " writes the approval down");
            return;
        }
        book.add(List.of(approval), approval.approver());
    }
}
