package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.XmlElement;
import dev.gatehouse.document.XmlText;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.listing.Purls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The object models of a build with the places of their versions.
final class PomFiles {
    private static final Limits LIMITS = new Limits(128 << 20, 128, 8_000_000);
    private static final int DEEPEST = 32;
    private static final int LONGEST_PATH = 1000;

    private final Map<Path, Pom> poms = new LinkedHashMap<>();
    private final Path root;

    /// One model.
    record Pom(Path file, byte[] bytes, XmlElement root) {}

    /// One version that a model writes down.
    ///
    /// @param key
    ///            the same for all that share the place
    /// @param property
    ///            name of the property that has it; empty if it stands with the package
    /// @param purls
    ///            the package; empty if coordinates are not known
    /// @param obstacle
    ///            why it is not to be moved; empty if it can be
    record Declaration(String key, String property, List<PackageUrl> purls, List<Site> sites, String obstacle) {}

    private PomFiles(Path root) {
        this.root = root;
    }

    /// Those at paths below a folder; what is no object model is left out.
    static PomFiles read(Path root, List<String> paths) throws IOException {
        PomFiles all = new PomFiles(root.toAbsolutePath().normalize());
        for (String path : paths) {
            Path file = all.root.resolve(path);
            // Models that ask for nothing themselves are found by those that inherit from them.
            for (int depth = 0; depth < DEEPEST && file != null && !all.poms.containsKey(file); depth++) {
                Pom pom = all.add(file);
                file = pom == null ? null : all.above(pom);
            }
        }
        return all;
    }

    private @Nullable Pom add(Path file) throws IOException {
        byte[] bytes = PinReader.bytes(file);
        if (bytes == null) {
            return null;
        }
        try {
            Pom pom = new Pom(file, bytes, Documents.readXml(file.toString(), bytes, LIMITS));
            poms.put(file, pom);
            return pom;
        } catch (DocumentException _) {
            // The walk has told of it.
            return null;
        }
    }

    /// Where the parent lies, if it lies in the tree.
    private @Nullable Path above(Pom pom) {
        XmlElement parent = pom.root().element("parent");
        XmlElement relative = parent == null ? null : parent.element("relativePath");
        String path = relative == null ? "../pom.xml" : relative.text().strip();
        if (parent == null || path.isEmpty() || path.length() > LONGEST_PATH) {
            return null;
        }
        Path near = pom.file().resolveSibling(path).normalize();
        Path file = near.getFileName() != null && near.getFileName().toString().contains(".") ? near : near.resolve("pom.xml");
        return file.startsWith(root) ? file : null;
    }

    Collection<Pom> files() {
        return poms.values();
    }

    /// The model that all others of the tree inherit from, seen from one.
    @Nullable
    Pom top(String path) {
        Pom at = poms.get(root.resolve(path));
        List<Pom> line = at == null ? List.of() : line(at);
        return line.isEmpty() ? null : line.getLast();
    }

    /// Every version of a dependency, plug-in, extension or parent.
    List<Declaration> declarations() {
        List<Declaration> found = new ArrayList<>();
        Set<String> own = new HashSet<>();
        for (Pom pom : poms.values()) {
            own.add(group(pom) + ":" + text(pom.root(), "artifactId"));
        }
        for (Pom pom : poms.values()) {
            XmlElement parent = pom.root().element("parent");
            if (parent != null && !own.contains(text(parent, "groupId") + ":" + text(parent, "artifactId"))) {
                declaration(pom, parent, found, false);
            }
            part(pom, pom.root(), found);
            for (XmlElement profile : in(pom.root(), "profiles", "profile")) {
                part(pom, profile, found);
            }
        }
        return found;
    }

    private void part(Pom pom, XmlElement part, List<Declaration> found) {
        in(part, "dependencies", "dependency").forEach(each -> declaration(pom, each, found, false));
        XmlElement management = part.element("dependencyManagement");
        if (management != null) {
            in(management, "dependencies", "dependency").forEach(each -> declaration(pom, each, found, false));
        }
        XmlElement build = part.element("build");
        if (build != null) {
            plugins(pom, build, found);
            in(build, "extensions", "extension").forEach(each -> declaration(pom, each, found, false));
            XmlElement pluginManagement = build.element("pluginManagement");
            if (pluginManagement != null) {
                plugins(pom, pluginManagement, found);
            }
        }
    }

    private void plugins(Pom pom, XmlElement holder, List<Declaration> found) {
        for (XmlElement plugin : in(holder, "plugins", "plugin")) {
            declaration(pom, plugin, found, true);
            in(plugin, "dependencies", "dependency").forEach(each -> declaration(pom, each, found, false));
        }
    }

    private void declaration(Pom pom, XmlElement element, List<Declaration> found, boolean plugin) {
        XmlElement version = element.element("version");
        String group = filled(pom, text(element, "groupId"));
        String artifact = filled(pom, text(element, "artifactId"));
        if (version == null || artifact.isEmpty() || group.isEmpty() && !plugin) {
            return;
        }
        String written = version.text().strip();
        String maven = group.isEmpty() ? "org.apache.maven.plugins" : group;
        if (!written.contains("${")) {
            Site site = site(pom, version);
            if (site != null) {
                found.add(new Declaration(pom.file() + "@" + site.start(), "", purls(maven, artifact, written), List.of(site),
                        ""));
            }
            return;
        }
        if (!written.startsWith("${") || written.indexOf('}') != written.length() - 1) {
            found.add(new Declaration("", "", purls(maven, artifact, filled(pom, written)), List.of(),
                    "its version is put together as " + written));
            return;
        }
        property(pom, written.substring(2, written.length() - 1), maven, artifact, found);
    }

