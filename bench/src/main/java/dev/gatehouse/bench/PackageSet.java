package dev.gatehouse.bench;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.ecosystem.EcosystemFamily;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Packages and their weaknesses as a tool reports them, in a form in which tools can be compared.
final class PackageSet {
    private static final Limits LIMITS = new Limits(1 << 30, 256, 50_000_000);
    /// The projects of `bench/fixtures/make` bear this name; whether a tool lists the project itself is not judged.
    private static final Set<String> OWN = Set.of("shop", "tree", "example.com/shop");

    private PackageSet() {}

    /// A weakness of a package.
    ///
    /// @param url
    ///            in the form of [#plain]
    /// @param ids
    ///            all its names
    record Weakness(String url, Set<String> ids) {
        /// Whether both speak of the same.
        boolean same(Weakness other) {
            return url.equals(other.url) && ids.stream().anyMatch(other.ids::contains);
        }

        @Override
        public String toString() {
            return url + " " + String.join(",", ids);
        }
    }

    /// A package URL without qualifiers, subpath, epoch and the `v` of Go's versions, in lower case.
    static String plain(String url) {
        try {
            PackageUrl parsed = PackageUrl.parse(url);
            String version = String.valueOf(parsed.version());
            String bare = parsed.type().equals("golang") && version.startsWith("v")
                    ? version.substring(1)
                    : parsed.type().equals("golang") && version.startsWith("go") ? version.substring(2) : version;
            return (parsed.type() + ':' + (parsed.namespace() == null ? "" : parsed.namespace() + '/') + parsed.name() + '@'
                    + bare)
                    .toLowerCase(Locale.ROOT);
        } catch (PackageUrlException _) {
            return url;
        }
    }

    static String type(String plain) {
        return plain.substring(0, Math.max(plain.indexOf(':'), 0));
    }

    private static boolean isOwn(String plain) {
        int at = plain.lastIndexOf('@');
        String name = plain.substring(plain.indexOf(':') + 1, at < 0 ? plain.length() : at);
        return OWN.contains(name.substring(name.lastIndexOf('/') + 1)) && !name.contains("lib") || OWN.contains(name);
    }

    /// Those of the wanted types in a bill of materials in CycloneDX's JSON.
    static Set<String> cycloneDx(Path file, Set<String> types, Set<String> expected) throws IOException {
        Set<String> found = new TreeSet<>();
        List<Value> open = new ArrayList<>(list(at(read(file), "components")));
        while (!open.isEmpty()) {
            Value component = open.removeLast();
            open.addAll(list(at(component, "components")));
            String url = text(at(component, "purl"));
            // A version that nobody pinned is a requirement and no package yet.
            if (!url.isEmpty() && url.contains("@") && !text(at(component, "version")).isEmpty()) {
                add(plain(url), types, expected, found);
            }
        }
        return found;
    }

    /// Those of the wanted types in OSV-Scanner's JSON.
    static Set<String> osvScanner(Path file, Set<String> types, Set<String> expected) throws IOException {
        Set<String> found = new TreeSet<>();
        packages(read(file)).forEach(one -> add(url(at(one, "package")), types, expected, found));
        return found;
    }

    private static void add(String plain, Set<String> types, Set<String> expected, Set<String> found) {
        if (types.contains(type(plain)) && (!isOwn(plain) || expected.contains(plain))) {
            found.add(plain);
        }
    }

    /// What OSV-Scanner holds to be weak.
    static List<Weakness> osvScannerFindings(Path file) throws IOException {
        List<Weakness> found = new ArrayList<>();
        for (Value one : packages(read(file))) {
            for (Value group : list(at(one, "groups"))) {
                Set<String> ids = new TreeSet<>();
                list(at(group, "ids")).forEach(id -> ids.add(text(id)));
                list(at(group, "aliases")).forEach(id -> ids.add(text(id)));
                found.add(new Weakness(url(at(one, "package")), ids));
            }
        }
        return found;
    }

    /// What our own report holds to be weak; findings of confidence *possible* too.
    static List<Weakness> ourFindings(Path file) throws IOException {
        Map<String, Weakness> found = new TreeMap<>();
        for (Value finding : list(at(read(file), "findings"))) {
            Set<String> ids = new TreeSet<>();
            for (Value fingerprint : list(at(finding, "fingerprints"))) {
                String[] parts = text(fingerprint).split("\\|", 2);
                if (parts.length == 2 && parts[0].startsWith("dependency/")) {
                    ids.add(parts[1]);
                }
            }
            for (Value occurrence : ids.isEmpty() ? List.<Value>of() : list(at(finding, "occurrences"))) {
                String url = plain(text(at(at(occurrence, "location"), "purl")));
                found.put(url + ids, new Weakness(url, ids));
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Value> packages(Value root) {
        List<Value> packages = new ArrayList<>();
        list(at(root, "results")).forEach(result -> packages.addAll(list(at(result, "packages"))));
        return packages;
    }

    private static String url(Value named) {
        String name = text(at(named, "name"));
        String version = text(at(named, "version"));
        String ecosystem = text(at(named, "ecosystem"));
        EcosystemFamily family = EcosystemFamily.named(ecosystem.split(":", 2)[0]);
        String type = family == null || family.purlType() == null ? "generic" : family.purlType();
        return plain("pkg:" + type + "/" + (type.equals("maven") ? name.replace(':', '/') : name.replace("@", "%40")) + "@"
                + version.replace("+", "%2B"));
    }

    private static Value read(Path file) throws IOException {
        try {
            return Documents.read(Format.JSON, file.getFileName().toString(), Files.readAllBytes(file), LIMITS);
        } catch (DocumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Value at(Value value, String key) {
        Value found = value instanceof Mapping mapping ? mapping.get(key) : null;
        return found == null ? value(value) : found;
    }

    /// Something without members and items, for what is not there.
    private static Value value(Value somewhere) {
        return new Sequence(somewhere.range(), List.of());
    }

    private static List<Value> list(Value value) {
        return value instanceof Sequence sequence ? sequence.values() : List.of();
    }

    private static String text(Value value) {
        return value instanceof Scalar scalar && !(scalar instanceof Scalar.Null) ? scalar.text() : "";
    }
}
