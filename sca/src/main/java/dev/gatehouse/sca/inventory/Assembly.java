package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import dev.gatehouse.sca.listing.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Puts together what the files of a tree say: a manifest and its lock file are one project, object models inherit, archives are
/// one package, the packages of an operating system have its release.
///
/// What a manifest asks for and the nearest lock file at or above it pins is one package: the lock file says the version, the
/// manifest that it is direct and, where the lock file is silent, what for.
public final class Assembly {
    private final List<PlacedListing> files;
    private final DiagnosticSink diagnostics;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<PlacedListing> manifests = new ArrayList<>();
    /// Drafts that pin, by the folder they lie in.
    private final Map<String, List<Draft>> locks = new HashMap<>();
    private final NodeModules modules = new NodeModules();
    private Workspaces workspaces = new Workspaces(List.of());

    private Assembly(List<PlacedListing> files, DiagnosticSink diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    /// The inventory of a tree.
    ///
    /// @param placed
    ///            what was learned of its contents
    /// @param diagnostics
    ///            told of what could not be read or resolved
    public static Inventory of(List<Placed<Listing>> placed, DiagnosticSink diagnostics) {
        return new Assembly(PlacedListing.of(placed), diagnostics).assemble();
    }

    private Inventory assemble() {
        files.forEach(file -> Problems.tell(file, diagnostics));
        Installed installed = new Installed();
        Jars jars = new Jars();
        Maven maven = new Maven();
        List<PlacedListing> managed = new ArrayList<>();
        List<PlacedListing> distributions = new ArrayList<>();
        List<PlacedListing> texts = new ArrayList<>();
        for (PlacedListing file : files) {
            Listing listing = file.listing();
            if (jars.takes(file) || installed.takes(file) || listing.format().equals("npm-manifest") && modules.takes(file)) {
                continue;
            }
            switch (listing.role()) {
                case MANAGED -> managed.add(file);
                case DISTRIBUTION -> distributions.add(file);
                case TEXT -> texts.add(file);
                case MANIFEST -> {
                    if (listing.pom() != null) {
                        maven.add(file);
                    } else if (listing.attribute("compiled") != null) {
                        lock(new Draft(file));
                    } else {
                        manifests.add(file);
                    }
                }
                case LOCK -> lock(new Draft(file));
                case INSTALLED, ARTEFACT, SBOM, SYSTEM -> drafts.add(new Draft(file));
            }
        }
        drafts.addAll(installed.drafts());
        drafts.addAll(modules.drafts());
        drafts.addAll(jars.drafts());
        drafts.addAll(maven.drafts(diagnostics));
        Central central = new Central(manifests);
        workspaces = new Workspaces(manifests);
        manifests.forEach(manifest -> merge(manifest, central));
        drafts.stream().filter(draft -> draft.listing().attribute(Listing.SPREAD) != null).forEach(Draft::spread);
        new Sums(managed).apply(drafts);
        new Systems(distributions, managed).apply(drafts);
        new Texts(texts).apply(drafts);
        return new Inventory(drafts.stream().filter(draft -> !draft.uses().isEmpty()).map(Draft::build)
                .sorted(Comparator.comparing(Project::place).thenComparing(Project::format)).toList(), systems(distributions));
    }

    /// One for each root: `/etc/os-release` is mostly a link to the other one.
    private static List<Inventory.OperatingSystem> systems(List<PlacedListing> releases) {
        Map<String, Inventory.OperatingSystem> systems = new TreeMap<>();
        for (PlacedListing file : releases) {
            Subject subject = file.listing().subject();
            if (subject != null && !subject.name().isEmpty()) {
                String title = file.listing().attribute("title");
                systems.putIfAbsent(Systems.above(file.path()), new Inventory.OperatingSystem(subject.name(), subject.version(),
                        title == null || title.isEmpty() ? subject.name() + " " + subject.version() : title, file.place()));
            }
        }
        return List.copyOf(systems.values());
    }

    private void lock(Draft draft) {
        drafts.add(draft);
        locks.computeIfAbsent(draft.file().folder(), _ -> new ArrayList<>()).add(draft);
    }

    /// What no lock file pins stays a package of the manifest.
    private void merge(PlacedListing manifest, Central central) {
        Draft own = new Draft(manifest);
        Set<Use> pinned = new HashSet<>();
        List<Component> components = manifest.listing().components();
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            Use use = own.uses().get(i);
            if (component.own() || ask(manifest, component, i) || lies(manifest, component, i)) {
                pinned.add(use);
            } else {
                central.complete(use);
            }
        }
        for (Draft lock : locks.getOrDefault(manifest.folder(), List.of())) {
            if (own.uses().isEmpty() || sameType(lock, own)) {
                lock.subject(manifest.listing().subject());
            }
        }
        own.remove(pinned);
        drafts.add(own);
    }

