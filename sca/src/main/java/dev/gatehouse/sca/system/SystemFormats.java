package dev.gatehouse.sca.system;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of operating systems.
public final class SystemFormats {
    private SystemFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new DpkgStatus(), new DpkgFiles(), new ApkInstalled(), new OsRelease());
    }
}
