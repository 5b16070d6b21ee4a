package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.Pom;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a jar is and what was shaded into it. Coordinates that Maven left in it are exact; without them its manifest, its name
/// and the packages of its classes make a guess, which says so.
final class Jars {
    private static final String OBJECT_MODELS = "META-INF/maven/";

    private final Map<String, Parts> byArchive = new TreeMap<>();

    /// What is known of one archive.
    private static final class Parts {
        private final List<PlacedListing> coordinates = new ArrayList<>();
        private final List<PlacedListing> models = new ArrayList<>();
        private @Nullable PlacedListing manifest;
        private @Nullable PlacedListing whole;
    }

    /// Whether the file is part of what tells what a jar is; then it is taken.
    boolean takes(PlacedListing file) {
        String path = file.path();
        int archive = path.lastIndexOf('!');
        String format = file.listing().format();
        if (format.equals("jar-contents")) {
            byArchive.computeIfAbsent(path, _ -> new Parts()).whole = file;
            return true;
        }
        boolean model = file.listing().pom() != null && archive > 0 && path.indexOf(OBJECT_MODELS, archive) > 0;
        if (!model && !format.startsWith("jar-")) {
            return false;
        }
        if (archive > 0) {
            Parts parts = byArchive.computeIfAbsent(path.substring(0, archive), _ -> new Parts());
            if (model) {
                parts.models.add(file);
            } else if (format.equals("jar-pom-properties")) {
                parts.coordinates.add(file);
            } else if (path.startsWith("META-INF/", archive + 1)) {
                parts.manifest = file;
            }
        }
        return true;
    }

    List<Draft> drafts() {
        List<Draft> drafts = new ArrayList<>();
        byArchive.forEach((archive, parts) -> {
            Draft draft = draft(archive, parts);
            if (draft != null) {
                drafts.add(draft);
            }
        });
        return drafts;
    }

    private static @Nullable Draft draft(String archive, Parts parts) {
        PlacedListing place = parts.whole != null
                ? parts.whole
                : parts.manifest != null ? parts.manifest : first(parts.coordinates);
        if (place == null) {
            return null;
        }
        PlacedListing main = main(archive, parts);
        Draft draft = new Draft(new PlacedListing(place.place(), place.path(),
                new Listing(main == null ? "jar-manifest" : "jar-pom-properties", place.listing().role(), null, List.of(),
                        List.of(),
                        List.of(), null),
                List.of()));
        Use self = main != null ? new Use(main, main.listing().components().getFirst(), 0) : guess(archive, parts, draft);
        if (self != null) {
            draft.add(self);
            self.hashes(hashes(parts.whole));
            describe(self, parts);
        }
        for (PlacedListing part : parts.coordinates) {
            if (part != main) {
                part.listing().components().forEach(component -> draft.add(new Use(part, component, 0)));
            }
        }
        for (Use use : draft.uses()) {
            for (PlacedListing part : parts.models) {
                Pom pom = part.listing().pom();
                if (pom != null && part.folder().equals(use.file().folder())) {
                    use.describe(pom.licence(), "");
                }
            }
        }
        return draft.uses().isEmpty() ? null : draft;
    }

    private static @Nullable PlacedListing first(List<PlacedListing> parts) {
        return parts.isEmpty() ? null : parts.getFirst();
    }

    private static List<Hash> hashes(@Nullable PlacedListing whole) {
        return whole == null ? List.of() : whole.listing().components().stream().flatMap(each -> each.hashes().stream()).toList();
    }

    private static void describe(Use self, Parts parts) {
        if (parts.manifest != null) {
            Listing manifest = parts.manifest.listing();
            self.describe(value(manifest, "bundle-license"), value(manifest, "implementation-vendor", "bundle-vendor"));
        }
    }

