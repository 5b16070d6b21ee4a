package dev.gatehouse.source.git;

import java.io.IOException;

/// One object cannot be read; others may be fine. The message says why, without naming the object.
///
/// Has no stack trace: a damaged pack throws one per object.
final class DamagedObjectException extends IOException {
    DamagedObjectException(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
