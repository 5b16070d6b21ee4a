package dev.gatehouse.sca.other;

import dev.gatehouse.core.source.Blob;
import java.nio.charset.StandardCharsets;

/// Tells files apart whose name several programs use, by what stands near their beginning.
final class Marks {
    private static final int LOOK_AT = 4096;

    private Marks() {}

    /// Whether one of the texts stands in the first bytes.
    static boolean in(Blob blob, String... marks) {
        String beginning = new String(blob.array(), blob.offset(), Math.min(blob.length(), LOOK_AT), StandardCharsets.ISO_8859_1);
        for (String mark : marks) {
            if (beginning.contains(mark)) {
                return true;
            }
        }
        return false;
    }
}
