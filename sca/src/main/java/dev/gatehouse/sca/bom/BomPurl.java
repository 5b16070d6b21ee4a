package dev.gatehouse.sca.bom;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import java.util.Optional;

/// Package URLs as bills of materials have them.
final class BomPurl {
    private BomPurl() {}

    /// Reads one; absent if it is none.
    static Optional<PackageUrl> of(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PackageUrl.parse(text));
        } catch (PackageUrlException e) {
            return Optional.empty();
        }
    }
}
