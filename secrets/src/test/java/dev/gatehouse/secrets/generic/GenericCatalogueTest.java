package dev.gatehouse.secrets.generic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The rules of the generic kinds stand in the catalogue, and their samples are judged as they say.
class GenericCatalogueTest {
    private static final Pattern OPEN = Pattern.compile("<(hex|alnum|loweralnum):(\\d+)>");
    private static final int SEEDS = 5;
    private final GenericDetector detector = GenericDetector.load();

    @Test
    void everyKindHasItsRuleAndSamplesThatHold() throws IOException, DocumentException {
        byte[] file = Files.readAllBytes(Path.of("src/main/catalogue/generic.toml"));
        Fields top = Fields.of("generic.toml",
                Documents.read(Format.TOML, "generic.toml", file, new Limits(1 << 20, 16, 10_000)));
        Set<String> ids = new TreeSet<>();
        for (Fields rule : top.each("rules")) {
            String id = rule.requiredText("id");
            ids.add(id);
            for (String sample : rule.texts("matches")) {
                for (int seed = 0; seed < SEEDS; seed++) {
                    String filled = fill(sample, seed);
                    int start = filled.indexOf("[[");
                    int end = filled.indexOf("]]") - 2;
                    assertThat(likely(filled.replace("[[", "").replace("]]", ""))).as(sample)
                            .contains(id + " " + start + " " + end);
                }
            }
            for (String sample : rule.texts("nearMisses")) {
                assertThat(likely(fill(sample, 0))).as(sample).isEmpty();
            }
        }
        assertThat(ids).containsExactlyInAnyOrderElementsOf(Arrays.stream(Kind.values()).map(Kind::rule).toList());
    }

    private Set<String> likely(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Set<String> found = new TreeSet<>();
        for (GenericCandidate each : detector.find(bytes, 0, bytes.length, "sample")) {
            if (detector.confidence(GenericDetector.logit(each, Set.of())) == Confidence.LIKELY) {
                found.add(each.kind().rule() + " " + each.start() + " " + each.end());
            }
        }
        return found;
    }

    private static String fill(String sample, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matcher open = OPEN.matcher(sample.replace("<lt>", "<"));
        StringBuilder text = new StringBuilder();
        while (open.find()) {
            String letters = switch (open.group(1)) {
                case "hex" -> "0123456789abcdef";
                case "alnum" -> "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
                default -> "0123456789abcdefghijklmnopqrstuvwxyz";
            };
            StringBuilder filling = new StringBuilder();
            for (int i = Integer.parseInt(open.group(2)); i > 0; i--) {
                filling.append(letters.charAt(random.nextInt(letters.length())));
            }
            open.appendReplacement(text, Matcher.quoteReplacement(filling.toString()));
        }
        open.appendTail(text);
        return text.toString();
    }
}
