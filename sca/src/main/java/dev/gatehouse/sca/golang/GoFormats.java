package dev.gatehouse.sca.golang;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of Go.
public final class GoFormats {
    private GoFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new GoMod(), new GoSum(), new VendoredModules());
    }
}
