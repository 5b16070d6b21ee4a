package dev.gatehouse.sca.bom;

import dev.gatehouse.sca.listing.PackageFormat;
import java.util.List;

/// The formats of bills of materials.
public final class BomFormats {
    private BomFormats() {}

    /// All of them.
    public static List<PackageFormat> all() {
        return List.of(new CycloneDxJson(), new CycloneDxXml(), new SpdxJson(), new SpdxTagValue(), new Spdx3());
    }
}
