package dev.gatehouse.sca.inventory;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gives the packages of an operating system its name and release, and those of languages the system's package that brought
/// them: distributions repair what they ship without changing its version, so only their own advisories are about it.
final class Systems {
    /// The distribution of each root folder.
    private final Map<String, Subject> distributions = new TreeMap<>();
    private final List<PlacedListing> fileLists;

    Systems(List<PlacedListing> releases, List<PlacedListing> managed) {
        for (PlacedListing file : releases) {
            Subject subject = file.listing().subject();
            if (subject != null && !subject.name().isEmpty()) {
                distributions.putIfAbsent(above(file.path()), subject);
            }
        }
        fileLists = managed.stream().filter(file -> file.listing().format().equals("dpkg-files")).toList();
    }

    /// The folder that a release file is rooted in.
    static String above(String release) {
        return release.replaceFirst("(etc|usr/lib)/os-release$", "");
    }

    void apply(List<Draft> drafts) {
        Map<String, String> owners = new HashMap<>();
        for (Draft draft : drafts) {
            if (draft.listing().role() == Role.SYSTEM) {
                String root = root(draft.file().path());
                Subject distribution = distributions.get(root);
                for (Use use : draft.uses()) {
                    use.component().paths().forEach(path -> owners.put(root + path, use.purl().name()));
                    if (distribution != null) {
                        use.purl(released(use.purl(), distribution));
                    }
                }
            }
        }
        for (PlacedListing file : fileLists) {
            String root = root(file.path());
            for (Component component : file.listing().components()) {
                component.paths().forEach(path -> owners.put(root + path, component.key()));
            }
        }
        if (!owners.isEmpty()) {
            for (Draft draft : drafts) {
                if (Assembly.there(draft.listing().role())) {
                    draft.uses().forEach(use -> own(use, owners));
                }
            }
        }
    }

    private static void own(Use use, Map<String, String> owners) {
        String path = use.file().path();
        int archive = path.indexOf('!');
        String owner = owner(owners, archive < 0 ? path : path.substring(0, archive));
        if (owner != null) {
            use.owner(owner);
        }
    }

    /// With `/usr` merged into the root a file is listed under either path.
    private static @Nullable String owner(Map<String, String> owners, String path) {
        String owner = owners.get(path);
        return owner != null || !path.contains("usr/") ? owner : owners.get(path.replaceFirst("usr/", ""));
    }

    /// The folder in which a package database's system is rooted.
    private static String root(String path) {
        for (String database : List.of("var/lib/dpkg/", "lib/apk/db/", "usr/lib/apk/db/", "var/lib/rpm/", "usr/lib/sysimage/rpm/",
                "usr/share/rpm/")) {
            int at = path.indexOf(database);
            if (at >= 0) {
                return path.substring(0, at).replaceFirst("usr/$", "");
            }
        }
        return "";
    }

    private static PackageUrl released(PackageUrl purl, Subject distribution) {
        Map<String, String> qualifiers = new HashMap<>(purl.qualifiers());
        if (!distribution.version().isEmpty()) {
            qualifiers.put("distro", distribution.name() + "-" + distribution.version());
        }
        String version = purl.version();
        return Purls.of(purl.type(), distribution.name(), purl.name(), version == null ? "" : version, qualifiers, "")
                .orElse(purl);
    }
}
