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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// CycloneDX 1.2 to 1.7 in JSON (cyclonedx.org/docs). Files and data are no packages; a component without package URL is kept
/// under its name.
final class CycloneDxJson implements PackageFormat {
    private static final Set<String> NO_PACKAGES = Set.of("file", "data", "device", "cryptographic-asset", "device-driver");

    @Override
    public String id() {
        return "cyclonedx-json";
    }

    @Override
    public Role role() {
        return Role.SBOM;
    }

    @Override
    public Set<String> names() {
        return Set.of("bom.json", "cyclonedx.json", "cyclonedx-sbom.json");
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        // The schema of bills speaks of them and is none.
        return name.endsWith(".cdx.json") || name.endsWith(".json") && !name.endsWith(".schema.json")
                && (name.contains("bom") || name.contains("cyclonedx"))
                && Opening.holds(blob, "\"bomFormat\"", "CycloneDX");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        if (!Nodes.text(root, "bomFormat").equals("CycloneDX")) {
            throw new DocumentException(content.name(), root.range(), "bomFormat is not CycloneDX");
        }
        Mapping metadata = Nodes.mapping(root, "metadata");
        Mapping subject = metadata == null ? null : Nodes.mapping(metadata, "component");
        String self = "";
        if (subject != null) {
            listing.subject(Nodes.text(subject, "name"), Nodes.text(subject, "version"), licence(subject));
            self = Nodes.text(subject, "bom-ref");
        }
        List<Mapping> components = Nodes.mappings(root, "components");
        if (components.isEmpty()) {
            listing.emptyIsFine();
        }
        add(components, listing);
        for (Mapping dependency : Nodes.mappings(root, "dependencies")) {
            String from = Nodes.text(dependency, "ref");
            for (Value to : Nodes.values(dependency, "dependsOn")) {
                ListingBuilder.Draft draft = listing.find(from.equals(self) ? Nodes.text(to) : from);
                if (draft == null) {
                    continue;
                }
                if (from.equals(self)) {
                    draft.direct();
                } else {
                    draft.requires(Nodes.text(to));
                }
            }
        }
    }

    /// Components lie in components as deep as the document may be.
    private static void add(List<Mapping> components, ListingBuilder listing) {
        for (Mapping component : components) {
            if (!NO_PACKAGES.contains(Nodes.text(component, "type"))) {
                add(component, listing);
            }
            add(Nodes.mappings(component, "components"), listing);
        }
    }

    private static void add(Mapping component, ListingBuilder listing) {
        String reference = Nodes.text(component, "bom-ref");
        String name = Nodes.text(component, "name");
        String version = Nodes.text(component, "version");
        Optional<PackageUrl> purl = BomPurl.of(Nodes.text(component, "purl"));
        if (purl.isEmpty()) {
            purl = Purls.of("generic", Nodes.text(component, "group"), name, version);
        }
        Value place = component.get("purl") == null ? component.get("name") : component.get("purl");
        ListingBuilder.Draft draft = listing
                .add(reference.isEmpty() ? purl.map(PackageUrl::toString).orElse(name + "@" + version) : reference, purl,
                        Nodes.span(place == null ? component.range() : place.range()))
                .scope(switch (Nodes.text(component, "scope")) {
                    case "optional" -> Scope.OPTIONAL;
                    case "excluded" -> Scope.DEVELOPMENT;
                    default -> Scope.RUNTIME;
                }).licence(licence(component)).supplier(supplier(component));
        for (Mapping hash : Nodes.mappings(component, "hashes")) {
            draft.hash(Hash.hex(Nodes.text(hash, "alg"), Nodes.text(hash, "content")));
        }
        for (Mapping property : Nodes.mappings(component, "properties")) {
            String value = Nodes.text(property, "value");
            switch (Nodes.text(property, "name")) {
                case "syft:metadata:source", "aquasecurity:trivy:SrcName", "gatehouse:source-package" -> draft.source(value);
                case "gatehouse:requirement" -> draft.requirement(value);
                case "gatehouse:scope" -> Arrays.stream(Scope.values()).filter(scope -> scope.label().equals(value)).findFirst()
                        .ifPresent(draft::scope);
                // What an operating system's package brought is maintained as that package.
                case "gatehouse:owner" -> draft.own();
                default -> {
                }
            }
        }
    }

    private static String supplier(Mapping component) {
        for (String key : List.of("supplier", "manufacturer")) {
            Mapping organisation = Nodes.mapping(component, key);
            if (organisation != null && !Nodes.text(organisation, "name").isEmpty()) {
                return Nodes.text(organisation, "name");
            }
        }
        return Nodes.text(component, "publisher");
    }

    private static String licence(Mapping component) {
        List<String> all = new ArrayList<>();
        for (Mapping choice : Nodes.mappings(component, "licenses")) {
            Mapping licence = Nodes.mapping(choice, "license");
            if (licence != null) {
                all.add(Nodes.text(licence, "id").isEmpty() ? Nodes.text(licence, "name") : Nodes.text(licence, "id"));
            } else {
                all.add(Nodes.text(choice, "expression"));
            }
        }
        all.removeIf(String::isBlank);
        return all.size() < 2 ? String.join("", all) : String.join(" AND ", all.stream().map(each -> "(" + each + ")").toList());
    }

    /// Used by the reader of the XML form, whose values have other names.
    static Map<String, Scope> scopes() {
        return Map.of("optional", Scope.OPTIONAL, "excluded", Scope.DEVELOPMENT);
    }
}
