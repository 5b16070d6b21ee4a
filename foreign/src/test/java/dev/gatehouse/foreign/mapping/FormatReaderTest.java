package dev.gatehouse.foreign.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.foreign.ForeignReport;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FormatReaderTest {
    private static final String MAPPING = """
            id: x
            kind: x
            title: X
            syntax: json
            recognised-by: [issues]
            results: "issues[]"
            result:
              rule: id
              severity:
                - { from: level, words: { bad: high } }
                - { otherwise: low }
            occurrences:
              file: path
            """;

    private static void refused(String from, String to, String... expected) {
        String changed = MAPPING.replace(from, to);
        assertThat(changed).isNotEqualTo(MAPPING);
        assertThatThrownBy(() -> FormatReader.read("x.yaml", changed.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DocumentException.class).message().contains(expected);
    }

    @Test
    void aMistakeInAMappingNamesItsLine() throws Exception {
        assertThat(FormatReader.read("x.yaml", MAPPING.getBytes(StandardCharsets.UTF_8)).id()).isEqualTo("x");
        refused("syntax: json", "syntax: csv", "x.yaml:4:", "json or xml");
        refused("  rule: id", "  rul: id", "x.yaml:8:", "did you mean 'rule'");
        refused("rule: id", "rule: \"a..b\"", "x.yaml:8:", "no expression");
        refused("bad: high", "bad: terrible", "x.yaml:10:", "must be one of");
        refused("words: { bad: high }", "score: mine", "x.yaml:10:", "score: cvss");
        refused("  file: path", "  file: [1]", "x.yaml:13:", "expects expressions");
    }

    @Test
    void everyMappingOfOursIsReadAndItsResultsEndWithAList() {
        assertThat(ForeignReport.formats()).extracting(ForeignFormat::id).containsExactly("sarif", "zap-json", "zap-xml",
                "cyclonedx-json", "cyclonedx-xml");
        assertThat(ForeignReport.formats()).allSatisfy(format -> {
            assertThat(ResultPath.all(format)).isNotEmpty();
            assertThat(format.result().rule().expressions()).isNotEmpty();
            assertThat(format.recognised()).isNotEmpty();
        });
    }
}
