package dev.gatehouse.sca.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gatehouse.sca.Tree;
import dev.gatehouse.sca.licence.LicenceReader;
import dev.gatehouse.sca.licence.SpdxList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BomTest {
    private static final SpdxList LICENCES = SpdxList.load();
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.5Z");

    /// Everything that the fixtures have, as one bill.
    private static Bom everything() {
        try {
            Tree tree = Tree.of(Path.of(Objects.requireNonNull(Tree.class.getResource("fixtures")).toURI()));
            return Bom.of(tree.inventory(), "harbour", "1.0", TIME, "0.1", new LicenceReader(LICENCES));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String written(Bom bom, BomFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.writer(LICENCES).write(bom, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(BomFormat.class)
    void theSamePackagesAtTheSameTimeGiveTheSameBytes(BomFormat format) {
        assertThat(written(everything(), format)).isEqualTo(written(everything(), format));
    }

    @ParameterizedTest
    @EnumSource(BomFormat.class)
    void whatIsWrittenIsReadAgain(BomFormat format) {
        Bom bom = everything();
        String name = format.label().startsWith("spdx") ? "bom.spdx.json" : "bom.cdx.json";
        List<String> read = new Tree().add(name, written(bom, format)).inventory().packages()
                .map(use -> use.purl().toString()).filter(purl -> !purl.startsWith("pkg:generic/harbour")).sorted().toList();
        assertThat(read).isEqualTo(bom.entries().stream().map(entry -> entry.purl().toString())
                .filter(purl -> !purl.startsWith("pkg:generic/harbour")).sorted().toList());
        // Edges survive too.
        long edges = bom.entries().stream().mapToLong(entry -> entry.dependsOn().size()).sum();
        long again = new Tree().add(name, written(bom, format)).inventory().packages().mapToLong(use -> use.requires().size())
                .sum();
        assertThat(again).isGreaterThanOrEqualTo(edges - 2);
    }

    @Test
    void aComponentHasItsPlaceLicenceDigestAndScope() {
        Tree tree = new Tree().add("package-lock.json", """
                {"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}},
                "node_modules/a": {"version": "1.0.0", "license": "MIT", "integrity": "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="},
                "node_modules/b": {"version": "2.0.0", "license": "Our Own", "dev": true}}}
                """);
        Bom bom = Bom.of(tree.inventory(), "harbour", "", TIME, "0.1", new LicenceReader(LICENCES));
        assertThat(written(bom, BomFormat.CYCLONEDX_1_7)).contains("\"bom-ref\" : \"pkg:npm/a@1.0.0\"", "\"line\" : 2",
                "\"location\" : \"package-lock.json\"", "\"id\" : \"MIT\"", "\"alg\" : \"SHA-1\"",
                "\"content\" : \"da39a3ee5e6b4b0d3255bfef95601890afd80709\"", "\"scope\" : \"excluded\"",
                "\"name\" : \"Our Own\"");
        assertThat(written(bom, BomFormat.SPDX_2_3)).contains("\"licenseDeclared\" : \"MIT\"", "\"extractedText\" : \"Our Own\"",
                "\"referenceLocator\" : \"pkg:npm/a@1.0.0\"", "\"relationshipType\" : \"DESCRIBES\"");
        assertThat(written(bom, BomFormat.SPDX_3_0)).contains("\"software_packageUrl\" : \"pkg:npm/b@2.0.0\"",
                "\"simplelicensing_licenseExpression\" : \"MIT\"",
                "\"hashValue\" : \"da39a3ee5e6b4b0d3255bfef95601890afd80709\"");
        assertThat(BomGaps.of(bom)).extracting(BomGaps::element).containsExactly("supplier", "licence",
                "SHA-512 of the deployed file", "dependencies among components");
    }

    @ParameterizedTest
    @EnumSource(value = BomFormat.class, names = "CYCLONEDX.*", mode = EnumSource.Mode.MATCH_ALL)
    void theOfficialSchemaAccepts(BomFormat format) throws IOException {
        Path pack = Path.of(System.getProperty("gatehouse.shared", "shared"), "data/specs/cyclonedx-spec-1.7.tar.zst");
        assumeTrue(Files.exists(pack), "the CycloneDX schemas are not there");
        Map<String, String> schemas = schemas(pack);
        String version = format.label().substring("cyclonedx-".length());
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7,
                builder -> builder.schemas(schemas));
        var schema = registry.getSchema(schemas.get("http://cyclonedx.org/schema/bom-" + version + ".schema.json"),
                InputFormat.JSON);
        var errors = schema.validate(written(everything(), format), InputFormat.JSON);
        assertThat(errors.stream().map(Object::toString).limit(10)).isEmpty();
    }

    /// Every JSON schema of the pack by its address.
    private static Map<String, String> schemas(Path pack) throws IOException {
        Map<String, String> schemas = new HashMap<>();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zstd")), "zstd, which packs the schemas, is not there");
        Process zstd = new ProcessBuilder("zstd", "-dc", pack.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(zstd.getInputStream())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String file = entry.getName();
                if (file.endsWith(".schema.json")
                        && Stream.of("bom-1.6", "bom-1.7", "spdx.", "jsf-", "cryptography").anyMatch(file::contains)) {
                    schemas.put("http://cyclonedx.org/schema/" + file.substring(file.lastIndexOf('/') + 1),
                            new String(tar.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return schemas;
    }
}