    private void property(Pom pom, String name, String group, String artifact, List<Declaration> found) {
        List<Pom> line = line(pom);
        boolean inProfile = line.stream().flatMap(each -> in(each.root(), "profiles", "profile").stream())
                .anyMatch(profile -> profile.element("properties") instanceof XmlElement all && all.element(name) != null);
        for (Pom each : line) {
            XmlElement properties = each.root().element("properties");
            XmlElement property = properties == null ? null : last(properties.elements(name));
            if (property == null) {
                continue;
            }
            Site site = site(each, property);
            String value = property.text().strip();
            if (value.startsWith("${") && value.indexOf('}') == value.length() - 1) {
                property(each, value.substring(2, value.length() - 1), group, artifact, found);
            } else if (inProfile) {
                found.add(new Declaration("", name, purls(group, artifact, value), List.of(),
                        "its version is the property " + name + ", which profiles set too"));
            } else if (site != null && !value.contains("${")) {
                found.add(new Declaration(each.file() + "@" + site.start(), name, purls(group, artifact, value), List.of(site),
                        ""));
            }
            return;
        }
        String own = name.replaceFirst("^(project|pom)\\.(parent\\.)?", "");
        if (!own.equals("version")) {
            found.add(new Declaration("", name, List.of(), List.of(), "its property " + name + " is set outside of the tree"));
        }
    }

    private static List<PackageUrl> purls(String group, String artifact, String version) {
        boolean exact = !version.isEmpty() && "[(".indexOf(version.charAt(0)) < 0;
        return exact ? Purls.maven(group, artifact, version).stream().toList() : List.of();
    }

    /// Where the text of an element stands, without the white space around it; null if comments or references are in it.
    private static @Nullable Site site(Pom pom, XmlElement element) {
        if (element.children().size() != 1 || !(element.children().getFirst() instanceof XmlText text)) {
            return null;
        }
        int start = text.range().start();
        int end = text.range().end();
        while (start < end && Character.isWhitespace(pom.bytes()[start])) {
            start++;
        }
        while (end > start && Character.isWhitespace(pom.bytes()[end - 1])) {
            end--;
        }
        String written = new String(pom.bytes(), start, end - start, StandardCharsets.UTF_8);
        return written.equals(element.text().strip()) ? Site.exact(pom.file(), start, end, written, VersionScheme.MAVEN) : null;
    }

    /// A model and what it inherits from inside the tree.
    private List<Pom> line(Pom pom) {
        List<Pom> line = new ArrayList<>();
        Pom at = pom;
        while (at != null && line.size() < DEEPEST && !line.contains(at)) {
            line.add(at);
            at = parent(at);
        }
        return line;
    }

    private @Nullable Pom parent(Pom pom) {
        XmlElement parent = pom.root().element("parent");
        if (parent == null) {
            return null;
        }
        XmlElement relative = parent.element("relativePath");
        String path = relative == null ? "../pom.xml" : relative.text().strip();
        if (!path.isEmpty()) {
            Path near = pom.file().resolveSibling(path).normalize();
            for (Path candidate : List.of(near, near.resolve("pom.xml"))) {
                Pom found = poms.get(candidate);
                if (found != null && is(found, parent)) {
                    return found;
                }
            }
        }
        List<Pom> named = poms.values().stream().filter(each -> each != pom && is(each, parent)).toList();
        return named.size() == 1 ? named.getFirst() : null;
    }

    private static boolean is(Pom pom, XmlElement reference) {
        return text(pom.root(), "artifactId").equals(text(reference, "artifactId"))
                && group(pom).equals(text(reference, "groupId"));
    }

    private static String group(Pom pom) {
        String own = text(pom.root(), "groupId");
        XmlElement parent = pom.root().element("parent");
        return own.isEmpty() && parent != null ? text(parent, "groupId") : own;
    }

    private String filled(Pom pom, String text) {
        if (!text.contains("${")) {
            return text;
        }
        String filled = text.replaceAll("\\$\\{(project|pom)\\.groupId}", java.util.regex.Matcher.quoteReplacement(group(pom)));
        for (Pom each : line(pom)) {
            XmlElement properties = each.root().element("properties");
            if (properties != null) {
                for (XmlElement property : properties.elements()) {
                    filled = filled.replace("${" + property.name().local() + "}", property.text().strip());
                }
            }
        }
        return filled;
    }

    private static @Nullable XmlElement last(List<XmlElement> elements) {
        return elements.isEmpty() ? null : elements.getLast();
    }

    private static List<XmlElement> in(XmlElement element, String list, String each) {
        XmlElement inner = element.element(list);
        return inner == null ? List.of() : inner.elements(each);
    }

    private static String text(XmlElement element, String child) {
        XmlElement found = element.element(child);
        return found == null ? "" : found.text().strip();
    }
}
