package dev.gatehouse.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource({"a/b.yml, YAML", "A.YAML, YAML", "package.json, JSON", "tsconfig.json, JSONC", "web/tsconfig.base.json, JSONC",
        ".vscode/settings.json, JSONC", "Cargo.toml, TOML", "Cargo.lock, TOML", "Pipfile, TOML", "Pipfile.lock, JSON",
        "composer.lock, JSON", "bun.lock, JSONC", "pom.xml, XML", "App.csproj, XML", "gradle.properties, PROPERTIES"})
    void theFileNameTellsTheFormat(String name, Format format) {
        assertThat(Format.of(name)).isEqualTo(format);
    }

    @Test
    void otherNamesTellNone() {
        assertThat(Format.of("README.md")).isNull();
        assertThat(Format.of("json")).isNull();
        assertThat(Format.of("a.json/b")).isNull();
        assertThat(Format.of("yarn.lock")).isNull();
    }
}
