package dev.gatehouse.sca.java;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Range;
import dev.gatehouse.document.XmlElement;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Pom;
import dev.gatehouse.sca.listing.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `pom.xml` (maven.apache.org, POM reference). Read as written; parents, bills of materials and properties of other files are
/// put together when all files are known.
final class MavenPom implements PackageFormat {
    private static final int MOST = 20_000;

    @Override
    public String id() {
        return "maven-pom";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("pom.xml");
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".pom");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        XmlElement root = content.xml();
        if (!root.name().local().equals("project")) {
            throw new DocumentException(content.name(), root.range(), "expected a project, found " + root.name());
        }
        Pom.Coordinates own = coordinates(root);
        XmlElement parent = root.element("parent");
        String licence = licences(root);
        listing.subject(own.group().isEmpty() ? own.artifact() : own.group() + ":" + own.artifact(), own.version(), licence);
        List<Pom.Profile> profiles = new ArrayList<>();
        for (XmlElement profile : in(root, "profiles", "profile")) {
            XmlElement activation = profile.element("activation");
            profiles.add(new Pom.Profile(text(profile, "id"),
                    activation != null && text(activation, "activeByDefault").equals("true"), part(profile)));
        }
        listing.pom(new Pom(own, parent == null ? null : parent(parent), licence, part(root), profiles));
    }

    private static Pom.Parent parent(XmlElement parent) {
        XmlElement path = parent.element("relativePath");
        return new Pom.Parent(coordinates(parent), path == null ? "../pom.xml" : path.text().strip());
    }

    private static Pom.Part part(XmlElement element) {
        Map<String, String> properties = new LinkedHashMap<>();
        XmlElement written = element.element("properties");
        if (written != null) {
            written.elements().forEach(property -> properties.put(property.name().local(), property.text().strip()));
        }
        XmlElement management = element.element("dependencyManagement");
        List<Pom.Dependency> managed = management == null
                ? List.of()
                : dependencies(in(management, "dependencies", "dependency"));
        List<Pom.Dependency> plugins = new ArrayList<>();
        XmlElement build = element.element("build");
        if (build != null) {
            plugins.addAll(dependencies(in(build, "plugins", "plugin")));
            plugins.addAll(dependencies(in(build, "extensions", "extension")));
            XmlElement pluginManagement = build.element("pluginManagement");
            if (pluginManagement != null) {
                for (Pom.Dependency plugin : dependencies(in(pluginManagement, "plugins", "plugin"))) {
                    plugins.add(new Pom.Dependency(plugin.coordinates(), "managed", "", "", false, plugin.span()));
                }
            }
        }
        List<String> modules = new ArrayList<>();
        in(element, "modules", "module").forEach(module -> modules.add(module.text().strip()));
        return new Pom.Part(properties, managed, dependencies(in(element, "dependencies", "dependency")), plugins, modules);
    }

    private static List<Pom.Dependency> dependencies(List<XmlElement> elements) {
        List<Pom.Dependency> dependencies = new ArrayList<>();
        for (XmlElement element : elements) {
            if (dependencies.size() < MOST) {
                XmlElement artifact = element.element("artifactId");
                Range range = artifact == null ? element.nameRange() : artifact.range();
                dependencies.add(new Pom.Dependency(coordinates(element), text(element, "type"), text(element, "classifier"),
                        text(element, "scope"), text(element, "optional").equals("true"), Nodes.span(range)));
            }
        }
        return dependencies;
    }

    private static Pom.Coordinates coordinates(XmlElement element) {
        return new Pom.Coordinates(text(element, "groupId"), text(element, "artifactId"), text(element, "version"));
    }

    private static String licences(XmlElement root) {
        List<String> names = in(root, "licenses", "license").stream().map(licence -> text(licence, "name"))
                .filter(name -> !name.isEmpty()).toList();
        return String.join(" OR ", names.size() < 2 ? names : names.stream().map(name -> "(" + name + ")").toList());
    }

    private static List<XmlElement> in(XmlElement element, String list, String each) {
        XmlElement inner = element.element(list);
        return inner == null ? List.of() : inner.elements(each);
    }

    private static String text(XmlElement element, String child) {
        @Nullable
        XmlElement found = element.element(child);
        return found == null ? "" : found.text().strip();
    }
}
