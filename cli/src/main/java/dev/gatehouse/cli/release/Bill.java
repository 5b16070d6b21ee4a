package dev.gatehouse.cli.release;

import dev.gatehouse.cli.Main;
import dev.gatehouse.cli.attest.ReleasedImage;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.image.ImageSource;
import dev.gatehouse.oci.image.LayerMemory;
import dev.gatehouse.sca.ScaCheck;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.licence.LicenceReader;
import dev.gatehouse.sca.licence.SpdxList;
import dev.gatehouse.sca.sbom.Bom;
import dev.gatehouse.sca.sbom.BomFormat;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.Selection;
import dev.gatehouse.source.scan.Scan;
import dev.gatehouse.source.scan.ScanOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The packages of an image as a bill of materials. Every layer is read for it, never taken from the cache: what is signed was seen.
final class Bill {
    /// What cosign calls `cyclonedx`.
    static final BomFormat FORMAT = BomFormat.CYCLONEDX_1_7;

    private final Inventory inventory;
    private final String name;
    private final SpdxList licences = SpdxList.load();
    private final Coverage coverage;

    private Bill(Inventory inventory, String name, Coverage coverage) {
        this.inventory = inventory;
        this.name = name;
        this.coverage = coverage;
    }

    /// Reads an image.
    ///
    /// @throws InterruptedException if the user stopped it
    static Bill of(ReleasedImage image, String name) throws IOException, InterruptedException {
        AtomicReference<@Nullable Inventory> found = new AtomicReference<>();
        ScaCheck check = new ScaCheck(List.of((inventory, diagnostics) -> {
            found.set(inventory);
            return List.of();
        }));
        // Closed by the owner of the store.
        ImageSource source = new ImageSource(image.store(), ImageLimits.DEFAULT, Limits.DEFAULT, Selection.ALL, LayerMemory.NONE);
        Coverage coverage = new Scan().run(source, List.of(check), ScanOptions.defaults()).coverage();
        Inventory inventory = found.get();
        return new Bill(inventory == null ? new Inventory(List.of()) : inventory, name, coverage);
    }

    /// What was looked at.
    Coverage coverage() {
        return coverage;
    }

    /// How many packages it lists.
    int packages() {
        return bom(Instant.EPOCH).entries().size();
    }

    /// The bill as JSON. The same packages at the same time give the same bytes.
    byte[] json(Instant created) throws IOException {
        var out = new ByteArrayOutputStream();
        FORMAT.writer(licences).write(bom(created), out);
        return out.toByteArray();
    }

    private Bom bom(Instant created) {
        return Bom.of(inventory, name, "", created, Main.version(), new LicenceReader(licences));
    }
}
