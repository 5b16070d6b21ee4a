package dev.gatehouse.sca.java;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.XmlElement;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `ivy.xml` (ant.apache.org/ivy). Dynamic revisions (`1.+`, `latest.release`, ranges) pin nothing.
final class IvyModule implements PackageFormat {
    @Override
    public String id() {
        return "ivy";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("ivy.xml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        XmlElement root = content.xml();
        XmlElement info = root.element("info");
        String organisation = info == null ? "" : text(info.attribute("organisation"));
        if (info != null) {
            listing.subject(organisation + ":" + text(info.attribute("module")), text(info.attribute("revision")), "");
        }
        XmlElement dependencies = root.element("dependencies");
        if (dependencies == null) {
            return;
        }
        for (XmlElement dependency : dependencies.elements("dependency")) {
            String group = text(dependency.attribute("org"));
            String name = text(dependency.attribute("name"));
            String revision = text(dependency.attribute("rev"));
            boolean exact = !revision.isEmpty() && !revision.contains("+") && !revision.startsWith("latest.")
                    && "[](${".indexOf(revision.charAt(0)) < 0;
            String configuration = text(dependency.attribute("conf"));
            listing.add((group.isEmpty() ? organisation : group) + ":" + name + ":" + revision,
                    Purls.maven(group.isEmpty() ? organisation : group, name, exact ? revision : ""),
                    Nodes.span(dependency.nameRange())).requirement(exact ? "" : revision).direct()
                    .scope(configuration.startsWith("test") ? Scope.TEST : Scope.RUNTIME);
        }
    }

    private static String text(@Nullable String attribute) {
        return attribute == null ? "" : attribute;
    }
}
