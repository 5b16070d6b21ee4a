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
        Pom pom = model(content);
        Pom.Coordinates own = pom.coordinates();
        listing.subject(own.group().isEmpty() ? own.artifact() : own.group() + ":" + own.artifact(), own.version(),
                pom.licence());
        listing.pom(pom);
    }

    /// The model that a content holds.
    static Pom model(Content content) throws DocumentException {
        XmlElement root = content.xml();
        if (!root.name().local().equals("project")) {
            throw new DocumentException(content.name(), root.range(), "expected a project, found " + root.name());
        }
        XmlElement parent = root.element("parent");
        XmlElement distribution = root.element("distributionManagement");
        XmlElement moved = distribution == null ? null : distribution.element("relocation");
        List<Pom.Profile> profiles = new ArrayList<>();
        for (XmlElement profile : in(root, "profiles", "profile")) {
            profiles.add(new Pom.Profile(text(profile, "id"), activation(profile.element("activation")), part(profile)));
        }
        return new Pom(coordinates(root), parent == null ? null : parent(parent), licences(root),
                moved == null ? null : coordinates(moved),
                part(root), profiles);
    }

    private static Map<String, String> activation(@Nullable XmlElement activation) {
        Map<String, String> conditions = new LinkedHashMap<>();
        if (activation == null) {
            return conditions;
        }
        condition(conditions, Pom.Profile.JDK, text(activation, "jdk"));
        if (text(activation, "activeByDefault").equals("true")) {
            conditions.put(Pom.Profile.BY_DEFAULT, "true");
        }
        XmlElement property = activation.element("property");
        if (property != null) {
            String value = text(property, "value");
            condition(conditions, Pom.Profile.PROPERTY, text(property, "name") + (value.isEmpty() ? "" : "=" + value));
        }
        XmlElement file = activation.element("file");
        if (file != null) {
            condition(conditions, Pom.Profile.EXISTS, text(file, "exists"));
            condition(conditions, Pom.Profile.MISSING, text(file, "missing"));
        }
        XmlElement os = activation.element("os");
        if (os != null) {
            os.elements().forEach(each -> condition(conditions, Pom.Profile.OS + each.name().local(), each.text().strip()));
        }
        return conditions;
    }

    private static void condition(Map<String, String> conditions, String name, String value) {
        if (!value.isEmpty()) {
            conditions.put(name, value);
        }
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
                    plugins.add(new Pom.Dependency(plugin.coordinates(), "managed", "", "", false, List.of(), plugin.span()));
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
                        text(element, "scope"), text(element, "optional").equals("true"), exclusions(element),
                        Nodes.span(range)));
            }
        }
        return dependencies;
    }

    private static List<String> exclusions(XmlElement dependency) {
        return in(dependency, "exclusions", "exclusion").stream()
                .map(each -> text(each, "groupId") + ":" + text(each, "artifactId"))
                .toList();
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
