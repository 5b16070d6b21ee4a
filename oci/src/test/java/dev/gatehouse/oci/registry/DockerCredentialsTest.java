package dev.gatehouse.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerCredentialsTest {
    @TempDir
    Path folder;

    private DockerCredentials with(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
        return DockerCredentials.of(Map.of("DOCKER_CONFIG", folder.toString(), "PATH", folder + ":/usr/bin:/bin"));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void helper(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("docker-credential-" + name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void entriesAreFoundByHostHoweverTheKeyIsWritten() throws IOException {
        var credentials = with("{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"" + encoded("hub:p:w")
                + "\"},\"https://registry.example/v1/\":{\"identitytoken\":\"it\"},\"other.example:5000\":{\"username\":\"u\",\"password\":\"p\"}}}");
        assertThat(credentials.find("docker.io")).isEqualTo(new Credentials.Password("hub", "p:w"));
        assertThat(credentials.find("registry.example")).isEqualTo(new Credentials.IdentityToken("it"));
        assertThat(credentials.find("other.example:5000")).isEqualTo(new Credentials.Password("u", "p"));
        assertThat(credentials.find("other.example")).isEqualTo(Credentials.ANONYMOUS);
    }

    @Test
    void withoutAConfigurationNobodyIsAnybody() throws IOException {
        assertThat(DockerCredentials.of(Map.of("HOME", folder.toString())).find("docker.io")).isEqualTo(Credentials.ANONYMOUS);
    }

    @Test
    void aDamagedEntryIsToldWithoutWhatStandsInIt() throws IOException {
        var credentials = with("{\"auths\":{\"registry.example\":{\"auth\":\"c2VjcmV0\"}}}");
        assertThatThrownBy(() -> credentials.find("registry.example")).hasMessageContaining("registry.example")
                .hasMessageNotContaining("c2VjcmV0").hasMessageNotContaining("secret");
    }

    @Test
    void theHelperThatTheUserNamesIsAsked() throws IOException {
        Files.createDirectories(folder);
        helper("one", "read server; test \"$1\" = get && printf '{\"ServerURL\":\"%s\",\"Username\":\"u\",\"Secret\":\"s-%s\"}' \"$server\" \"$server\"");
        helper("two", "printf '{\"Username\":\"<token>\",\"Secret\":\"identity\"}'");
        helper("none", "echo 'credentials not found in native keychain'; exit 1");
        helper("bad", "echo oops");
        assertThat(with("{\"credHelpers\":{\"registry.example\":\"one\"}}").find("registry.example"))
                .isEqualTo(new Credentials.Password("u", "s-registry.example"));
        assertThat(with("{\"credsStore\":\"two\"}").find("registry.example")).isEqualTo(new Credentials.IdentityToken("identity"));
        assertThat(with("{\"credsStore\":\"none\"}").find("registry.example")).isEqualTo(Credentials.ANONYMOUS);
        assertThatThrownBy(() -> with("{\"credsStore\":\"bad\"}").find("registry.example")).hasMessageNotContaining("oops");
        assertThatThrownBy(() -> with("{\"credsStore\":\"../../bin/sh\"}").find("registry.example"))
                .hasMessageContaining("no program");
        assertThatThrownBy(() -> with("{\"credsStore\":\"absent\"}").find("registry.example"))
                .hasMessageContaining("docker-credential-absent");
    }
}
