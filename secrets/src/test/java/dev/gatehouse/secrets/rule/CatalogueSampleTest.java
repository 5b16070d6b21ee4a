package dev.gatehouse.secrets.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.document.DocumentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every rule of the catalogue finds its samples and passes over its near-misses.
class CatalogueSampleTest {
    private static final Path CATALOGUE = Path.of("src/main/catalogue");
    private static List<CatalogueFile> catalogue = List.of();

    @BeforeAll
    static void read() throws IOException, DocumentException {
        catalogue = catalogue();
    }

    @TestFactory
    Stream<DynamicTest> everyRuleOfTheCatalogueKeepsItsPromises() {
        List<SecretRule> all = catalogue.stream().flatMap(file -> file.rules().stream()).toList();
        return catalogue.stream().map(file -> DynamicTest.dynamicTest(file.name(), () -> {
            List<String> problems = new ArrayList<>();
            for (CatalogueFile.Entry entry : file.entries()) {
                problems.addAll(Samples.problems(file.name(), entry, all));
            }
            assertThat(problems).as(String.join("\n", problems)).isEmpty();
        }));
    }

    @Test
    void idsAreUniqueInTheWholeCatalogue() {
        assertThat(catalogue).isNotEmpty();
        Map<String, String> seen = new HashMap<>();
        for (CatalogueFile file : catalogue) {
            for (SecretRule rule : file.rules()) {
                assertThat(seen.put(rule.id(), file.name())).as("another file with %s, besides %s", rule.id(), file.name())
                        .isNull();
            }
        }
    }

    @Test
    void aRuleThatBreaksItsPromisesIsCaught() throws DocumentException {
        CatalogueFile file = CatalogueReader.read("bad.toml", """
                family = "acme"
                [[rules]]
                id = "acme-token"
                title = "Acme token"
                severity = "high"
                confidence = "likely"
                message = "A token."
                fix = "Revoke it."
                keywords = ["acme_"]
                regex = '\\b(acme_[a-z0-9]+)\\b'
                matches = ['t = [[acme_<digits:20>]]', 'key = acne_<digits:20>', 't [[=]] acme_<alnum:20>']
                nearMisses = ['acme_<digits:8>']
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(Samples.problems(file.name(), file.entries().getFirst(), file.rules())).containsExactly(
                "bad.toml:2: acme-token: the regular expression has no bound, or one above 64 KiB",
                "bad.toml:2: acme-token: says not where to rotate",
                "bad.toml:2: acme-token: no keyword stands in the match of line 11",
                "bad.toml:2: acme-token: does not find the match of line 11 (seed 0)",
                "bad.toml:2: acme-token: finds the near-miss of line 12");
    }

    private static List<CatalogueFile> catalogue() throws IOException, DocumentException {
        List<CatalogueFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(CATALOGUE)) {
            for (Path path : paths.filter(path -> path.toString().endsWith(".toml")).sorted().toList()) {
                files.add(CatalogueReader.read(path.getFileName().toString(), Files.readAllBytes(path)));
            }
        }
        return files;
    }
}
