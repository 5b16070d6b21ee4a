package dev.gatehouse.sca.java;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.XmlElement;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.Set;

/// `gradle/verification-metadata.xml`: digests of what a build may download (docs.gradle.org, Dependency verification). It lists
/// what was ever resolved, so it adds digests to known packages and no packages.
final class GradleVerification implements PackageFormat {
    @Override
    public String id() {
        return "gradle-verification";
    }

    @Override
    public Role role() {
        return Role.MANAGED;
    }

    @Override
    public Set<String> names() {
        return Set.of("verification-metadata.xml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        XmlElement components = content.xml().element("components");
        if (components == null) {
            return;
        }
        for (XmlElement component : components.elements("component")) {
            String group = String.valueOf(component.attribute("group"));
            String name = String.valueOf(component.attribute("name"));
            String version = String.valueOf(component.attribute("version"));
            ListingBuilder.Draft draft = listing.add(group + ":" + name + ":" + version, Purls.maven(group, name, version),
                    Nodes.span(component.nameRange()));
            for (XmlElement artifact : component.elements("artifact")) {
                if (String.valueOf(artifact.attribute("name")).endsWith(".jar")) {
                    artifact.elements().forEach(digest -> draft
                            .hash(Hash.hex(digest.name().local(), String.valueOf(digest.attribute("value")))));
                }
            }
        }
    }
}