    /// Of the coordinates in it those of the jar itself: the ones that its name repeats. The only ones there are its own too,
    /// unless its name says otherwise: a single library may have been shaded into it.
    private static @Nullable PlacedListing main(String archive, Parts parts) {
        String file = fileName(archive);
        PlacedListing best = null;
        int longest = -1;
        List<PlacedListing> own = new ArrayList<>();
        for (PlacedListing part : parts.coordinates) {
            List<Component> components = part.listing().components();
            if (components.isEmpty() || !part.path().startsWith(OBJECT_MODELS, archive.length() + 1)) {
                continue;
            }
            own.add(part);
            PackageUrl purl = components.getFirst().purl();
            String version = purl.version();
            String rest = file.startsWith(purl.name()) ? file.substring(purl.name().length()) : null;
            if (rest != null && purl.name().length() > longest
                    && (rest.startsWith(".") || version != null && rest.substring(1).startsWith(version))) {
                best = part;
                longest = purl.name().length();
            }
        }
        if (best != null || own.size() != 1) {
            return best;
        }
        PackageUrl only = own.getFirst().listing().components().getFirst().purl();
        JarName name = JarName.of(file, versions(parts));
        boolean contradicts = !name.version().isEmpty() && !name.version().equals(only.version())
                && !related(name.artifact(), only.name());
        return contradicts ? null : own.getFirst();
    }

    private static boolean related(String a, String b) {
        return a.equals(b) || a.startsWith(b + "-") || b.startsWith(a + "-") || a.endsWith("-" + b) || b.endsWith("-" + a)
                || a.endsWith("." + b);
    }

    private static String fileName(String archive) {
        return archive.substring(Math.max(archive.lastIndexOf('/'), archive.lastIndexOf('!')) + 1);
    }

    private static List<String> versions(Parts parts) {
        List<String> versions = new ArrayList<>();
        if (parts.manifest != null) {
            for (String name : List.of("implementation-version", "bundle-version", "specification-version")) {
                String value = value(parts.manifest.listing(), name);
                // 1.2 is also the beginning of another one.
                if (value.length() > 2 || value.indexOf('.') < 0 && !value.isEmpty()) {
                    versions.add(value);
                }
            }
        }
        return versions;
    }

    private static @Nullable Use guess(String archive, Parts parts, Draft draft) {
        Listing manifest = parts.manifest == null ? null : parts.manifest.listing();
        List<String> packages = parts.whole == null ? List.of() : parts.whole.listing().attributes("package");
        JarName name = JarName.of(fileName(archive), versions(parts));
        String bundle = value(manifest, "bundle-symbolicname").replaceFirst("\\s*;.*", "").strip();
        String module = value(manifest, "automatic-module-name");
        String artifact = name.artifact();
        if (name.version().isEmpty() && bundle.equals(artifact) && bundle.indexOf('.') > 0) {
            artifact = bundle.substring(bundle.lastIndexOf('.') + 1);
        }
        String version = !name.version().isEmpty() ? name.version() : value(manifest, "implementation-version", "bundle-version");
        if (version.isEmpty() || version.length() > 100 || version.contains(" ") || version.contains("${")) {
            return null;
        }
        JarGroup.Found group = JarGroup.of(archive, artifact, version,
                new JarGroup.Names(value(manifest, "implementation-vendor-id"), bundle, module, packages));
        boolean telling = !packages.isEmpty() || !bundle.isEmpty() || !module.isEmpty()
                || !group.from().equals("the packages of its classes");
        if (group.group().isEmpty() && !telling) {
            return null;
        }
        Optional<PackageUrl> purl = group.group().isEmpty()
                ? Purls.of("generic", "", artifact, version)
                : Purls.of("maven", group.group(), artifact, version, Map.of("classifier", classifier(name)), "");
        if (purl.isEmpty()) {
            return null;
        }
        Use use = new Use(draft.file(),
                new Component("jar", purl.get(), "", Scope.RUNTIME, false, false, new Span(0, 0), List.of(),
                        List.of(), "", "", "", List.of()),
                0);
        if (group.group().isEmpty()) {
            use.note("nothing in the jar says which group of Maven repositories it belongs to, so no advisory can be matched");
        } else if (!group.from().isEmpty()) {
            use.note("the coordinates are a guess from the name of the jar and " + group.from());
        }
        return use;
    }

    /// Of a name without a version before it everything could be one.
    private static String classifier(JarName name) {
        return name.version().isEmpty() ? "" : name.classifier();
    }

    private static String value(@Nullable Listing listing, String... names) {
        for (String name : names) {
            String value = listing == null ? null : listing.attribute(name);
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return "";
    }
}
