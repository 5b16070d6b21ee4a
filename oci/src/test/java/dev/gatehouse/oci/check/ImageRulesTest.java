package dev.gatehouse.oci.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.manifest.ImageConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every rule does on its own samples what they say.
class ImageRulesTest {
    private final List<ImageRules.Entry> entries;

    ImageRulesTest() throws IOException {
        entries = ImageRules.load().entries();
    }

    @Test
    void everyRuleMatchesItsMatchesAndNoneOfItsMisses() throws IOException {
        for (ImageRules.Entry entry : entries) {
            assertThat(entry.match()).as(entry.rule().id()).isNotEmpty();
            assertThat(entry.miss()).as(entry.rule().id()).isNotEmpty();
            for (String sample : entry.match()) {
                assertThat(rules(entry.samples(), sample)).as(sample).contains(entry.rule().id());
            }
            for (String sample : entry.miss()) {
                assertThat(rules(entry.samples(), sample)).as(sample).doesNotContain(entry.rule().id());
            }
        }
    }

    @Test
    void everyRuleSaysWhatItIsAndWhatToDo() {
        for (ImageRules.Entry entry : entries) {
            assertThat(entry.rule().message()).as(entry.rule().id()).endsWith(".").hasSizeGreaterThan(40);
            assertThat(entry.rule().fix()).as(entry.rule().id()).isNotBlank();
            assertThat(entry.rule().controls()).as(entry.rule().id()).isNotEmpty();
        }
    }

    @Test
    void theBaseOfAnImageIsNoArchiveThatSomebodyAdded() throws IOException {
        String history = "[{\"created_by\": \"ADD rootfs.tar.xz / # buildkit\"}, {\"created_by\": \"ADD app.tgz /opt # buildkit\"}]";
        var hits = ConfigurationRules.of(configuration("{\"history\": " + history + ", \"config\": {\"User\": \"1\"}}"));
        assertThat(hits).extracting(ImageFacts.Hit::rule).containsExactly("image-add-archive");
    }

    private static List<String> rules(String kind, String sample) throws IOException {
        return switch (kind) {
            case "configuration" -> ConfigurationRules.of(configuration("{\"config\": " + sample + "}")).stream()
                    .map(ImageFacts.Hit::rule).toList();
            case "instruction" -> InstructionRules.of(sample);
            case "base" -> FileRules.isUnfixed(sample) ? List.of("image-latest-base") : List.of();
            case "file" -> {
                String path = sample.substring(5);
                String rights = FileRules.rights(path, Integer.parseInt(sample.substring(0, 4), 8));
                yield rights != null ? List.of(rights) : FileRules.cache(path, 1) != null ? List.of("image-package-cache") : List.of();
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static ImageConfiguration configuration(String json) throws IOException {
        return ImageConfiguration.read("sample", json.getBytes(StandardCharsets.UTF_8), ImageLimits.DEFAULT);
    }
}
