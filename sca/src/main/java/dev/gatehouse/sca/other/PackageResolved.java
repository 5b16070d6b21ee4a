package dev.gatehouse.sca.other;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `Package.resolved` of the Swift package manager, versions 1 to 3. It has no graph.
final class PackageResolved implements PackageFormat {
    @Override
    public String id() {
        return "swift-resolved";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("package.resolved");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        Mapping old = Nodes.mapping(root, "object");
        List<Mapping> pins = new ArrayList<>(Nodes.mappings(root, "pins"));
        if (old != null) {
            pins.addAll(Nodes.mappings(old, "pins"));
        }
        if (pins.isEmpty() && root.get("version") != null) {
            listing.emptyIsFine();
        }
        for (Mapping pin : pins) {
            Value location = pin.get("location") == null ? pin.get("repositoryURL") : pin.get("location");
            RepositoryAddress address = RepositoryAddress.of(Nodes.text(location));
            Mapping state = Nodes.mapping(pin, "state");
            String version = state == null ? "" : Nodes.text(state, "version");
            String revision = state == null ? "" : Nodes.text(state, "revision");
            Value named = pin.get("identity") == null ? pin.get("package") : pin.get("identity");
            listing.add(address.host() + "/" + address.path(),
                    Purls.slashed("swift", address.path().isEmpty() ? "" : address.host() + "/" + address.path(),
                            version.isEmpty() ? revision : version),
                    Nodes.span(named == null ? pin.range() : named.range()));
        }
    }
}
