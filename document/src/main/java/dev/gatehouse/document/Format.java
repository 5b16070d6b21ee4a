package dev.gatehouse.document;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The languages in which documents are written.
public enum Format {
    /// YAML 1.2, core schema, with merge keys.
    YAML,
    /// RFC 8259.
    JSON,
    /// JSON with comments and trailing commas.
    JSONC,
    /// TOML 1.0.
    TOML,
    /// XML 1.0 with namespaces, without document type definitions.
    XML,
    /// The properties files of Java.
    PROPERTIES;

    private static final Map<String, Format> BY_EXTENSION = Map.ofEntries(
            Map.entry("yaml", YAML), Map.entry("yml", YAML), Map.entry("json", JSON), Map.entry("sarif", JSON),
            Map.entry("webmanifest", JSON), Map.entry("tfstate", JSON), Map.entry("jsonc", JSONC),
            Map.entry("code-workspace", JSONC), Map.entry("toml", TOML), Map.entry("xml", XML), Map.entry("pom", XML),
            Map.entry("csproj", XML), Map.entry("vbproj", XML), Map.entry("fsproj", XML), Map.entry("props", XML),
            Map.entry("targets", XML), Map.entry("nuspec", XML), Map.entry("config", XML), Map.entry("xsd", XML),
            Map.entry("properties", PROPERTIES));

    /// Files whose extension does not tell; lower case.
    private static final Map<String, Format> BY_NAME = Map.ofEntries(
            Map.entry("pipfile", TOML), Map.entry("cargo.lock", TOML), Map.entry("poetry.lock", TOML),
            Map.entry("uv.lock", TOML), Map.entry("pdm.lock", TOML), Map.entry("gopkg.lock", TOML),
            Map.entry("pipfile.lock", JSON), Map.entry("composer.lock", JSON), Map.entry("flake.lock", JSON),
            Map.entry("package.resolved", JSON), Map.entry("deno.lock", JSON), Map.entry("pubspec.lock", YAML),
            Map.entry("podfile.lock", YAML), Map.entry("chart.lock", YAML), Map.entry(".clang-format", YAML),
            Map.entry("bun.lock", JSONC), Map.entry("jsconfig.json", JSONC), Map.entry("devcontainer.json", JSONC),
            Map.entry(".devcontainer.json", JSONC), Map.entry("settings.json", JSONC), Map.entry("launch.json", JSONC),
            Map.entry("tasks.json", JSONC), Map.entry("extensions.json", JSONC), Map.entry(".eslintrc", JSONC),
            Map.entry(".eslintrc.json", JSONC), Map.entry(".babelrc", JSONC), Map.entry(".swcrc", JSONC),
            Map.entry(".jshintrc", JSONC), Map.entry("api-extractor.json", JSONC), Map.entry("nx.json", JSONC),
            Map.entry("turbo.json", JSONC), Map.entry("deno.json", JSONC));

    private static final Set<String> JSONC_PREFIXES = Set.of("tsconfig.", "appsettings.");

    /// The format that a file name announces; null if it announces none of these.
    ///
    /// @param fileName
    ///            a name or a path with `/` between its parts
    public static @Nullable Format of(String fileName) {
        String name = fileName.substring(fileName.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        Format byName = BY_NAME.get(name);
        if (byName != null) {
            return byName;
        }
        int dot = name.lastIndexOf('.');
        Format byExtension = dot < 0 ? null : BY_EXTENSION.get(name.substring(dot + 1));
        return byExtension == JSON && JSONC_PREFIXES.stream().anyMatch(name::startsWith) ? JSONC : byExtension;
    }

    /// What happens to repeated keys unless a caller says otherwise: refused, but kept in properties, whose grammar allows them.
    public Duplicates duplicates() {
        return this == PROPERTIES ? Duplicates.KEEP : Duplicates.REJECT;
    }
}
