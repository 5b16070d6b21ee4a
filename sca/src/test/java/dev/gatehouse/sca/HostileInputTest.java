package dev.gatehouse.sca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Trait;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Whatever the bytes are, reading ends, and what could not be read is told.
class HostileInputTest {
    private static final List<Path> FIXTURES = fixtures();

    private static List<Path> fixtures() {
        try (Stream<Path> files = Files
                .walk(Path.of(Objects.requireNonNull(HostileInputTest.class.getResource("fixtures")).toURI()))) {
            return new ArrayList<>(
                    files.filter(Files::isRegularFile).filter(file -> !file.endsWith("expected.txt")).sorted().toList());
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = 600)
    void damagedFilesNeverMakeItFail(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path file = FIXTURES.get(random.nextInt(FIXTURES.size()));
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
            for (int i = random.nextInt(8); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) "\0{}[]\"':,#@\n <>&".charAt(random.nextInt(16));
            }
        }
        byte[] cut = random.nextBoolean() ? bytes : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        String path = file.toString().substring(file.toString().indexOf("fixtures/") + "fixtures/".length());
        assertThatCode(() -> new Tree().add(path, cut).inventory()).doesNotThrowAnyException();
    }

    @Test
    void aBrokenLockFileIsAGapButNotInTestsAndVendoredCode() {
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
        assertThat(new Tree().add("package-lock.json", broken).diagnostics()).extracting(Diagnostic::kind)
                .containsExactly(Diagnostic.Kind.GAP);
        assertThat(new Tree().add("package-lock.json", broken, Trait.TEST).diagnostics()).extracting(Diagnostic::kind)
                .containsExactly(Diagnostic.Kind.DEGRADED);
        assertThat(new Tree().add("package-lock.json", broken, Trait.VENDORED).diagnostics()).extracting(Diagnostic::kind)
                .containsExactly(Diagnostic.Kind.DEGRADED);
    }

    @Test
    void aLockFileOfAnotherShapeIsAGap() {
        for (String name : List.of("package-lock.json", "composer.lock", "Pipfile.lock", "packages.lock.json",
                "Package.resolved")) {
            assertThat(new Tree().add(name, "{\"something\": \"else\"}").diagnostics()).as(name).extracting(Diagnostic::kind)
                    .containsExactly(Diagnostic.Kind.GAP);
        }
        assertThat(new Tree().add("yarn.lock", "not a lock file\n").diagnostics()).extracting(Diagnostic::kind)
                .contains(Diagnostic.Kind.GAP);
    }

    @Test
    void externalEntitiesOfAPomAreNeverRead() {
        Tree tree = new Tree().add("pom.xml", "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><project>&x;</project>");
        assertThat(tree.inventory().projects()).isEmpty();
        assertThat(tree.diagnostics()).singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.GAP));
    }

    @Test
    void parentsBillsAndPropertiesInCirclesEnd() {
        String pom = """
                <project><parent><groupId>g</groupId><artifactId>%s</artifactId><version>1</version><relativePath/></parent>
                <groupId>g</groupId><artifactId>%s</artifactId><version>1</version>
                <properties><a>${b}${b}</a><b>${a}${a}</b></properties>
                <dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>%s</artifactId><version>1</version>
                <type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>
                <dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId><version>${a}</version></dependency></dependencies>
                </project>""";
        Tree tree = new Tree().add("a/pom.xml", pom.formatted("b", "a", "b")).add("b/pom.xml", pom.formatted("a", "b", "a"));
        assertThat(tree.inventory().packages()).hasSize(2).noneMatch(use -> use.pinned());
    }

    @Test
    void aDeepDocumentIsADiagnostic() {
        String deep = "{\"dependencies\":{\"a\":".repeat(400) + "{}" + "}}".repeat(400);
        assertThat(new Tree().add("package-lock.json", deep).diagnostics()).extracting(Diagnostic::code)
                .containsExactly("packages-unreadable");
    }

    @Test
    void aFileWithMorePackagesThanAnybodyHasIsCutShortAndSaysSo() {
        StringBuilder sum = new StringBuilder("module m\nrequire (\n");
        for (int i = 0; i < 250_100; i++) {
            sum.append("e/").append(i).append(" v1.0.0\n");
        }
        Tree tree = new Tree().add("go.mod", sum + ")\n");
        assertThat(tree.inventory().packages().count()).isEqualTo(250_000);
        assertThat(tree.diagnostics()).extracting(Diagnostic::code).containsExactly("packages-too-many");
    }
}
