package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.Pom;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a jar is and what was shaded into it. Coordinates that Maven left in it are exact; without them the manifest and the
/// name of the jar make a guess, which says so.
final class Jars {
    private static final Pattern NAME = Pattern.compile("(.+?)-([0-9][A-Za-z0-9.+_-]*?)\\.(?:jar|war|ear|rar|hpi|jpi|aar)");
    private static final String OBJECT_MODELS = "!META-INF/maven/";

    private final Map<String, List<PlacedListing>> byArchive = new TreeMap<>();

    /// Whether the file is part of what tells what a jar is; then it is taken.
    boolean takes(PlacedListing file) {
        boolean part = file.path().contains(OBJECT_MODELS) || file.listing().format().startsWith("jar-");
        int archive = file.path().lastIndexOf('!');
        if (part && archive > 0) {
            byArchive.computeIfAbsent(file.path().substring(0, archive), _ -> new ArrayList<>()).add(file);
        }
        return part;
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

    private static @Nullable Draft draft(String archive, List<PlacedListing> parts) {
        List<PlacedListing> exact = parts.stream().filter(part -> part.listing().format().equals("jar-pom-properties")).toList();
        if (exact.isEmpty()) {
            return parts.stream().filter(part -> part.listing().format().equals("jar-manifest")).findFirst()
                    .map(manifest -> guess(archive, manifest)).orElse(null);
        }
        Draft draft = new Draft(exact.getFirst());
        for (PlacedListing part : exact.subList(1, exact.size())) {
            part.listing().components().forEach(component -> draft.add(new Use(part, component, 0)));
        }
        for (Use use : draft.uses()) {
            for (PlacedListing part : parts) {
                Pom pom = part.listing().pom();
                if (pom != null && part.folder().equals(use.file().folder())) {
                    use.describe(pom.licence(), "");
                }
            }
        }
        return draft;
    }

    private static @Nullable Draft guess(String archive, PlacedListing manifest) {
        Listing listing = manifest.listing();
        String file = archive.substring(Math.max(archive.lastIndexOf('/'), archive.lastIndexOf('!')) + 1);
        Matcher named = NAME.matcher(file);
        String artifact = named.matches() ? named.group(1) : file.replaceFirst("\\.[a-z]+$", "");
        String version = named.matches() ? named.group(2) : first(listing, "implementation-version", "bundle-version");
        String group = group(listing, artifact);
        if (version.isEmpty() || group.isEmpty()) {
            return null;
        }
        Draft draft = new Draft(new PlacedListing(manifest.place(), manifest.path(),
                new Listing(listing.format(), listing.role(), null, List.of(), List.of(), List.of(), null), List.of()));
        Purls.maven(group, artifact, version).ifPresent(purl -> {
            Use use = new Use(draft.file(), new Component("jar", purl, "", Scope.RUNTIME, false, false, new Span(0, 0), List.of(),
                    List.of(), first(listing, "bundle-license"), first(listing, "implementation-vendor", "bundle-vendor"), "",
                    List.of()), 0);
            use.note("the coordinates are a guess from the manifest and the name of the jar");
            draft.add(use);
        });
        return draft;
    }

    /// A bundle or module is mostly named for group and artifact: `org.apache.commons.lang3`, `com.google.guava`.
    private static String group(Listing listing, String artifact) {
        String vendor = first(listing, "implementation-vendor-id");
        if (vendor.contains(".")) {
            return vendor;
        }
        String name = first(listing, "bundle-symbolicname", "automatic-module-name").replaceFirst(";.*", "").strip();
        if (!name.contains(".") || name.contains(" ")) {
            return "";
        }
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean repeats = artifact.equals(last) || artifact.endsWith("-" + last) || artifact.replace("-", ".").endsWith(last);
        return repeats && name.indexOf('.') != name.lastIndexOf('.') ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private static String first(Listing listing, String... names) {
        for (String name : names) {
            String value = listing.attribute(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return "";
    }
}
