package dev.gatehouse.sca.bom;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.XmlElement;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// CycloneDX in XML (cyclonedx.org/docs).
final class CycloneDxXml implements PackageFormat {
    @Override
    public String id() {
        return "cyclonedx-xml";
    }

    @Override
    public Role role() {
        return Role.SBOM;
    }

    @Override
    public Set<String> names() {
        return Set.of("bom.xml");
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".cdx.xml")
                || name.endsWith(".xml") && name.contains("bom") && Opening.holds(blob, "<", "http://cyclonedx.org/schema/bom/");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        XmlElement root = content.xml();
        if (!root.name().local().equals("bom")) {
            throw new DocumentException(content.name(), root.range(), "expected a bom, found " + root.name());
        }
        XmlElement metadata = root.element("metadata");
        XmlElement subject = metadata == null ? null : metadata.element("component");
        String self = "";
        if (subject != null) {
            listing.subject(text(subject, "name"), text(subject, "version"), licence(subject));
            self = attribute(subject, "bom-ref");
        }
        XmlElement components = root.element("components");
        if (components == null || components.elements("component").isEmpty()) {
            listing.emptyIsFine();
        }
        add(components, listing);
        XmlElement dependencies = root.element("dependencies");
        for (XmlElement dependency : dependencies == null ? List.<XmlElement>of() : dependencies.elements("dependency")) {
            String from = attribute(dependency, "ref");
            for (XmlElement to : dependency.elements("dependency")) {
                boolean direct = from.equals(self);
                ListingBuilder.Draft draft = listing.find(direct ? attribute(to, "ref") : from);
                if (draft != null && direct) {
                    draft.direct();
                } else if (draft != null) {
                    draft.requires(attribute(to, "ref"));
                }
            }
        }
    }

    private static void add(@Nullable XmlElement components, ListingBuilder listing) {
        for (XmlElement component : components == null ? List.<XmlElement>of() : components.elements("component")) {
            String type = attribute(component, "type");
            if (!type.equals("file") && !type.equals("data")) {
                one(component, listing);
            }
            add(component.element("components"), listing);
        }
    }

    private static void one(XmlElement component, ListingBuilder listing) {
        String name = text(component, "name");
        String version = text(component, "version");
        Optional<PackageUrl> purl = BomPurl.of(text(component, "purl"));
        if (purl.isEmpty()) {
            purl = Purls.of("generic", text(component, "group"), name, version);
        }
        String reference = attribute(component, "bom-ref");
        XmlElement place = component.element("purl") == null ? component.element("name") : component.element("purl");
        ListingBuilder.Draft draft = listing
                .add(reference.isEmpty() ? purl.map(PackageUrl::toString).orElse(name + "@" + version) : reference, purl,
                        Nodes.span(place == null ? component.range() : place.range()))
                .scope(CycloneDxJson.scopes().getOrDefault(text(component, "scope"), Scope.RUNTIME)).licence(licence(component))
                .supplier(text(component, "publisher"));
        XmlElement hashes = component.element("hashes");
        for (XmlElement hash : hashes == null ? List.<XmlElement>of() : hashes.elements("hash")) {
            draft.hash(Hash.hex(attribute(hash, "alg"), hash.text().strip()));
        }
    }

    private static String licence(XmlElement component) {
        XmlElement licences = component.element("licenses");
        List<String> all = new ArrayList<>();
        for (XmlElement each : licences == null ? List.<XmlElement>of() : licences.elements()) {
            String text = each.name().local().equals("expression")
                    ? each.text().strip()
                    : text(each, "id").isEmpty() ? text(each, "name") : text(each, "id");
            if (!text.isEmpty()) {
                all.add(text);
            }
        }
        return all.size() < 2 ? String.join("", all) : String.join(" AND ", all.stream().map(each -> "(" + each + ")").toList());
    }

    private static String text(XmlElement element, String child) {
        XmlElement found = element.element(child);
        return found == null ? "" : found.text().strip();
    }

    private static String attribute(XmlElement element, String name) {
        String value = element.attribute(name);
        return value == null ? "" : value;
    }
}
