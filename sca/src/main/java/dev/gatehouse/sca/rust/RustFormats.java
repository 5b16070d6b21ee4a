package dev.gatehouse.sca.rust;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of Rust.
public final class RustFormats {
    private RustFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new CargoLock(), new CargoToml());
    }
}
