package dev.gatehouse.sca.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.sca.listing.Pom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalRepositoryTest {
    private static final String POM = "<project><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></project>";

    @TempDir
    Path home;

    private static void write(Path root, String group, String artifact, String version) throws IOException {
        Path folder = Files.createDirectories(root.resolve(group.replace('.', '/')).resolve(artifact).resolve(version));
        Files.writeString(folder.resolve(artifact + "-" + version + ".pom"), POM.formatted(group, artifact, version));
    }

    @Test
    void theUsersRepositoryIsBelowHisHomeOrWhereHisSettingsSay() throws IOException {
        write(home.resolve(".m2/repository"), "org.example", "crane", "1.0");
        write(home.resolve("elsewhere"), "org.example", "crane", "2.0");
        Map<String, String> environment = Map.of("HOME", home.toString());
        PomSource repository = LocalRepository.of(environment);
        Pom found = repository.find("org.example", "crane", "1.0");
        assertThat(found == null ? null : found.coordinates()).isEqualTo(new Pom.Coordinates("org.example", "crane", "1.0"));
        assertThat(repository.find("org.example", "crane", "2.0")).isNull();
        assertThat(repository.versions("org.example", "crane")).containsExactly("1.0");

        Files.writeString(home.resolve(".m2/settings.xml"),
                "<settings><localRepository>${user.home}/elsewhere</localRepository></settings>");
        assertThat(LocalRepository.of(environment).find("org.example", "crane", "2.0")).isNotNull();
        assertThat(LocalRepository.of(Map.of("HOME", home.toString(), LocalRepository.VARIABLE, "none")))
                .isSameAs(PomSource.NONE);
        assertThat(LocalRepository.of(Map.of())).isSameAs(PomSource.NONE);
    }

    @ParameterizedTest
    @CsvSource({"org.example, .., 1.0", "org.example, crane, ..", "org.example, crane, ../../secret/1.0", "../org, crane, 1.0",
        "org..example, crane, 1.0", "org/example, crane, 1.0", "'', crane, 1.0", "org.example, 'crane\u0000', 1.0"})
    void coordinatesLeadNowhereElse(String group, String artifact, String version) throws IOException {
        Path root = home.resolve("a/b/repository");
        write(root, "org.example", "crane", "1.0");
        write(home.resolve("a"), "secret", "1.0", "1.0");
        PomSource repository = LocalRepository.of(Map.of(LocalRepository.VARIABLE, root.toString()));
        assertThat(repository.find("org.example", "crane", "1.0")).isNotNull();
        assertThat(repository.find(group, artifact, version)).isNull();
        assertThat(repository.versions(group, "..")).isEmpty();
    }

    @Test
    void linksOutOfTheRepositoryAreNotFollowed() throws IOException {
        write(home.resolve("outside"), "org.example", "crane", "1.0");
        Path root = Files.createDirectories(home.resolve("repository"));
        Files.createSymbolicLink(root.resolve("org"), home.resolve("outside/org"));
        PomSource repository = LocalRepository.of(Map.of(LocalRepository.VARIABLE, root.toString()));
        assertThat(repository.find("org.example", "crane", "1.0")).isNull();
    }

    @Test
    void whatIsNoObjectModelIsNotThere() throws IOException {
        Path root = home.resolve("repository");
        write(root, "org.example", "crane", "1.0");
        Path file = root.resolve("org/example/crane/1.0/crane-1.0.pom");
        PomSource cut = LocalRepository.of(Map.of(LocalRepository.VARIABLE, root.toString()));
        Files.writeString(file, "<project><groupId>");
        assertThat(cut.find("org.example", "crane", "1.0")).isNull();
        Files.writeString(file,
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><project><groupId>&e;</groupId></project>");
        Pom entity = LocalRepository.of(Map.of(LocalRepository.VARIABLE, root.toString())).find("org.example", "crane", "1.0");
        assertThat(entity == null || !entity.coordinates().group().contains("root:")).isTrue();
    }
}
