package dev.gatehouse.ledger;

import java.io.Serial;

/// A ledger, entry or checkpoint cannot be believed or used; the message is a clause for people.
public final class LedgerException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
