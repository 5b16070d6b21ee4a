package dev.gatehouse.source.git;

import java.io.IOException;

/// An object is larger than the scan looks at.
final class TooLargeException extends IOException {
    final long size;

    TooLargeException(long size) {
        super(size + " bytes are more than the limit");
        this.size = size;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
