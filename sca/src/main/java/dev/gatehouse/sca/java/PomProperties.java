package dev.gatehouse.sca.java;

import dev.gatehouse.core.source.Blob;
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

/// `META-INF/maven/…/pom.properties`, which Maven puts into every jar that it builds: exact coordinates. A shaded jar has one for
/// each project that was shaded into it.
final class PomProperties implements PackageFormat {
    @Override
    public String id() {
        return "jar-pom-properties";
    }

    @Override
    public Role role() {
        return Role.ARTEFACT;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.equals("pom.properties") && path.contains("META-INF/maven/");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.PROPERTIES);
        Value place = root.get("artifactId");
        String group = Nodes.text(root, "groupId");
        String artifact = Nodes.text(root, "artifactId");
        listing.add(artifact, Purls.maven(group, artifact, Nodes.text(root, "version")),
                Nodes.span(place == null ? root.range() : place.range()));
    }
}
