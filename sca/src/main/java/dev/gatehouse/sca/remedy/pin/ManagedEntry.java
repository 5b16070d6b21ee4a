package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.document.XmlElement;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The place in an object model's dependency management at which a version that others decided is decided anew, written with the
/// file's own indentation and line ends.
final class ManagedEntry {
    private ManagedEntry() {}

    /// The place; empty if the model is written so that there is none.
    static Optional<Site> of(PomFiles.Pom pom, PackageUrl purl) {
        XmlElement root = pom.root();
        XmlElement management = root.element("dependencyManagement");
        XmlElement list = management == null ? null : management.element("dependencies");
        XmlElement holder = list != null ? list : management != null ? management : root;
        int end = endTag(pom.bytes(), holder);
        if (end < 0 || purl.namespace() == null) {
            return Optional.empty();
        }
        String line = contains(pom.bytes(), "\r\n") ? "\r\n" : "\n";
        String outer = indentation(pom.bytes(), end);
        String step = step(pom, root);
        // From here on the line of the end tag is begun anew, so that the entries come before it.
        int at = end - outer.length();
        String opening = "";
        String closing = "";
        String indent = outer + step;
        if (list == null) {
            if (management == null) {
                opening = indent + "<dependencyManagement>" + line;
                closing = indent + "</dependencyManagement>" + line;
                indent += step;
            }
            opening += indent + "<dependencies>" + line;
            closing = indent + "</dependencies>" + line + closing;
            indent += step;
        }
        String before = indent + "<dependency>" + line + indent + step + "<groupId>" + purl.namespace() + "</groupId>" + line
                + indent
                + step + "<artifactId>" + purl.name() + "</artifactId>" + line + indent + step + "<version>";
        String after = "</version>" + line + indent + "</dependency>" + line;
        return Optional.of(Site.insertion(pom.file(), at, VersionScheme.MAVEN,
                new Site.Frame(opening, before, after, closing)));
    }

    /// Where the end tag begins, if it has a line of its own; -1 otherwise.
    private static int endTag(byte[] text, XmlElement element) {
        String name = "</" + element.name();
        for (int at = element.range().end() - name.length(); at > element.range().start(); at--) {
            if (text[at] == '<') {
                int before = at - 1;
                while (before >= 0 && (text[before] == ' ' || text[before] == '\t')) {
                    before--;
                }
                return before >= 0 && text[before] == '\n' ? at : -1;
            }
        }
        return -1;
    }

    private static String indentation(byte[] text, int at) {
        int start = at;
        while (start > 0 && (text[start - 1] == ' ' || text[start - 1] == '\t')) {
            start--;
        }
        return new String(text, start, at - start, StandardCharsets.US_ASCII);
    }

    /// By how much the file indents: that of the first element in the model.
    private static String step(PomFiles.Pom pom, XmlElement root) {
        String first = root.elements().isEmpty() ? "" : indentation(pom.bytes(), root.elements().getFirst().range().start());
        return first.isEmpty() ? "    " : first;
    }

    private static boolean contains(byte[] text, String what) {
        return new String(text, 0, Math.min(text.length, 4096), StandardCharsets.ISO_8859_1).contains(what);
    }
}
