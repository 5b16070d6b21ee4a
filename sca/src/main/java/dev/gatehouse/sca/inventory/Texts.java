package dev.gatehouse.sca.inventory;

import dev.gatehouse.sca.listing.Role;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gives packages the licences whose texts lie with them. Texts of several licences hold together: nobody but the author knows
/// whether they are alternatives.
final class Texts {
    private static final Pattern GEM = Pattern.compile("(.*?)specifications/(?:default/)?([^/]+)\\.gemspec");
    private static final String LICENCE = "licence";

    /// By the folder of the text.
    private final Map<String, Set<String>> byFolder = new HashMap<>();

    Texts(List<PlacedListing> files) {
        for (PlacedListing file : files) {
            byFolder.computeIfAbsent(file.folder(), _ -> new TreeSet<>()).addAll(file.listing().attributes(LICENCE));
        }
    }

    void apply(List<Draft> drafts) {
        if (byFolder.isEmpty()) {
            return;
        }
        for (Draft draft : drafts) {
            boolean vendored = draft.file().path().endsWith("vendor/modules.txt");
            if (Assembly.there(draft.listing().role()) || draft.listing().role() == Role.SYSTEM || vendored) {
                for (Use use : draft.uses()) {
                    conclude(use, draft, vendored);
                }
            }
        }
    }

    private void conclude(Use use, Draft draft, boolean vendored) {
        Set<String> licences = new LinkedHashSet<>();
        for (String folder : folders(use, draft, vendored)) {
            licences.addAll(byFolder.getOrDefault(folder, Set.of()));
        }
        if (!licences.isEmpty()) {
            use.conclude(String.join(" AND ",
                    licences.stream().map(each -> each.contains(" OR ") && !each.startsWith("(") ? "(" + each + ")" : each)
                            .toList()));
        }
    }

    /// Where the texts of a package lie.
    private static List<String> folders(Use use, Draft draft, boolean vendored) {
        String path = use.file().path();
        if (vendored) {
            String namespace = use.purl().namespace();
            return List.of(draft.file().folder() + (namespace == null ? "" : namespace + "/") + use.purl().name() + "/");
        }
        if (draft.listing().role() == Role.SYSTEM) {
            String root = path.substring(0, Math.max(0, path.indexOf("var/lib/dpkg/")));
            return List.of(root + "usr/share/doc/" + use.purl().name() + "/");
        }
        Matcher gem = GEM.matcher(path);
        if (gem.matches()) {
            return List.of(gem.group(1) + "gems/" + gem.group(2) + "/");
        }
        boolean jar = draft.listing().format().startsWith("jar-") && !path.endsWith("/MANIFEST.MF")
                && !path.endsWith("/pom.properties");
        String archive = jar ? path + "!" : archive(path);
        if (archive != null) {
            // What was shaded into a jar has texts of its own, which nobody can tell from each other.
            return draft.uses().size() == 1 ? List.of(archive, archive + "META-INF/") : List.of();
        }
        return List.of(use.file().folder(), use.file().folder() + "licenses/");
    }

    private static @Nullable String archive(String path) {
        int at = path.lastIndexOf('!');
        return at < 0 ? null : path.substring(0, at + 1);
    }
}
