package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.remedy.Bump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Where the object models of a Maven build write versions: in a dependency, in dependency management, in a property that several
/// share. What an imported bill of materials or a parent outside of the tree decides is overridden in the dependency management of
/// the topmost model, as Maven lets a build do it.
final class MavenPins implements PinReader {

    /// The modules of one build decide together: everything below the topmost `pom.xml`, which need not ask for anything itself.
    @Override
    public List<List<Project>> together(Path root, List<Project> projects) {
        Map<String, List<Project>> builds = new TreeMap<>();
        for (Project project : projects) {
            String folder = folder(project);
            String top = folder;
            for (String at = folder; !at.isEmpty();) {
                at = at.substring(0, at.lastIndexOf('/', at.length() - 2) + 1);
                top = Files.isRegularFile(root.resolve(at + "pom.xml")) ? at : top;
            }
            builds.computeIfAbsent(top, _ -> new ArrayList<>()).add(project);
        }
        return List.copyOf(builds.values());
    }

    private static String folder(Project project) {
        String path = project.place().path().toString();
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    @Override
    public PinBook read(Path root, List<Project> projects) throws IOException {
        PomFiles poms = PomFiles.read(root, projects.stream().map(each -> each.place().path().toString()).toList());
        PinBookBuilder book = new PinBookBuilder();
        poms.files().forEach(pom -> book.file(pom.file(), pom.bytes()));
        Set<String> declared = new LinkedHashSet<>();
        for (PomFiles.Declaration declaration : poms.declarations()) {
            for (PackageUrl purl : declaration.purls()) {
                String name = Ecosystem.name(purl);
                if (declaration.obstacle().isEmpty()) {
                    String property = declaration.property();
                    book.pin(declaration.key(), property.isEmpty() ? name : property + " of " + name, purl, declaration.sites(),
                            Bump.How.REQUIREMENT);
                    declared.add(name);
                } else {
                    book.reason(name, declaration.obstacle());
                    declared.add(name);
                }
            }
        }
        overrides(projects, poms, book, declared);
        return book.build(projects, "a model outside of the tree says its version", LockStep.NONE);
    }

    /// What no model of the tree writes down, and the build uses all the same.
    private static void overrides(List<Project> projects, PomFiles poms, PinBookBuilder book, Set<String> declared) {
        for (Project project : projects) {
            for (PackageUse use : project.packages()) {
                String name = Ecosystem.name(use.purl());
                PomFiles.Pom top = poms.top(project.place().path().toString());
                if (PinBookBuilder.weighed(use) && use.purl().type().equals("maven") && !declared.contains(name) && top != null) {
                    ManagedEntry.of(top, use.purl())
                            .ifPresent(site -> book.pin("override " + name + "@" + use.purl().version(), name, use.purl(),
                                    List.of(site), Bump.How.OVERRIDE));
                }
            }
        }
    }
}
