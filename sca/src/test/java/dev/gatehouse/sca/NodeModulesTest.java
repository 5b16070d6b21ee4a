package dev.gatehouse.sca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeModulesTest {
    private static final String MANIFEST = """
            {"name": "harbour", "version": "1.0.0", "dependencies": {"crane": "^1.0.0", "@quay/rope": "2.x"},
             "devDependencies": {"gauge": "^3.0.0"}, "optionalDependencies": {"macos-only": "1.0.0"}}""";

    private static String manifest(String name, String version, String dependencies) {
        return "{\"name\": \"" + name + "\", \"version\": \"" + version + "\", \"dependencies\": {" + dependencies + "}}";
    }

    private static Project installed(Tree tree) {
        List<Project> projects = tree.inventory().projects();
        assertThat(projects).hasSize(1);
        return projects.getFirst();
    }

    private static String told(Project project, PackageUse use) {
        return use.purl().name() + "@" + use.purl().version() + " " + use.scope().label() + (use.direct() ? " direct" : "")
                + use.requires()
                        .stream()
                        .map(each -> " > " + project.packages().get(each).purl().name() + "@"
                                + project.packages().get(each).purl().version())
                        .collect(java.util.stream.Collectors.joining());
    }

    @Test
    void whatIsInstalledIsWhatTheManifestAsksForWithTheVersionsThatNodeFinds() {
        Tree tree = new Tree().add("package.json", MANIFEST)
                .add("node_modules/crane/package.json", manifest("crane", "1.2.0", "\"hook\": \"^1\""))
                .add("node_modules/crane/node_modules/hook/package.json", manifest("hook", "1.5.0", ""))
                .add("node_modules/hook/package.json", manifest("hook", "2.0.0", ""))
                .add("node_modules/@quay/rope/package.json", manifest("@quay/rope", "2.1.0", ""))
                .add("node_modules/gauge/package.json", manifest("gauge", "3.1.0", "\"hook\": \"^2\""))
                .add("node_modules/gauge/test/fixture/package.json", manifest("no-package", "9.0.0", ""));
        Project project = installed(tree);
        assertThat(project.packages().stream().map(use -> told(project, use))).containsExactlyInAnyOrder(
                "crane@1.2.0 runtime direct > hook@1.5.0",
                "hook@1.5.0 runtime", "hook@2.0.0 development", "rope@2.1.0 runtime direct",
                "gauge@3.1.0 development direct > hook@2.0.0");
    }

    @Test
    void theStoreOfPnpmIsJoinedByNameAndRequirement() {
        Tree tree = new Tree().add("package.json", MANIFEST)
                .add("node_modules/.pnpm/crane@1.2.0/node_modules/crane/package.json",
                        manifest("crane", "1.2.0", "\"hook\": \"^1\""))
                .add("node_modules/.pnpm/crane@3.0.0/node_modules/crane/package.json", manifest("crane", "3.0.0", ""))
                .add("node_modules/.pnpm/hook@1.5.0/node_modules/hook/package.json", manifest("hook", "1.5.0", ""))
                .add("node_modules/.pnpm/hook@2.0.0/node_modules/hook/package.json", manifest("hook", "2.0.0", ""))
                .add("node_modules/.pnpm/@quay+rope@2.1.0/node_modules/@quay/rope/package.json",
                        manifest("@quay/rope", "2.1.0", ""))
                .add("node_modules/.pnpm/gauge@3.1.0/node_modules/gauge/package.json", manifest("gauge", "3.1.0", ""));
        Project project = installed(tree);
        assertThat(project.packages().stream().map(use -> told(project, use))).contains("crane@1.2.0 runtime direct > hook@1.5.0",
                "crane@3.0.0 runtime", "rope@2.1.0 runtime direct", "gauge@3.1.0 development direct").hasSize(6);
    }

    @Test
    void theBinaryLockFileOfBunIsAGapThatSaysWhatToDo() {
        Tree tree = new Tree().add("bun.lockb", new byte[]{'#', '!', 0, 1, 2, 3});
        assertThat(tree.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.GAP);
            assertThat(diagnostic.what()).contains("--save-text-lockfile");
        });
    }
}
