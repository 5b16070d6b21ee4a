package dev.gatehouse.sca.php;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of PHP.
public final class PhpFormats {
    private PhpFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new ComposerJson(), new ComposerLock(false), new ComposerLock(true));
    }
}
