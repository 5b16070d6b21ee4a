package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import dev.gatehouse.sca.listing.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Node packages that lie in `node_modules`, each with its own manifest; nested folders belong to the outermost one. Who needs
/// whom is what Node finds: the nearest folder outwards that has the name. Where links lead elsewhere, as in pnpm's store, it is
/// the installed package of that name whose version was asked for.
final class NodeModules {
    /// The manifest of a module itself and no other `package.json` that lies in it.
    private static final Pattern MODULE = Pattern.compile("(.*node_modules/)(@[^/]+/[^/]+|[^/@.][^/]*)/package\\.json");
    private static final String FOLDER = "node_modules/";

    /// By the folder around the outermost `node_modules`, then by the path of the package below it.
    private final Map<String, Map<String, PlacedListing>> byRoot = new TreeMap<>();
    private final Map<String, Draft> drafts = new TreeMap<>();

    /// Whether the file is the manifest of an installed package, or lies in one.
    boolean takes(PlacedListing file) {
        Matcher matcher = MODULE.matcher(file.path());
        Subject subject = file.listing().subject();
        if (!matcher.matches() || subject == null || subject.name().isEmpty() || subject.version().isEmpty()
                || Purls.npm(subject.name(), subject.version()).isEmpty()) {
            return file.path().contains(FOLDER);
        }
        int root = outermost(file.path());
        byRoot.computeIfAbsent(file.path().substring(0, root), _ -> new TreeMap<>()).put(file.folder().substring(root), file);
        return true;
    }

    /// Where the outermost folder begins, inside the innermost archive.
    private static int outermost(String path) {
        int archive = path.lastIndexOf('!') + 1;
        int at = path.startsWith(FOLDER, archive) ? archive : path.indexOf("/" + FOLDER, archive) + 1;
        return Math.max(at, archive);
    }

    List<Draft> drafts() {
        byRoot.forEach((root, modules) -> drafts.put(root, draft(modules)));
        return List.copyOf(drafts.values());
    }

    /// What is installed for a folder; null if nothing is.
    @Nullable
    Draft at(String folder) {
        return drafts.get(folder);
    }

    private static Draft draft(Map<String, PlacedListing> modules) {
        Map<String, List<String>> byName = new HashMap<>();
        modules.forEach((path, file) -> byName.computeIfAbsent(subject(file).name(), _ -> new ArrayList<>(1)).add(path));
        PlacedListing first = modules.values().iterator().next();
        Draft draft = new Draft(
                new PlacedListing(first.place(), first.path(), new Listing(first.listing().format(), Role.INSTALLED, null,
                        List.of(), List.of(), List.of(new Listing.Attribute(Listing.SPREAD, "")), null), List.of()));
        modules.forEach((path, file) -> {
            Subject subject = subject(file);
            List<String> requires = new ArrayList<>();
            for (Component each : file.listing().components()) {
                String found = each.scope() == Scope.DEVELOPMENT ? null : needed(path, each, modules, byName);
                if (found != null) {
                    requires.add(found);
                }
            }
            String supplier = file.listing().attribute("supplier");
            PackageUrl purl = Purls.npm(subject.name(), subject.version()).orElseThrow();
            draft.add(new Use(
                    new PlacedListing(file.place(), file.path(), new Listing(file.listing().format(), Role.INSTALLED, subject,
                            List.of(), List.of(), List.of(), null), file.shown()),
                    new Component(path, purl, "", Scope.RUNTIME, false, false, new Span(0, 0), requires, List.of(),
                            subject.licence(),
                            supplier == null ? "" : supplier, "", List.of()),
                    0));
        });
        return draft;
    }

    private static Subject subject(PlacedListing file) {
        Subject subject = file.listing().subject();
        if (subject == null) {
            throw new IllegalStateException("a module without a name is not taken");
        }
        return subject;
    }

    /// From the inside out.
    private static @Nullable String needed(String from, Component asked, Map<String, PlacedListing> modules,
            Map<String, List<String>> byName) {
        for (int at = from.length(); at >= 0; at = at == 0 ? -1 : Math.max(0, from.lastIndexOf("/" + FOLDER, at - 2) + 1)) {
            String place = from.substring(0, at) + FOLDER + asked.key() + "/";
            if (modules.containsKey(place)) {
                return place;
            }
        }
        List<String> named = byName.getOrDefault(name(asked), List.of());
        List<String> fitting = named.size() < 2
                ? named
                : named.stream().filter(each -> fits(asked, subject(modules, each))).toList();
        return fitting.size() == 1 ? fitting.getFirst() : null;
    }

    private static String name(Component asked) {
        String namespace = asked.purl().namespace();
        return namespace == null ? asked.purl().name() : namespace + "/" + asked.purl().name();
    }

    private static String subject(Map<String, PlacedListing> modules, String path) {
        PlacedListing file = modules.get(path);
        return file == null ? "" : subject(file).version();
    }

    private static boolean fits(Component asked, String version) {
        try {
            return Requirement.parse(VersionScheme.NPM, asked.requirement()).admits(VersionScheme.NPM.parse(version));
        } catch (VersionException | RangeException e) {
            return false;
        }
    }

    /// The installed packages that a manifest in the folder around them means.
    static @Nullable Use meant(Draft draft, Component asked) {
        Use placed = draft.find(FOLDER + asked.key() + "/");
        if (placed != null) {
            return placed;
        }
        List<Use> named = draft.named(asked.purl().unversioned().toString());
        List<Use> fitting = named.size() < 2
                ? named
                : named.stream()
                        .filter(each -> each.purl().version() != null && fits(asked, String.valueOf(each.purl().version())))
                        .toList();
        return fitting.size() == 1 ? fitting.getFirst() : null;
    }
}
