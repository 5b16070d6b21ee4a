package dev.gatehouse.sca.reach;

import dev.gatehouse.advisory.match.Match;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.inventory.Project;
import java.util.IdentityHashMap;
import java.util.Map;

/// Says for the packages of a tree whether their weaknesses can be reached.
public final class Reach {
    private final SourceUse sources;
    /// By identity: a project of ten thousand packages takes long to hash.
    private final Map<Project, ScriptReach> scripts = new IdentityHashMap<>();
    private final Map<Project, PythonReach> python = new IdentityHashMap<>();

    public Reach(Inventory inventory) {
        this.sources = inventory.sources();
    }

    /// The answer for one weakness of one package of a project.
    ///
    /// @param index
    ///            of the package in the project
    public Answer of(Project project, int index, Match match) {
        if (sources == SourceUse.NONE) {
            return Answer.unknown("no source was looked at");
        }
        String path = project.place().path().toString();
        // What is kept in `vendor` is used by the module around it.
        String file = path.endsWith("vendor/modules.txt")
                ? path.substring(0, path.length() - "vendor/modules.txt".length())
                : path;
        String folder = file.substring(0, file.lastIndexOf('/') + 1);
        return switch (project.packages().get(index).purl().type()) {
            case "golang" -> new GoReach(sources, project, path, folder).of(project.packages().get(index), match);
            case "npm" -> scripts.computeIfAbsent(project, _ -> new ScriptReach(sources, project, folder)).of(index);
            case "pypi" -> python.computeIfAbsent(project, _ -> new PythonReach(sources, project, folder)).of(index);
            case "maven" -> JavaReach.of(sources, folder, project.packages().get(index));
            default -> Answer.unknown("sources of this ecosystem are not looked at");
        };
    }
}
