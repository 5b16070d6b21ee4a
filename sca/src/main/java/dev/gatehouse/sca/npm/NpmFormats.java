package dev.gatehouse.sca.npm;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of JavaScript's package managers.
public final class NpmFormats {
    private NpmFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new PackageJson(), new NpmLock(), new YarnLock(), new PnpmLock(), new BunLock(), new BunLockBinary());
    }
}
