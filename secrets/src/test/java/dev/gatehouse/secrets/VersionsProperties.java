package dev.gatehouse.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Lineage;
import dev.gatehouse.core.source.Notes;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.secrets.engine.Engines;
import dev.gatehouse.secrets.match.HeuristicJudge;
import dev.gatehouse.secrets.rule.Catalogue;
import dev.gatehouse.secrets.rule.CatalogueFile;
import dev.gatehouse.secrets.rule.CatalogueReader;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.Sample;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/// Looking only at what is new in a version finds what looking at all of it finds.
class VersionsProperties {
    private static final ContentId ID = ContentId.of(ContentId.Algorithm.SHA256, new byte[32]);
    private static final String[] GLUE = {"\n", "\n\n", "\r\n", " ", "", "\n\n\n\n\n\n", ".", ";\n", "=", "%20", "\n    ", "é",
        "ſ",
        "default: ", "\"", "'", "{", "}\n", "\r", "user = root\n", "host: db.example.org\n"};

    /// The catalogue, with a text for each of its samples.
    private static final class Samples {
        final RuleSet rules = Catalogue.load();
        final List<CatalogueFile.Entry> entries = new ArrayList<>();

        Samples() {
            try (Stream<Path> files = Files.list(Path.of("src/main/catalogue"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".toml")).sorted().toList()) {
                    entries.addAll(CatalogueReader.read(file.toString(), Files.readAllBytes(file)).entries());
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        String any(Random random) {
            CatalogueFile.Entry entry = entries.get(random.nextInt(entries.size()));
            List<Sample> samples = random.nextInt(3) == 0 ? entry.nearMisses() : entry.matches();
            return samples.isEmpty()
                    ? "password"
                    : samples.get(random.nextInt(samples.size())).fill(entry.rule().detection().checksum(), random.nextLong())
                            .text();
        }
    }

    private static final Samples SAMPLES = new Samples();
    private static final SecretsCheck CHECK = SecretsCheck.create(SAMPLES.rules, SecretsOptions.DEFAULT, Engines::java,
            FingerprintKey.ofNobody(), new HeuristicJudge());

    @Property(tries = 100)
    void aVersionIsFoundOutFromItsChanges(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = text(random, 1 + random.nextInt(40));
        Notes notes = new Notes();
        CHECK.facts(blob(text, new Lineage(null, new int[0], notes)));
        for (int version = 0; version < 8; version++) {
            Edit edit = edit(text, random);
            Notes own = new Notes();
            SecretFacts quick = CHECK.facts(blob(edit.text, new Lineage(notes, edit.copies, own)));
            assertThat(quick).as("version %d of seed %d", version, seed).isEqualTo(CHECK.facts(blob(edit.text, null)));
            text = edit.text;
            notes = own;
        }
    }

    private static Blob blob(byte[] text, @Nullable Lineage lineage) {
        return new Blob(ID, text, 0, text.length, Blob.Form.TEXT, SourcePath.of(""), lineage);
    }

    private static byte[] text(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(piece(random)).append(GLUE[random.nextInt(GLUE.length)]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String piece(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> SAMPLES.any(random);
            case 3 -> wrapped(Base64.getEncoder().encodeToString(SAMPLES.any(random).getBytes(StandardCharsets.UTF_8)), random);
            case 4 -> wrapped(Base64.getEncoder().encodeToString(bytes), random);
            case 5 -> "https://example.org/?q=" + SAMPLES.any(random).replace(" ", "%20").replace("\"", "%22");
            case 6 -> "the quick brown fox jumps over the lazy dog and says nothing of passwords ".repeat(random.nextInt(4));
            case 7 -> "x".repeat(random.nextInt(600));
            default -> "password = \"" + Long.toString(random.nextLong() >>> 1, 36) + "Q!\"";
        };
    }

    private static String wrapped(String encoded, Random random) {
        int width = 50 + random.nextInt(30);
        StringBuilder lines = new StringBuilder();
        for (int at = 0; at < encoded.length(); at += width) {
            lines.append(encoded, at, Math.min(encoded.length(), at + width)).append(at + width < encoded.length() ? "\n" : "");
        }
        return lines.toString();
    }

    private record Edit(byte[] text, int[] copies) {}

    /// Some stretches of the text, mostly in order, with something new between some of them.
    private static Edit edit(byte[] text, Random random) {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        List<Integer> copies = new ArrayList<>();
        int at = random.nextInt(4) == 0 ? random.nextInt(text.length + 1) : 0;
        int cuts = 1 + random.nextInt(3);
        for (int i = 0; i <= cuts; i++) {
            int end = i == cuts && random.nextInt(4) > 0 ? text.length : at + random.nextInt(text.length - at + 1);
            if (end > at) {
                copies.addAll(List.of(at, made.size(), end - at));
                made.write(text, at, end - at);
            }
            switch (random.nextInt(5)) {
                case 0 -> made.writeBytes(text(random, 1));
                case 1 -> made.writeBytes(GLUE[random.nextInt(GLUE.length)].getBytes(StandardCharsets.UTF_8));
                case 2 -> made.write('A' + random.nextInt(58));
                default -> {
                    // Only something left out.
                }
            }
            at = random.nextInt(6) == 0
                    ? random.nextInt(text.length + 1)
                    : Math.min(text.length, end + random.nextInt(random.nextBoolean() ? 3 : 80));
        }
        return new Edit(made.toByteArray(), copies.stream().mapToInt(i -> i).toArray());
    }
}
