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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// SPDX 3.0 in JSON-LD (spdx.github.io/spdx-spec/v3.0.1): a graph of elements, relationships among them. What is written inline
/// instead of in the graph is not followed; the serialisation forbids it for elements.
final class Spdx3 implements PackageFormat {
    @Override
    public String id() {
        return "spdx-3";
    }

    @Override
    public Role role() {
        return Role.SBOM;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return (name.endsWith(".json") || name.endsWith(".jsonld")) && (name.contains("spdx") || name.contains("bom"))
                && Opening.holds(blob, "spdx.org/rdf/3.");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        List<Mapping> graph = Nodes.mappings(root, "@graph");
        Map<String, String> expressions = new HashMap<>();
        Map<String, String> agents = new HashMap<>();
        List<Mapping> relationships = new ArrayList<>();
        Set<String> roots = new HashSet<>();
        for (Mapping element : graph) {
            String id = id(element);
            String type = type(element);
            switch (type) {
                case "software_Package" -> add(element, id, listing);
                case "simplelicensing_LicenseExpression" ->
                    expressions.put(id, Nodes.text(element, "simplelicensing_licenseExpression"));
                case "Organization", "Person" -> agents.put(id, Nodes.text(element, "name"));
                case "Relationship", "LifecycleScopedRelationship" -> relationships.add(element);
                case "software_Sbom", "SpdxDocument" -> roots.addAll(Nodes.texts(element, "rootElement"));
                default -> {
                    // Files, annotations, tools.
                }
            }
        }
        for (Mapping element : graph) {
            ListingBuilder.Draft draft = type(element).equals("software_Package") ? listing.find(id(element)) : null;
            if (draft != null) {
                draft.supplier(agents.getOrDefault(Nodes.text(element, "suppliedBy"), ""));
                if (roots.contains(id(element))) {
                    draft.own();
                }
            }
        }
        relationships.forEach(each -> relate(each, expressions, roots, listing));
        if (graph.isEmpty() && root.get("@context") != null) {
            listing.emptyIsFine();
        }
    }

    private static String id(Mapping element) {
        String id = Nodes.text(element, "spdxId");
        return id.isEmpty() ? Nodes.text(element, "@id") : id;
    }

    private static String type(Mapping element) {
        String type = Nodes.text(element, "type");
        return type.isEmpty() ? Nodes.text(element, "@type") : type;
    }

    private static void add(Mapping element, String id, ListingBuilder listing) {
        Value place = element.get("software_packageUrl");
        Optional<PackageUrl> purl = BomPurl.of(Nodes.text(place));
        for (Mapping identifier : Nodes.mappings(element, "externalIdentifier")) {
            if (purl.isEmpty() && Nodes.text(identifier, "externalIdentifierType").equals("packageUrl")) {
                place = identifier.get("identifier");
                purl = BomPurl.of(Nodes.text(place));
            }
        }
        String name = Nodes.text(element, "name");
        ListingBuilder.Draft draft = listing.add(id,
                purl.isPresent()
                        ? purl
                        : Purls.of("generic", "", name.replace(' ', '-'), Nodes.text(element, "software_packageVersion")),
                Nodes.span(place == null ? element.range() : place.range()));
        for (Mapping hash : Nodes.mappings(element, "verifiedUsing")) {
            draft.hash(Hash.hex(Nodes.text(hash, "algorithm"), Nodes.text(hash, "hashValue")));
        }
    }

    private static void relate(Mapping relationship, Map<String, String> expressions, Set<String> roots, ListingBuilder listing) {
        String from = Nodes.text(relationship, "from");
        ListingBuilder.Draft draft = listing.find(from);
        for (String to : Nodes.texts(relationship, "to")) {
            ListingBuilder.Draft target = listing.find(to);
            switch (Nodes.text(relationship, "relationshipType")) {
                case "dependsOn", "contains" -> {
                    if (target != null && roots.contains(from)) {
                        target.direct();
                    }
                    if (draft != null && target != null) {
                        draft.requires(to);
                    }
                }
                case "hasDeclaredLicense" -> {
                    if (draft != null && expressions.containsKey(to)) {
                        draft.licence(expressions.getOrDefault(to, ""));
                    }
                }
                default -> {
                    // Other relations say nothing about packages.
                }
            }
        }
    }
}
