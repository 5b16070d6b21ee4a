package dev.gatehouse.sca.dotnet;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of .NET.
public final class DotnetFormats {
    private DotnetFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new NugetLock(), new PackagesConfig(), new MsbuildProject(), new DepsJson());
    }
}
