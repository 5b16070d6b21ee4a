package dev.gatehouse.sca.sbom;

import dev.gatehouse.sca.licence.SpdxList;
import java.util.Arrays;
import java.util.Optional;

/// The formats that bills of materials are written in.
public enum BomFormat {
    CYCLONEDX_1_7("cyclonedx-1.7"), CYCLONEDX_1_6("cyclonedx-1.6"), SPDX_2_3("spdx-2.3"), SPDX_3_0("spdx-3.0");

    private final String label;

    BomFormat(String label) {
        this.label = label;
    }

    /// The name on the command line.
    public String label() {
        return label;
    }

    /// The format of this name; absent if there is none.
    public static Optional<BomFormat> named(String label) {
        return Arrays.stream(values()).filter(format -> format.label.equals(label)).findFirst();
    }

    /// Its writer.
    public BomWriter writer(SpdxList licences) {
        return switch (this) {
            case CYCLONEDX_1_7 -> new CycloneDxWriter("1.7", licences);
            case CYCLONEDX_1_6 -> new CycloneDxWriter("1.6", licences);
            case SPDX_2_3 -> new Spdx2Writer();
            case SPDX_3_0 -> new Spdx3Writer();
        };
    }
}
