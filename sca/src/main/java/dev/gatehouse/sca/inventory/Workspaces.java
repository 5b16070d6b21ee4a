package dev.gatehouse.sca.inventory;

import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Which manifests a lock file is for: that of its own folder and those of the members of its workspace. Whatever else lies below
/// it, examples and tests mostly, is a project of its own.
final class Workspaces {
    /// Globs of folders by the folder of the manifest that has them.
    private final Map<String, List<Pattern>> globs = new HashMap<>();

    Workspaces(List<PlacedListing> manifests) {
        for (PlacedListing manifest : manifests) {
            for (String glob : manifest.listing().attributes(Listing.WORKSPACE)) {
                if (glob.length() < 500 && !glob.startsWith("!")) {
                    globs.computeIfAbsent(manifest.folder(), _ -> new ArrayList<>()).add(pattern(glob));
                }
            }
        }
    }

    boolean covers(Draft lock, PlacedListing manifest) {
        String folder = lock.file().folder();
        if (folder.equals(manifest.folder())) {
            return true;
        }
        String relative = manifest.folder().substring(folder.length()).replaceFirst("/$", "");
        if (lock.listing().attributes(Listing.MEMBER).contains(relative)) {
            return true;
        }
        Subject subject = manifest.listing().subject();
        if (subject != null && !subject.name().isEmpty()
                && lock.uses().stream().anyMatch(use -> use.own() && name(use).equals(subject.name()))) {
            return true;
        }
        return globs.getOrDefault(folder, List.of()).stream().anyMatch(glob -> glob.matcher(relative).matches());
    }

    private static String name(Use use) {
        String namespace = use.purl().namespace();
        return namespace == null ? use.purl().name() : namespace + "/" + use.purl().name();
    }

    /// `packages/*`, `libs/**`: a star stays in its folder, two do not.
    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        String plain = glob.replaceFirst("^\\./", "").replaceFirst("/+$", "");
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '*') {
                boolean deep = i + 1 < plain.length() && plain.charAt(i + 1) == '*';
                regex.append(deep ? ".*" : "[^/]*");
                i += deep ? 1 : 0;
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
