package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Source;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Packs, indexes and loose objects with bytes flipped, cut off and filled in: diagnostics come out and nothing else.
final class DamagedRepositoryTest {
    private static final long LIMIT = 1 << 20;

    private static Path only(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path file = files.filter(path -> path.toString().endsWith(ending)).findFirst().orElseThrow();
            assertThat(file.toFile().setWritable(true)).isTrue();
            return file;
        }
    }

    private static Set<String> blobs(GeneratedHistory history) {
        Set<String> blobs = new TreeSet<>();
        history.commits.forEach(made -> blobs.addAll(made.files().values()));
        return blobs;
    }

    /// Reads everything there is to read; what is missing must have been reported.
    private static Recorded readAll(GeneratedHistory history) throws Exception {
        try (GitRepository repository = GitRepository.open(history.folder)) {
            HistorySource source = new HistorySource(repository, LIMIT, path -> Set.of());
            Recorded recorded = Recorded.of(source);
            try {
                source.prepare(recorded.contents.keySet(), new Recorded.Threads(2));
            } catch (IOException e) {
                recorded.diagnostics
                        .add(Diagnostic.of("places-unknown", Diagnostic.Kind.GAP, null, String.valueOf(e.getMessage()), null));
            }
            return recorded;
        }
    }

    /// A packed history whose files are changed and put back.
    private static final class Victim {
        private final GeneratedHistory history;
        private final Path pack;
        private final Path index;
        private final byte[] packBytes;
        private final byte[] indexBytes;

        private Victim() {
            try {
                history = GeneratedHistory.random(1, 40).packed();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    try {
                        history.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
                pack = only(history.folder, ".pack");
                index = only(history.folder, ".idx");
                packBytes = Files.readAllBytes(pack);
                indexBytes = Files.readAllBytes(index);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Recorded read(byte[] otherPack, byte[] otherIndex) throws Exception {
            Files.write(pack, otherPack);
            Files.write(index, otherIndex);
            try {
                return readAll(history);
            } finally {
                Files.write(pack, packBytes);
                Files.write(index, indexBytes);
            }
        }
    }

    private static final Victim VICTIM = new Victim();

    @Test
    void readsTheVictimWholeBeforeItIsDamaged() throws Exception {
        Recorded recorded = VICTIM.read(VICTIM.packBytes, VICTIM.indexBytes).undisturbed();
        assertThat(recorded.blobs()).containsAll(blobs(VICTIM.history));
        try (GitRepository repository = GitRepository.open(VICTIM.history.folder)) {
            assertThat(new PackEntries(repository.database().packs().getFirst()).type).contains((byte) ObjectType.OFS_DELTA);
        }
    }

    @Property(tries = 70)
    void reportsWhatFlippedBytesOfAPackDestroy(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int flips)
            throws Exception {
        Random random = new Random(seed);
        byte[] bytes = VICTIM.packBytes.clone();
        for (int i = 0; i < flips; i++) {
            bytes[12 + random.nextInt(bytes.length - 32)] ^= (byte) (1 << random.nextInt(8));
        }
        Recorded recorded = VICTIM.read(bytes, VICTIM.indexBytes);
        Set<String> lost = blobs(VICTIM.history);
        lost.removeAll(recorded.blobs());
        if (!lost.isEmpty() || !recorded.wrong.isEmpty()) {
            assertThat(recorded.diagnostics).as("%s lost, %s wrong", lost, recorded.wrong).isNotEmpty()
                    .allMatch(diagnostic -> diagnostic.kind() == Diagnostic.Kind.GAP);
        }
    }

    @Property(tries = 40)
    void readsWhatItCanOfARangeAndACommit(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] bytes = VICTIM.packBytes.clone();
        bytes[12 + random.nextInt(bytes.length - 32)] ^= (byte) (1 << random.nextInt(8));
        Files.write(VICTIM.pack, bytes);
        try (GitRepository repository = GitRepository.open(VICTIM.history.folder)) {
            ObjectId head = ObjectId.parse(VICTIM.history.commits.getLast().id()).orElseThrow();
            ObjectId base = ObjectId.parse(VICTIM.history.commits.getFirst().id()).orElseThrow();
            Set<String> files = new TreeSet<>(VICTIM.history.commits.getLast().files().values());
            for (Source source : List.of(new CommitSource(repository, head, LIMIT, path -> Set.of()),
                    new RangeSource(repository, base, head, LIMIT, path -> Set.of()))) {
                try {
                    Recorded recorded = Recorded.of(source);
                    if (source instanceof CommitSource && !recorded.blobs().containsAll(files)) {
                        assertThat(recorded.diagnostics).isNotEmpty().allMatch(d -> d.kind() == Diagnostic.Kind.GAP);
                    }
                } catch (GitFormatException e) {
                    // Without a commit nobody knows what belongs to the range.
                    assertThat(e).hasMessageMatching("(?s).*(object|commit) [0-9a-f]{40} .*");
                }
            }
        } finally {
            Files.write(VICTIM.pack, VICTIM.packBytes);
        }
    }

    @Property(tries = 70)
    void reportsWhateverIsWrongWithTheIndex(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int flips) throws Exception {
        Random random = new Random(seed);
        byte[] bytes = VICTIM.indexBytes.clone();
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Recorded recorded = VICTIM.read(VICTIM.packBytes, bytes);
        if (!Arrays.equals(bytes, VICTIM.indexBytes)) {
            assertThat(recorded.diagnostics).isNotEmpty().allMatch(diagnostic -> diagnostic.kind() == Diagnostic.Kind.GAP);
        }
    }

    @Property(tries = 40)
    void reportsFilesThatAreCutShort(@ForAll long seed, @ForAll boolean index) throws Exception {
        byte[] whole = index ? VICTIM.indexBytes : VICTIM.packBytes;
        byte[] part = Arrays.copyOf(whole, (int) Math.floorMod(seed, (long) whole.length));
        Recorded recorded = VICTIM.read(index ? VICTIM.packBytes : part, index ? part : VICTIM.indexBytes);
        assertThat(recorded.diagnostics).isNotEmpty().allMatch(diagnostic -> diagnostic.kind() == Diagnostic.Kind.GAP);
    }

    @Property(tries = 20)
    void survivesDamagedLooseObjects(@ForAll long seed) throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(seed % 3, 15)) {
            Random random = new Random(seed);
            List<Path> loose;
            try (Stream<Path> files = Files.walk(history.folder.resolve("objects"))) {
                loose = files.filter(path -> path.getFileName().toString().length() == 38).sorted().toList();
            }
            Path victim = loose.get(random.nextInt(loose.size()));
            assertThat(victim.toFile().setWritable(true)).isTrue();
            byte[] bytes = Files.readAllBytes(victim);
            if (random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            } else {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            Files.write(victim, bytes);
            Recorded recorded = readAll(history);
            Set<String> lost = blobs(history);
            lost.removeAll(recorded.blobs());
            if (!lost.isEmpty()) {
                assertThat(recorded.diagnostics).isNotEmpty();
            }
            assertThat(recorded.wrong).as("zlib's checksum covers loose objects whole").isEmpty();
        }
    }

    @Test
    void readsAnObjectThatIsDamagedInOnePlaceFromAnother() throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(1, 20); GeneratedHistory copy = GeneratedHistory.random(1, 20)) {
            history.packed();
            Path pack = only(history.folder, ".pack");
            byte[] bytes = Files.readAllBytes(pack);
            Arrays.fill(bytes, 200, bytes.length - 20, (byte) 0);
            Files.write(pack, bytes);
            assertThat(readAll(history).codes()).contains("git-object-damaged");
            // The other history is the same, loose.
            Files.createDirectories(history.folder.resolve("objects/info"));
            Files.writeString(history.folder.resolve("objects/info/alternates"), copy.folder.resolve("objects") + "\n");
            Recorded recorded = readAll(history);
            assertThat(recorded.blobs()).containsAll(blobs(history));
            assertThat(recorded.diagnostics).isEmpty();
            assertThat(recorded.wrong).isEmpty();
        }
    }

    @Test
    void survivesAPackThatShrinksWhileItIsMapped() throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(2, 50).packed();
                GitRepository repository = GitRepository.open(history.folder)) {
            Path pack = only(history.folder, ".pack");
            assertThat(repository.database().packs()).hasSize(1);
            try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "rw")) {
                file.setLength(0);
            }
            HistorySource source = new HistorySource(repository, LIMIT, path -> Set.of());
            Recorded recorded = Recorded.of(source);
            assertThat(recorded.blobs()).isEmpty();
            assertThat(recorded.diagnostics).isNotEmpty().allMatch(diagnostic -> diagnostic.kind() == Diagnostic.Kind.GAP)
                    .anySatisfy(diagnostic -> assertThat(diagnostic.what()).contains("the pack changed while it was read"));
        }
    }

    @Test
    void endsWhenDeltasAreEachOthersBase() throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(2, 1)) {
            try (Stream<Path> files = Files.walk(history.folder.resolve("objects"))) {
                for (Path file : files.filter(path -> path.getFileName().toString().length() == 38).toList()) {
                    Files.delete(file);
                }
            }
            HandMadePack pack = new HandMadePack();
            ContentId one = ContentId.of(ContentId.Algorithm.GIT_SHA1, new byte[20]);
            byte[] other = new byte[20];
            other[0] = 1;
            ContentId two = ContentId.of(ContentId.Algorithm.GIT_SHA1, other);
            pack.referenceDelta(one, two, new byte[]{5, 5, (byte) 0x90, 5});
            pack.referenceDelta(two, one, new byte[]{5, 5, (byte) 0x90, 5});
            pack.write(history.folder.resolve("objects/pack"));
            try (GitRepository repository = GitRepository.open(history.folder)) {
                Recorded recorded = Recorded.of(new HistorySource(repository, LIMIT, path -> Set.of()));
                assertThat(recorded.diagnostics).filteredOn(diagnostic -> diagnostic.code().equals("git-object-damaged"))
                        .hasSize(2)
                        .allSatisfy(diagnostic -> assertThat(diagnostic.what()).contains("deltas never end"));
                assertThatThrownBy(() -> repository.resolve(one.hex())).isInstanceOf(GitFormatException.class)
                        .hasMessageContaining("deltas never end");
            }
        }
    }

    @Test
    void doesNotBelieveAHeaderThatClaimsMoreThanItsBytesCanHold() throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(2, 1)) {
            HandMadePack pack = new HandMadePack();
            ContentId id = Recorded.id(ContentId.Algorithm.GIT_SHA1, "bomb".getBytes(StandardCharsets.UTF_8));
            pack.blob(id, 900_000_000L, "bomb".getBytes(StandardCharsets.UTF_8));
            pack.write(history.folder.resolve("objects/pack"));
            try (GitRepository repository = GitRepository.open(history.folder)) {
                Recorded recorded = Recorded.of(new HistorySource(repository, 1L << 30, path -> Set.of())).flawless();
                assertThat(recorded.diagnostics).singleElement()
                        .satisfies(diagnostic -> assertThat(diagnostic.code()).isEqualTo("git-object-damaged"));
            }
        }
    }
}
