package dev.gatehouse.sca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.inventory.Project;
import dev.gatehouse.sca.java.MavenModels;
import dev.gatehouse.sca.listing.Pom;
import dev.gatehouse.sca.maven.PomSource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a project gets, against what `mvn dependency:tree` says of such projects.
class MavenGraphTest {
    private final Map<String, Pom> released = new HashMap<>();
    private final PomSource source = new PomSource() {
        @Override
        public @Nullable Pom find(String group, String artifact, String version) {
            return released.get(group + ":" + artifact + ":" + version);
        }

        @Override
        public List<String> versions(String group, String artifact) {
            return released.keySet().stream().filter(each -> each.startsWith(group + ":" + artifact + ":"))
                    .map(each -> each.substring(each.lastIndexOf(':') + 1)).toList();
        }

        @Override
        public String title() {
            return "the repository";
        }
    };

    /// `artifact:version scope optional !exclusion` in group g, as a dependency.
    private static String dependency(String text) {
        String[] words = text.split(" ");
        String[] coordinates = words[0].split(":");
        StringBuilder xml = new StringBuilder("<dependency><groupId>g</groupId><artifactId>" + coordinates[0] + "</artifactId>");
        if (coordinates.length > 1) {
            xml.append("<version>").append(coordinates[1]).append("</version>");
        }
        for (int i = 1; i < words.length; i++) {
            if (words[i].equals("optional")) {
                xml.append("<optional>true</optional>");
            } else if (words[i].startsWith("!")) {
                xml.append("<exclusions><exclusion><groupId>g</groupId><artifactId>").append(words[i].substring(1))
                        .append("</artifactId></exclusion></exclusions>");
            } else if (words[i].equals("bill")) {
                xml.append("<type>pom</type><scope>import</scope>");
            } else {
                xml.append("<scope>").append(words[i]).append("</scope>");
            }
        }
        return xml + "</dependency>";
    }

    private static String dependencies(String... texts) {
        return "<dependencies>" + List.of(texts).stream().map(MavenGraphTest::dependency).collect(Collectors.joining())
                + "</dependencies>";
    }

    private static String managed(String... texts) {
        return "<dependencyManagement>" + dependencies(texts) + "</dependencyManagement>";
    }

    private static String project(String artifact, String version, String body) {
        return "<project><groupId>g</groupId><artifactId>" + artifact + "</artifactId><version>" + version + "</version>" + body
                + "</project>";
    }

