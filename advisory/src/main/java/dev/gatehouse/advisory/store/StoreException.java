package dev.gatehouse.advisory.store;

import java.io.IOException;

/// A file is no advisory store, one of another format version, or a damaged one. The message is one line and names the file.
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    StoreException(String message) {
        super(message);
    }
}