    private static boolean sameType(Draft a, Draft b) {
        return !a.uses().isEmpty() && a.uses().getFirst().purl().type().equals(b.uses().getFirst().purl().type());
    }

    /// Looks for the package in the nearest lock file at or above the manifest.
    private boolean ask(PlacedListing manifest, Component component, int index) {
        String name = component.purl().unversioned().toString();
        boolean locked = false;
        for (String folder = manifest.folder(); folder != null; folder = PlacedListing.above(folder)) {
            for (Draft lock : locks.getOrDefault(folder, List.of())) {
                if (!workspaces.covers(lock, manifest)) {
                    continue;
                }
                List<Use> found = lock.named(name);
                if (!found.isEmpty()) {
                    for (Use use : meant(lock, component, found)) {
                        use.asked(manifest, index, component);
                        if (lock.listing().attribute(Listing.SPREAD) != null) {
                            use.give(component.scope());
                        }
                    }
                    return true;
                }
                locked |= folder.equals(manifest.folder())
                        && lock.uses().stream().anyMatch(use -> use.purl().type().equals(component.purl().type()));
            }
        }
        // A lock file need not have what is optional or another's to bring.
        return locked && (component.scope() == Scope.OPTIONAL || component.scope() == Scope.PROVIDED);
    }

    /// Looks for the package in the nearest `node_modules` at or above the manifest. What is optional and not there was left out.
    private boolean lies(PlacedListing manifest, Component component, int index) {
        if (!component.purl().type().equals("npm")) {
            return false;
        }
        boolean installed = false;
        for (String folder = manifest.folder(); folder != null; folder = PlacedListing.above(folder)) {
            Draft there = modules.at(folder);
            Use use = there == null ? null : NodeModules.meant(there, component);
            if (use != null) {
                use.asked(manifest, index, component);
                use.give(component.scope());
                return true;
            }
            installed |= there != null && folder.equals(manifest.folder());
        }
        return installed && (component.scope() == Scope.OPTIONAL || component.scope() == Scope.PROVIDED);
    }

    /// Of several versions of a package the ones that the project itself gets.
    private static List<Use> meant(Draft lock, Component component, List<Use> found) {
        for (String descriptor : List.of(component.key() + "@" + component.requirement(),
                component.key() + "@npm:" + Ecosystem.name(component.purl()) + "@" + component.requirement())) {
            String key = lock.listing().attribute(descriptor);
            Use exact = key == null ? null : lock.find(key);
            if (exact != null) {
                return List.of(exact);
            }
        }
        Use placed = lock.find("node_modules/" + component.key());
        if (placed != null) {
            return List.of(placed);
        }
        List<Use> direct = found.stream().filter(use -> use.component().direct()).toList();
        return direct.isEmpty() ? found : direct;
    }

    /// Whether the role is one whose packages lie there rather than being asked for.
    static boolean there(Role role) {
        return role == Role.INSTALLED || role == Role.ARTEFACT;
    }

    /// Versions that .NET projects take from a file above them.
    private static final class Central {
        private final Map<String, PlacedListing> byFolder = new TreeMap<>();

        Central(List<PlacedListing> manifests) {
            for (PlacedListing file : manifests) {
                if (file.path().endsWith("Directory.Packages.props")) {
                    byFolder.put(file.folder(), file);
                }
            }
        }

        void complete(Use use) {
            if (use.purl().version() != null || !use.purl().type().equals("nuget")) {
                return;
            }
            PlacedListing central = nearest(use.file().folder());
            String version = central == null
                    ? null
                    : central.listing().attribute("version:" + use.component().key());
            if (version != null && version.matches("\\[?[0-9][0-9A-Za-z.+-]*]?")) {
                use.purl(use.purl().withVersion(version.replaceAll("[\\[\\]]", "")));
                use.note("the version stands in " + (central == null ? "" : central.path()));
            }
        }

        private @Nullable PlacedListing nearest(String start) {
            for (String folder = start; folder != null; folder = PlacedListing.above(folder)) {
                PlacedListing found = byFolder.get(folder);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
    }
}
