package dev.gatehouse.sca.bom;

import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.sca.inventory.Assembly;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.ListingBuilder;
import java.util.List;
import java.util.Set;

/// A bill of materials that Gatehouse kept, read back so that its packages can be matched anew without the tree or image that it is
/// about.
public final class KeptBill {
    private KeptBill() {}

    /// Its packages.
    ///
    /// @param path
    ///            for messages and places
    /// @param bytes
    ///            CycloneDX in JSON
    /// @throws DocumentException
    ///             if it cannot be read
    public static Inventory read(String path, byte[] bytes, DiagnosticSink diagnostics) throws DocumentException {
        CycloneDxJson format = new CycloneDxJson();
        ListingBuilder builder = new ListingBuilder(format);
        SourcePath where = SourcePath.of(path);
        format.read(new Content(where, bytes, Blob.Form.TEXT), builder);
        Listing listing = builder.build();
        ContentId id = ContentId.of(ContentId.Algorithm.SHA256, new byte[32]);
        Place place = new Place(new Origin.File(), where, Set.of());
        return Assembly.of(List.of(new Placed<>(id, listing, List.of(), List.of(place))), diagnostics);
    }
}
