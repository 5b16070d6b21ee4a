package dev.gatehouse.cli.comment;

import java.io.IOException;

/// What a forge answered instead of doing what it was asked to.
final class ForgeException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    /// @param status of the HTTP answer; 0 if there was none
    ForgeException(int status, String message) {
        super(message);
        this.status = status;
    }

    /// The token may read and not write: that of a fork.
    boolean forbidden() {
        return status == 403;
    }

    boolean missing() {
        return status == 404;
    }

    /// Whether it is not known if it was done.
    boolean uncertain() {
        return status == 0 || status >= 500;
    }
}
