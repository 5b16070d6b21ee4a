package dev.gatehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final SigningKey KEY = SigningKey.generate(Algorithm.ED25519);
    private static final List<dev.gatehouse.signing.VerificationKey> TRUSTED = List.of(KEY.verificationKey());
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private static Event event(int number) {
        return new Event(START.plusSeconds(number), "decision", "sha256:" + "0a".repeat(32), "ci@example.com",
                "{\"verdict\": \"allow\",\n \"number\": " + number + "}");
    }

    private Ledger filled(int entries) throws Exception {
        Ledger ledger = Ledger.open(folder, "example.com/shop");
        for (int i = 0; i < entries; i++) {
            ledger.append(List.of(event(i)), KEY);
        }
        return ledger;
    }

    private Verification verify(@org.jspecify.annotations.Nullable Checkpoint kept) throws IOException {
        return Verification.of(folder, TRUSTED, kept);
    }

    private Path entries() {
        return folder.resolve(Ledger.ENTRIES);
    }

    @Test
    void whatWasAppendedIsReadBackInOrder() throws Exception {
        Ledger ledger = filled(0);
        assertThat(ledger.append(List.of(event(0), event(1)), KEY).size()).isEqualTo(2);
        assertThat(Ledger.open(folder, "other").append(List.of(event(2)), KEY).size()).isEqualTo(3);

        List<Entry> read = new ArrayList<>();
        ledger.entries(read::add);
        assertThat(read).extracting(Entry::index).containsExactly(0L, 1L, 2L);
        assertThat(read.get(2).event().body()).isEqualTo("{\"verdict\":\"allow\",\"number\":2}");
        assertThat(ledger.checkpoint().origin()).isEqualTo("example.com/shop");
        assertThat(verify(null)).satisfies(result -> {
            assertThat(result.problems()).isEmpty();
            assertThat(result.signed()).isTrue();
            assertThat(result.completeness()).isEqualTo(Verification.Completeness.NOT_PROVEN);
        });
    }

    @Test
    void everyKeptCheckpointProvesWhatItCovers() throws Exception {
        Ledger ledger = filled(0);
        List<Checkpoint> kept = new ArrayList<>(List.of(ledger.append(List.of(), KEY)));
        for (int i = 0; i < 20; i++) {
            kept.add(ledger.append(List.of(event(i)), KEY));
        }
        for (Checkpoint checkpoint : kept) {
            Verification result = verify(checkpoint);
            assertThat(result.problems()).isEmpty();
            assertThat(result.completeness()).isEqualTo(Verification.Completeness.PROVEN);
        }
        Checkpoint unsigned = new Checkpoint("example.com/shop", 3, kept.get(3).root(), List.of());
        assertThat(verify(unsigned).completeness()).isEqualTo(Verification.Completeness.NOT_PROVEN);
    }

    @Test
    void anyEditDeletionReorderingOrRepetitionIsFound() throws Exception {
        filled(12);
        byte[] whole = Files.readAllBytes(entries());
        List<String> lines = Files.readAllLines(entries());
        var random = new Random(20261130);
        for (int round = 0; round < 400; round++) {
            byte[] changed = whole.clone();
            String what;
            int a = random.nextInt(lines.size());
            int b = random.nextInt(lines.size());
            List<String> other = new ArrayList<>(lines);
            switch (round % 4) {
                case 0 -> {
                    int at = random.nextInt(changed.length);
                    changed[at] ^= (byte) (1 << random.nextInt(8));
                    what = "bit of byte " + at;
                    other = null;
                }
                case 1 -> {
                    other.remove(a);
                    what = "entry " + a + " removed";
                }
                case 2 -> {
                    if (a == b) {
                        continue;
                    }
                    Collections.swap(other, a, b);
                    what = "entries " + a + " and " + b + " swapped";
                }
                default -> {
                    other.add(b, lines.get(a));
                    what = "entry " + a + " repeated at " + b;
                }
            }
            Files.write(entries(),
                    other == null
                            ? changed
                            : (String.join("\n", other) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(verify(null).sound()).as(what).isFalse();
        }
        Files.write(entries(), whole);
        assertThat(verify(null).sound()).isTrue();
    }

    @Test
    void theProblemNamesTheEntryThatWasChanged() throws Exception {
        filled(6);
        List<String> lines = new ArrayList<>(Files.readAllLines(entries()));
        lines.set(3, lines.get(3).replace("allow", "block"));
        Files.write(entries(), lines);
        assertThat(verify(null).problems()).extracting(Verification.Problem::toString).contains(
                "entry 4: it follows another entry than the one before it, which was changed or replaced",
                "the entries do not have the root that the checkpoint names: an entry was changed");
    }

    @Test
    void rollingBackWithTheOlderCheckpointIsFoundOnlyByAKeptOne() throws Exception {
        Ledger ledger = filled(5);
        String older = Files.readString(folder.resolve(Ledger.CHECKPOINT));
        long length = Files.size(entries());
        Checkpoint kept = ledger.append(List.of(event(5), event(6)), KEY);
        try (var file = java.nio.channels.FileChannel.open(entries(), StandardOpenOption.WRITE)) {
            file.truncate(length);
        }
        Files.writeString(folder.resolve(Ledger.CHECKPOINT), older);

        assertThat(verify(null)).satisfies(result -> {
            assertThat(result.sound()).isTrue();
            assertThat(result.completeness()).isEqualTo(Verification.Completeness.NOT_PROVEN);
        });
        assertThat(verify(kept)).satisfies(result -> {
            assertThat(result.completeness()).isEqualTo(Verification.Completeness.REFUTED);
            assertThat(result.problems()).extracting(Verification.Problem::what).first().asString().contains("rolled back");
        });
    }

    @Test
    void aRewrittenHistoryIsRefutedByAKeptCheckpointAndByItsMissingSignature() throws Exception {
        Checkpoint kept = filled(4).checkpoint();
        for (String name : List.of(Ledger.ENTRIES, Ledger.CHECKPOINT, Edge.FILE)) {
            Files.delete(folder.resolve(name));
        }
        Ledger forged = Ledger.open(folder, "example.com/shop");
        for (int i = 10; i < 16; i++) {
            forged.append(List.of(event(i)), SigningKey.generate(Algorithm.ED25519));
        }
        assertThat(verify(kept).completeness()).isEqualTo(Verification.Completeness.REFUTED);
        assertThat(verify(null).problems()).extracting(Verification.Problem::what)
                .containsExactly("the checkpoint is not signed by a trusted key");
    }

    @Test
    void aCutOffAppendIsFinishedOrTakenBack() throws Exception {
        Ledger ledger = filled(3);
        // Whole line, but the process died before the checkpoint.
        String checkpoint = Files.readString(folder.resolve(Ledger.CHECKPOINT));
        String edge = Files.readString(folder.resolve(Edge.FILE));
        ledger.append(List.of(event(3)), KEY);
        Files.writeString(folder.resolve(Ledger.CHECKPOINT), checkpoint);
        Files.writeString(folder.resolve(Edge.FILE), edge);
        // And half a line after it.
        Files.writeString(entries(), "{\"index\":4,\"ti", StandardOpenOption.APPEND);
        assertThat(verify(null).problems()).extracting(Verification.Problem::what).anyMatch(what -> what.contains("cut off"));

        ledger.append(List.of(event(4)), KEY);
        assertThat(verify(null).problems()).isEmpty();
        assertThat(verify(null).entries()).isEqualTo(5);
    }

    @Test
    void nothingIsAppendedToALedgerThatWasChanged() throws Exception {
        Ledger ledger = filled(3);
        Files.delete(folder.resolve(Edge.FILE));
        Files.writeString(entries(), Files.readString(entries()).replace("allow", "block"));
        assertThatThrownBy(() -> ledger.append(List.of(event(3)), KEY)).isInstanceOf(LedgerException.class)
                .hasMessageContaining("do not fit the checkpoint");
    }

    @Test
    void aLostOrDamagedEdgeIsMadeAgain() throws Exception {
        Ledger ledger = filled(9);
        for (String text : List.of("", "x\ny\n", "0\n" + Hash.EMPTY.base64() + "\n",
                Files.readString(folder.resolve(Edge.FILE)).substring(3))) {
            Files.writeString(folder.resolve(Edge.FILE), text);
            ledger.append(List.of(event(9)), KEY);
            assertThat(verify(null).problems()).isEmpty();
        }
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        filled(0);
        List<Callable<Checkpoint>> writers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            writers.add(() -> Ledger.open(folder, "x").append(List.of(event(1000)), number % 2 == 0 ? KEY : null));
        }
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (Future<Checkpoint> done : pool.invokeAll(writers)) {
                assertThat(done.get().size()).isPositive();
            }
        }
        assertThat(Verification.of(folder, List.of(), null).problems()).isEmpty();
        assertThat(verify(null).entries()).isEqualTo(40);
    }

    @Test
    void whatIsNoEventIsRefusedBeforeAnythingIsWritten() throws Exception {
        Ledger ledger = filled(1);
        for (String body : List.of("", "[]", "{", "{}{}", "{\"a\":1,\"a\":2}",
                "{\"a\":" + "[".repeat(200) + "]".repeat(200) + "}")) {
            assertThatThrownBy(() -> ledger.append(List.of(new Event(START, "scan", null, null, body)), KEY))
                    .as(body).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(verify(null).problems()).isEmpty();
        assertThat(verify(null).entries()).isEqualTo(1);
    }
}
