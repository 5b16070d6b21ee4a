package dev.gatehouse.sca.bom;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Value;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// SPDX 2.2 and 2.3 in JSON (spdx.github.io/spdx-spec/v2.3).
final class SpdxJson implements PackageFormat {
    @Override
    public String id() {
        return "spdx-json";
    }

    @Override
    public Role role() {
        return Role.SBOM;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".json") && (name.contains("spdx") || name.contains("bom"))
                && Opening.holds(blob, "\"spdxVersion\"");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        if (!Nodes.text(root, "spdxVersion").startsWith("SPDX-2")) {
            throw new DocumentException(content.name(), root.range(), "spdxVersion is not SPDX-2.2 or SPDX-2.3");
        }
        Set<String> described = new HashSet<>(Nodes.texts(root, "documentDescribes"));
        for (Mapping relationship : Nodes.mappings(root, "relationships")) {
            if (Nodes.text(relationship, "relationshipType").equals("DESCRIBES")) {
                described.add(Nodes.text(relationship, "relatedSpdxElement"));
            }
        }
        if (Nodes.mappings(root, "packages").size() <= described.size()) {
            listing.emptyIsFine();
        }
        for (Mapping each : Nodes.mappings(root, "packages")) {
            add(each, described.contains(Nodes.text(each, "SPDXID")), listing);
        }
        for (Mapping relationship : Nodes.mappings(root, "relationships")) {
            relate(relationship, described, listing);
        }
    }

    private static void add(Mapping each, boolean described, ListingBuilder listing) {
        Optional<PackageUrl> purl = Optional.empty();
        Value place = each.get("name");
        for (Mapping reference : Nodes.mappings(each, "externalRefs")) {
            if (purl.isEmpty() && Nodes.text(reference, "referenceType").equals("purl")) {
                purl = BomPurl.of(Nodes.text(reference, "referenceLocator"));
                place = reference.get("referenceLocator");
            }
        }
        String name = Nodes.text(each, "name");
        String version = Nodes.text(each, "versionInfo");
        if (described && purl.isEmpty()) {
            listing.subject(name, version, "");
            return;
        }
        ListingBuilder.Draft draft = listing
                .add(Nodes.text(each, "SPDXID"),
                        purl.isPresent() ? purl : Purls.of("generic", "", name.replace(' ', '-'), version),
                        Nodes.span(place == null ? each.range() : place.range()))
                .licence(known(Nodes.text(each, "licenseDeclared"), Nodes.text(each, "licenseConcluded")))
                .supplier(known(Nodes.text(each, "supplier"), "").replaceFirst("^(Organization|Person): ", ""));
        for (Mapping checksum : Nodes.mappings(each, "checksums")) {
            draft.hash(Hash.hex(Nodes.text(checksum, "algorithm"), Nodes.text(checksum, "checksumValue")));
        }
        if (described) {
            draft.own();
        }
    }

    private static String known(String first, String second) {
        for (String text : new String[]{first, second}) {
            if (!text.isEmpty() && !text.equals("NOASSERTION") && !text.equals("NONE")) {
                return text;
            }
        }
        return "";
    }

    private static void relate(Mapping relationship, Set<String> described, ListingBuilder listing) {
        String from = Nodes.text(relationship, "spdxElementId");
        String to = Nodes.text(relationship, "relatedSpdxElement");
        String type = Nodes.text(relationship, "relationshipType");
        if (type.endsWith("_DEPENDENCY_OF") || type.equals("DEPENDENCY_OF")) {
            String swap = from;
            from = to;
            to = swap;
        } else if (!type.equals("DEPENDS_ON") && !type.equals("CONTAINS")) {
            return;
        }
        ListingBuilder.Draft target = listing.find(to);
        if (target == null) {
            return;
        }
        switch (type) {
            case "DEV_DEPENDENCY_OF" -> target.scope(Scope.DEVELOPMENT);
            case "TEST_DEPENDENCY_OF" -> target.scope(Scope.TEST);
            case "BUILD_DEPENDENCY_OF" -> target.scope(Scope.BUILD);
            case "OPTIONAL_DEPENDENCY_OF" -> target.scope(Scope.OPTIONAL);
            case "PROVIDED_DEPENDENCY_OF" -> target.scope(Scope.PROVIDED);
            default -> {
                // The others say nothing about what for.
            }
        }
        if (described.contains(from) && !type.equals("CONTAINS")) {
            target.direct();
        }
        ListingBuilder.Draft draft = listing.find(from);
        if (draft != null) {
            draft.requires(to);
        }
    }
}
