package dev.gatehouse.sca.bom;

import dev.gatehouse.core.source.Blob;
import java.nio.charset.StandardCharsets;

/// The first bytes of a content.
final class Opening {
    private static final int LENGTH = 4096;

    private Opening() {}

    /// Whether all the texts stand in the first 4,096 bytes.
    static boolean holds(Blob blob, String... texts) {
        String opening = new String(blob.array(), blob.offset(), Math.min(blob.length(), LENGTH), StandardCharsets.ISO_8859_1);
        for (String text : texts) {
            if (!opening.contains(text)) {
                return false;
            }
        }
        return true;
    }
}
