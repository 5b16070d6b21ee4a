package dev.gatehouse.sca.inventory;

import dev.gatehouse.sca.listing.Component;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Digests that stand in files of their own: `go.sum`, Gradle's verification metadata.
///
/// Before Go 1.17 `go.mod` names only what the module itself asks for. The rest is in `go.sum`, beside much that was only looked
/// at: the highest version of each module is what minimal version selection takes, if it takes the module at all.
final class Sums {
    private final Map<String, PlacedListing> sums = new HashMap<>();
    private final List<PlacedListing> verifications = new ArrayList<>();

    Sums(List<PlacedListing> managed) {
        for (PlacedListing file : managed) {
            if (file.listing().format().equals("go-sum")) {
                sums.put(file.folder(), file);
            } else if (file.listing().format().equals("gradle-verification")) {
                verifications.add(file);
            }
        }
    }

    void apply(List<Draft> drafts) {
        for (Draft draft : drafts) {
            PlacedListing sum = sums.get(draft.file().folder());
            if (draft.listing().format().equals("go-mod") && sum != null) {
                Map<String, Component> byPurl = new HashMap<>();
                sum.listing().components().forEach(component -> byPurl.put(component.purl().toString(), component));
                draft.uses().forEach(use -> digests(use, byPurl));
                if (old(draft.listing().attribute("go"))) {
                    complete(draft, sum);
                }
            }
            if (draft.listing().format().equals("gradle-lock")) {
                for (PlacedListing verification : verifications) {
                    Map<String, Component> byPurl = new HashMap<>();
                    verification.listing().components().forEach(component -> byPurl.put(component.purl().toString(), component));
                    draft.uses().forEach(use -> digests(use, byPurl));
                }
            }
        }
    }

    private static void digests(Use use, Map<String, Component> byPurl) {
        Component found = byPurl.get(use.purl().toString());
        if (found != null) {
            use.hashes(found.hashes());
        }
    }

    private static boolean old(@org.jspecify.annotations.Nullable String go) {
        if (go == null || !go.matches("1\\.[0-9]+.*")) {
            return go == null || go.isEmpty();
        }
        return Integer.parseInt(go.substring(2).replaceFirst("[^0-9].*", "")) < 17;
    }

    private static void complete(Draft draft, PlacedListing sum) {
        Map<String, Integer> highest = new TreeMap<>();
        List<Component> components = sum.listing().components();
        for (int i = 0; i < components.size(); i++) {
            // `go.sum` is sorted by version as Go orders them.
            highest.put(components.get(i).purl().unversioned().toString(), i);
        }
        highest.forEach((name, index) -> {
            if (draft.named(name).isEmpty()) {
                Use use = new Use(sum, components.get(index), index);
                use.note("go.sum names it; whether the build uses it is not certain, because go.mod is older than Go 1.17");
                draft.add(use);
            }
        });
    }
}
