package dev.gatehouse.source.archive;

import java.io.IOException;
import java.io.Serial;

/// An archive expands to more than a scan is willing to read.
final class LimitExceededException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param limit
    ///            which limit, as configuration names it, and its value
    LimitExceededException(String limit) {
        super(limit);
    }
}
