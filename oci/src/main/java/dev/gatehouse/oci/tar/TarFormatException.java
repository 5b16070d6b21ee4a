package dev.gatehouse.oci.tar;

import java.io.IOException;
import java.io.Serial;

/// The bytes are no tar archive, or a damaged one.
public final class TarFormatException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    TarFormatException(String message) {
        super(message);
    }
}
