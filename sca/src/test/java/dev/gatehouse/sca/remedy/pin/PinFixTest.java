package dev.gatehouse.sca.remedy.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinFixTest {
    @TempDir
    Path folder = Path.of("");

    private PinGround ground;

    @BeforeEach
    void open() throws IOException {
        ground = new PinGround(folder);
    }

    @AfterEach
    void close() {
        ground.close();
    }

    private static final String PARENT = """
            <?xml version="1.0" encoding="UTF-8"?>\r
            <project>\r
            \t<modelVersion>4.0.0</modelVersion>\r
            \t<groupId>acme</groupId><artifactId>harbour</artifactId><version>1</version>\r
            \t<packaging>pom</packaging>\r
            \t<properties>\r
            \t\t<rope.version> 2.0.0 </rope.version> <!-- as äll modules -->\r
            \t</properties>\r
            \t<modules><module>crane</module></modules>\r
            </project>\r
            """;
    private static final String MODULE = """
            <project>
              <parent><groupId>acme</groupId><artifactId>harbour</artifactId><version>1</version></parent>
              <artifactId>crane</artifactId>
              <dependencies>
                <dependency><groupId>knots</groupId><artifactId>rope</artifactId><version>${rope.version}</version></dependency>
                <dependency><groupId>knots</groupId><artifactId>hook</artifactId><version>${rope.version}</version></dependency>
                <dependency><groupId>knots</groupId><artifactId>sail</artifactId><version>1.0-jre</version></dependency>
              </dependencies>
            </project>
            """;

    @Test
    void aPropertyOfTheParentMovesAllThatShareItAndNothingElseChanges() throws Exception {
        ground.file("pom.xml", PARENT).file("crane/pom.xml", MODULE).uses("pom.xml", "maven-pom")
                .uses("crane/pom.xml", "maven-pom",
                        "pkg:maven/knots/rope@2.0.0", "pkg:maven/knots/hook@2.0.0", "pkg:maven/knots/sail@1.0-jre")
                .weak("Maven", "knots:rope", "0", "2.0.1", "HIGH").weak("Maven", "knots:hook", "2.0.1", "2.0.2", "LOW")
                .weak("Maven", "knots:sail", "0", "1.1", "HIGH")
                .publish("pkg:maven/knots/rope", "2.0.0", "2.0.1", "2.0.2", "2.0.3-rc1", "2.0.3")
                .publish("pkg:maven/knots/hook", "2.0.0", "2.0.1", "2.0.2").publish("pkg:maven/knots/sail", "1.0-jre",
                        "1.1-android",
                        "1.1-jre", "1.2-jre");
        PinGround.Fixed fixed = ground.fix("maven-pom");
        // 2.0.1 would bring the weakness of hook, 2.0.3 is not published for both.
        assertThat(fixed.steps()).containsExactlyInAnyOrder("rope.version of knots:rope 2.0.0 -> 2.0.2",
                "knots:sail 1.0-jre -> 1.1-jre");
        assertThat(fixed.plan().remaining()).isEmpty();
        assertThat(ground.text("pom.xml")).isEqualTo(PARENT.replace("2.0.0", "2.0.2"));
        assertThat(ground.text("crane/pom.xml")).isEqualTo(MODULE.replace("1.0-jre", "1.1-jre"));
    }

    @Test
    void whatNoModelOfTheTreeWritesDownIsOverriddenInTheTopmostOne() throws Exception {
        ground.file("pom.xml", PARENT).file("crane/pom.xml", MODULE).uses("pom.xml", "maven-pom")
                .uses("crane/pom.xml", "maven-pom",
                        "pkg:maven/knots/mast@1.0", "pkg:maven/knots/boom@3.0")
                .weak("Maven", "knots:mast", "0", "1.1", "HIGH")
                .weak("Maven", "knots:boom", "0", "3.1", "HIGH");
        PinGround.Fixed fixed = ground.fix("maven-pom");
        assertThat(fixed.steps()).containsExactlyInAnyOrder("knots:mast 1.0 -> 1.1", "knots:boom 3.0 -> 3.1");
        assertThat(ground.text("crane/pom.xml")).isEqualTo(MODULE);
        String entry = "\t\t\t<dependency>\r\n\t\t\t\t<groupId>knots</groupId>\r\n\t\t\t\t<artifactId>%s</artifactId>\r\n"
                + "\t\t\t\t<version>%s</version>\r\n\t\t\t</dependency>\r\n";
        assertThat(ground.text("pom.xml")).startsWith(PARENT.substring(0, PARENT.length() - "</project>\r\n".length()))
                .contains("\t<dependencyManagement>\r\n\t\t<dependencies>\r\n").contains(entry.formatted("mast", "1.1"))
                .contains(entry.formatted("boom", "3.1"))
                .endsWith("\t\t</dependencies>\r\n\t</dependencyManagement>\r\n</project>\r\n");
        assertThat(ground.text("pom.xml").split("<dependencyManagement>")).hasSize(2);
    }

    @Test
    void aPropertyThatProfilesSetTooIsLeftToPeople() throws Exception {
        String model = MODULE.replace("<artifactId>crane</artifactId>",
                "<artifactId>crane</artifactId><properties><rope.version>2.0.0</rope.version></properties><profiles><profile><id>old</id>"
                        + "<properties><rope.version>1.9</rope.version></properties></profile></profiles>");
        ground.file("pom.xml", model).uses("pom.xml", "maven-pom", "pkg:maven/knots/rope@2.0.0").weak("Maven", "knots:rope", "0",
                "2.1",
                "HIGH");
        PinGround.Fixed fixed = ground.fix("maven-pom");
        assertThat(fixed.steps()).isEmpty();
        assertThat(fixed.reasons()).containsExactly("its version is the property rope.version, which profiles set too");
        assertThat(ground.text("pom.xml")).isEqualTo(model);
    }

    @Test
    void requirementsOfPipChangeInTheirVersionOnly() throws Exception {
        String text = "# pïnned\r\nRope[net,tls] == 2.0.0 ; python_version >= '3.8'  # keep\r\nhook==1.0 \\\r\n    --hash=sha256:00\r\n"
                + "sail==1.0,!=1.1\r\nmast>=1\r\n";
        ground.file("requirements.txt", text)
                .uses("requirements.txt", "pip-requirements", "pkg:pypi/rope@2.0.0", "pkg:pypi/hook@1.0",
                        "pkg:pypi/sail@1.0")
                .weak("PyPI", "rope", "0", "2.0.1", "HIGH").weak("PyPI", "hook", "0", "1.1", "HIGH")
                .weak("PyPI", "sail", "0", "1.1", "HIGH");
        PinGround.Fixed fixed = ground.fix("pip-requirements");
        assertThat(fixed.steps()).containsExactly("rope 2.0.0 -> 2.0.1");
        assertThat(ground.text("requirements.txt")).isEqualTo(text.replace("2.0.0", "2.0.1"));
        assertThat(String.join("\n", fixed.reasons())).contains("its digests are pinned too").contains("==1.0,!=1.1");
    }

    @Test
    void aVersionOfACatalogueMovesWhatRefersToIt() throws Exception {
        String text = """
                [versions]
                knots = { strictly = "2.0.0" } # both
                [libraries]
                rope = { module = "knots:rope", version.ref = "knots" }
                hook = { group = "knots", name = "hook", version.ref = "knots" }
                sail = "knots:sail:1.0"
                """;
        ground.file("gradle/libs.versions.toml", text).uses("gradle/libs.versions.toml", "gradle-catalogue",
                "pkg:maven/knots/rope@2.0.0", "pkg:maven/knots/hook@2.0.0", "pkg:maven/knots/sail@1.0")
                .weak("Maven", "knots:hook", "0", "2.1.0", "HIGH").weak("Maven", "knots:sail", "0", "1.1", "HIGH");
        PinGround.Fixed fixed = ground.fix("gradle-catalogue");
        assertThat(fixed.edits().refused()).isEmpty();
        assertThat(ground.text("gradle/libs.versions.toml")).isEqualTo(text.replace("2.0.0", "2.1.0").replace(":1.0", ":1.1"));
    }

    @Test
    void aCatalogueWithLocksIsRefusedWithTheEditAndTheCommand() throws Exception {
        String text = "[libraries]\nsail = \"knots:sail:1.0\"\n";
        ground.file("gradle/libs.versions.toml", text).file("gradle.lockfile", "knots:sail:1.0=runtimeClasspath\n")
                .uses("gradle/libs.versions.toml", "gradle-catalogue", "pkg:maven/knots/sail@1.0")
                .weak("Maven", "knots:sail", "0", "1.1", "HIGH");
        PinGround.Fixed fixed = ground.fix("gradle-catalogue");
        assertThat(fixed.edits().files()).isEmpty();
        assertThat(fixed.edits().refused().getFirst()).contains("knots:sail 1.0 -> 1.1").contains("gradle.lockfile")
                .contains("--write-locks");
        assertThat(ground.text("gradle/libs.versions.toml")).isEqualTo(text);
    }

    @Test
    void anActionIsRaisedInEveryWorkflowAndACommitIsLeft() throws Exception {
        String one = "jobs:\n  a:\n    steps:\n      - uses: 'acme/knot@v1.0.0' # here\n      - uses: acme/knot/sub@v1.0.0\n";
        String other = "jobs:\n  b:\n    steps:\n    -   uses: acme/knot@v1.0.0\n    - uses: acme/tie@" + "a".repeat(40) + "\n";
        ground.file(".github/workflows/a.yml", one).file(".github/workflows/b.yml", other)
                .uses(".github/workflows/a.yml", "github-workflow", "pkg:github/acme/knot@v1.0.0")
                .uses(".github/workflows/b.yml", "github-workflow", "pkg:github/acme/knot@v1.0.0")
                .weak("GitHub Actions", "acme/knot", "0", "1.0.1", "HIGH");
        PinGround.Fixed fixed = ground.fix("github-workflow");
        assertThat(fixed.steps()).containsExactly("acme/knot v1.0.0 -> v1.0.1");
        assertThat(ground.text(".github/workflows/a.yml")).isEqualTo(one.replace("1.0.0", "1.0.1"));
        assertThat(ground.text(".github/workflows/b.yml")).isEqualTo(other.replace("1.0.0", "1.0.1"));
    }

    @Test
    void aVersionThatOnlyAnAdvisoryKnowsIsNotProposedWhereTheRegistryAnswers() throws Exception {
        ground.file("requirements.txt", "rope==1.2.17\n").uses("requirements.txt", "pip-requirements", "pkg:pypi/rope@1.2.17")
                .weak("PyPI", "rope", "0", "2.16.0", "HIGH").publish("pkg:pypi/rope", "1.2.16", "1.2.17");
        PinGround.Fixed fixed = ground.fix("pip-requirements");
        assertThat(fixed.steps()).isEmpty();
        assertThat(fixed.reasons().getFirst()).contains("no newer version without it is published");
        assertThat(ground.text("requirements.txt")).isEqualTo("rope==1.2.17\n");
    }
}