    private MavenGraphTest release(String artifact, String version, String body) {
        try {
            released.put("g:" + artifact + ":" + version,
                    MavenModels.read(artifact, project(artifact, version, body).getBytes(StandardCharsets.UTF_8)));
            return this;
        } catch (DocumentException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<String> get(String body) {
        Tree tree = new Tree().add("pom.xml", project("harbour", "1", body)).models(source);
        return tree.inventory().projects().stream().flatMap(each -> told(each).stream()).toList();
    }

    private static List<String> told(Project project) {
        return project.packages().stream().map(use -> told(project, use)).toList();
    }

    private static String told(Project project, PackageUse use) {
        return name(use) + " " + use.scope().label() + (use.direct() ? " direct" : "")
                + use.requires().stream().map(each -> " > " + name(project.packages().get(each))).collect(Collectors.joining());
    }

    private static String name(PackageUse use) {
        return use.purl().name() + (use.purl().version() == null ? "" : ":" + use.purl().version());
    }

    @Test
    void theNearestDeclarationWinsAndOfEquallyNearOnesTheFirst() {
        release("a", "1", dependencies("b:1")).release("b", "1", dependencies("d:2"))
                .release("c", "1", dependencies("d:1", "e:1"))
                .release("f", "1", dependencies("e:2"));
        assertThat(get(dependencies("a:1", "c:1", "f:1")))
                .containsExactlyInAnyOrder("a:1 runtime direct > b:1", "c:1 runtime direct > d:1 > e:1",
                        "f:1 runtime direct > e:1", "b:1 runtime > d:1", "d:1 runtime", "e:1 runtime")
                .noneMatch(each -> each.startsWith("d:2"));
    }

    @Test
    void scopesAreDerivedAndTheWidestWayCounts() {
        release("a", "1", dependencies("x:1 runtime", "t:1 test", "p:1 provided", "o:1 optional"))
                .release("b", "1", dependencies("y:1"))
                .release("c", "1", dependencies("x:1", "y:1 runtime"));
        assertThat(get(dependencies("b:1 test", "a:1", "c:1 provided"))).containsExactlyInAnyOrder("b:1 test direct > y:1",
                "a:1 runtime direct > x:1",
                "c:1 provided direct > y:1 > x:1", "x:1 runtime", "y:1 provided");
    }

    @Test
    void whatTheProjectAsksForKeepsItsOwnScope() {
        release("a", "1", dependencies("x:1"));
        assertThat(get(dependencies("x:2 test", "a:1"))).containsExactlyInAnyOrder("x:2 test direct", "a:1 runtime direct > x:2");
    }

    @Test
    void managementDecidesOverWhatOthersBring() {
        release("a", "1", dependencies("x:1", "y:1")).release("x", "3", dependencies("z:1")).release("bill", "1",
                managed("y:5", "x:9"));
        assertThat(get(managed("x:3 !z", "bill:1 bill") + dependencies("a:1"))).containsExactlyInAnyOrder(
                "a:1 runtime direct > x:3 > y:5",
                "x:3 runtime", "y:5 runtime");
    }

    @Test
    void exclusionsHoldForEverythingBelow() {
        release("a", "1", dependencies("b:1")).release("b", "1", dependencies("x:1", "y:1"));
        assertThat(get(dependencies("a:1 !x"))).containsExactlyInAnyOrder("a:1 runtime direct > b:1", "b:1 runtime > y:1",
                "y:1 runtime");
    }

    @Test
    void whatMovedIsFollowedAndCirclesEnd() {
        release("old", "1",
                "<distributionManagement><relocation><artifactId>new</artifactId></relocation></distributionManagement>")
                .release("new", "1", dependencies("loop:1")).release("loop", "1", dependencies("new:1"));
        assertThat(get(dependencies("old:1"))).containsExactlyInAnyOrder("new:1 runtime direct > loop:1",
                "loop:1 runtime > new:1");
        release("here", "1",
                "<distributionManagement><relocation><artifactId>there</artifactId></relocation></distributionManagement>")
                .release("there", "1",
                        "<distributionManagement><relocation><artifactId>here</artifactId></relocation></distributionManagement>");
        assertThat(get(dependencies("here:1"))).hasSize(1);
    }

    @Test
    void parentsOfTheRepositoryGiveVersionsPropertiesAndDependencies() {
        release("parent", "7", "<properties><x>2</x></properties>" + managed("a:${x}") + dependencies("b:1"));
        assertThat(get(
                "<parent><groupId>g</groupId><artifactId>parent</artifactId><version>7</version></parent>" + dependencies("a")))
                .containsExactlyInAnyOrder("a:2 runtime direct", "b:1 runtime direct");
    }

    @Test
    void profilesHoldByTheirConditions() {
        String body = "<profiles><profile><id>old</id><activation><jdk>[1.5,9)</jdk></activation>" + dependencies("old:1")
                + "</profile>"
                + "<profile><id>new</id><activation><jdk>[9,)</jdk></activation>" + dependencies("now:1") + "</profile>"
                + "<profile><id>default</id><activation><activeByDefault>true</activeByDefault></activation>"
                + dependencies("default:1")
                + "</profile><profile><id>off</id><activation><property><name>!off</name></property></activation>"
                + dependencies("off:1")
                + "</profile></profiles>";
        release("a", "1", body);
        assertThat(get(dependencies("a:1"))).containsExactlyInAnyOrder("a:1 runtime direct > now:1 > off:1", "now:1 runtime",
                "off:1 runtime");
    }

    @Test
    void aRangeIsTheHighestVersionThatIsThere() {
        release("a", "1.0", "").release("a", "1.9", dependencies("b:1")).release("a", "2.0", "");
        assertThat(get(dependencies("a:[1.0,2.0)"))).containsExactlyInAnyOrder("a:1.9 runtime direct > b:1", "b:1 runtime");
    }

    @Test
    void eachMissingModelIsToldOnce() {
        String parent = "<parent><groupId>g</groupId><artifactId>parent</artifactId><version>7</version></parent>";
        Tree tree = new Tree().models(source);
        for (String module : List.of("one", "two", "three")) {
            tree.add(module + "/pom.xml", project(module, "1", parent + dependencies("a", "b:1", "c:1 test")));
        }
        assertThat(tree.diagnostics()).extracting(each -> each.what()).containsExactlyInAnyOrder(
                "g:parent:7 is neither in the tree nor in the repository, so the version of g:a is unknown, also in 2 other projects",
                "what g:b:1, g:c:1 bring is unknown, since their object models are neither in the tree nor in the repository;"
                        + " a build on this machine brings them");
    }
}
