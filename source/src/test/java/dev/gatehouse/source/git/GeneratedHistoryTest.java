package dev.gatehouse.source.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Lineage;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/// Random histories whose every tree is known, without git.
final class GeneratedHistoryTest {

    private static Map<String, String> places(Source source, Set<ContentId> ids) throws IOException {
        Map<String, String> places = new TreeMap<>();
        for (ContentId id : ids) {
            for (Place place : source.places(id)) {
                if (!place.is(Trait.MESSAGE)) {
                    Origin.Commit origin = (Origin.Commit) place.origin();
                    places.put(place.path() + "\0" + id.hex(), origin.id() + " " + origin.time() + " " + origin.inHead());
                }
            }
        }
        return places;
    }

    private static Map<String, String> expected(Map<String, GeneratedHistory.Made> introductions, Map<String, String> head) {
        Map<String, String> places = new TreeMap<>();
        introductions.forEach((key, made) -> {
            String[] parts = key.split("\0");
            places.put(key, made.id() + " " + made.time() + " " + parts[1].equals(head.get(parts[0])));
        });
        return places;
    }

    @Property(tries = 8)
    void attributesEveryBlobToTheOldestCommitThatIntroducedIt(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int count,
            @ForAll boolean packed) throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(seed, count)) {
            if (packed) {
                history.packed();
            }
            try (GitRepository repository = GitRepository.open(history.folder)) {
                HistorySource source = new HistorySource(repository, 1 << 20, path -> Set.of());
                Recorded recorded = Recorded.of(source).undisturbed();
                Set<String> blobs = new TreeSet<>();
                history.commits.forEach(made -> blobs.addAll(made.files().values()));
                assertThat(recorded.blobs()).containsAll(blobs);
                source.prepare(recorded.contents.keySet(), new Recorded.Threads(2));
                assertThat(places(source, recorded.contents.keySet()))
                        .isEqualTo(expected(history.introductions(i -> true), history.commits.getLast().files()));
            }
        }
    }

    @Property(tries = 4)
    void answersTheSameWithoutPreparation(@ForAll long seed) throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(seed, 12);
                GitRepository repository = GitRepository.open(history.folder)) {
            HistorySource source = new HistorySource(repository, 1 << 20, path -> Set.of());
            Recorded recorded = Recorded.of(source).undisturbed();
            assertThat(places(source, recorded.contents.keySet()))
                    .isEqualTo(expected(history.introductions(i -> true), history.commits.getLast().files()));
        }
    }

    @Property(tries = 8)
    void readsWhatARangeOfCommitsAdds(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int count,
            @ForAll @IntRange(max = 1000) int pick) throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(seed, count);
                GitRepository repository = GitRepository.open(history.folder)) {
            int base = pick % count;
            int head = (pick / 7 + count / 2) % count;
            RangeSource source = new RangeSource(repository, id(history, base), id(history, head), 1 << 20, path -> Set.of());
            Recorded recorded = Recorded.of(source).undisturbed();
            Map<String, GeneratedHistory.Made> added = history
                    .introductions(i -> history.descends(head, i) && !history.descends(base, i));
            Set<String> blobs = new TreeSet<>();
            added.keySet().forEach(key -> blobs.add(key.substring(key.indexOf('\0') + 1)));
            assertThat(recorded.blobs()).isEqualTo(blobs);
            assertThat(places(source, recorded.contents.keySet()))
                    .isEqualTo(expected(added, history.commits.get(head).files()));
            Set<String> messages = new TreeSet<>();
            for (int i = 0; i < count; i++) {
                if (history.descends(head, i) && !history.descends(base, i)) {
                    messages.add(history.commits.get(i).message());
                }
            }
            assertThat(recorded.messages().keySet()).isEqualTo(messages);
        }
    }

    @Property(tries = 4)
    void readsTheFilesOfOneCommit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int count) throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(seed, count).packed();
                GitRepository repository = GitRepository.open(history.folder)) {
            GeneratedHistory.Made made = history.commits.get(count / 2);
            CommitSource source = new CommitSource(repository, id(history, count / 2), 1 << 20, path -> Set.of());
            Recorded recorded = Recorded.of(source).undisturbed();
            Map<String, String> found = new HashMap<>();
            for (ContentId id : recorded.contents.keySet()) {
                for (Place place : source.places(id)) {
                    found.put(place.path().toString(), id.hex());
                    Origin.Commit origin = (Origin.Commit) place.origin();
                    assertThat(origin.id()).isEqualTo(made.id());
                    assertThat(origin.inHead())
                            .isEqualTo(id.hex().equals(history.commits.getLast().files().get(place.path().toString())));
                    assertThat(source.tree().orElseThrow().read(place)).isEqualTo(recorded.contents.get(id));
                }
            }
            assertThat(found).isEqualTo(made.files());
            assertThat(source.tree().orElseThrow().places()).hasSize(made.files().size());
            Map<String, String> entries = new HashMap<>();
            repository.entries(id(history, count / 2)).forEach(entry -> entries.put(entry.path().toString(), entry.id().hex()));
            assertThat(entries).isEqualTo(made.files());
        }
    }

    @Property(tries = 8)
    void findsAMergeBaseThatJGitAgreesWith(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int count,
            @ForAll @IntRange(max = 1000) int pick) throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(seed, count);
                GitRepository repository = GitRepository.open(history.folder)) {
            int a = pick % count;
            int b = (pick / 11 + 1) % count;
            Optional<ObjectId> base = repository.mergeBase(id(history, a), id(history, b));
            List<Integer> common = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (history.descends(a, i) && history.descends(b, i)) {
                    common.add(i);
                }
            }
            Set<String> best = new TreeSet<>();
            for (int i : common) {
                if (common.stream().noneMatch(other -> other != i && history.descends(other, i))) {
                    best.add(history.commits.get(i).id());
                }
            }
            assertThat(base.isPresent()).isEqualTo(!best.isEmpty());
            base.ifPresent(found -> assertThat(best).contains(found.hex()));
            assertThat(best).containsAll(jgitMergeBases(history, a, b));
        }
    }

    private static Set<String> jgitMergeBases(GeneratedHistory history, int a, int b) throws IOException {
        Set<String> bases = new TreeSet<>();
        try (Repository repository = new FileRepositoryBuilder().setBare().setGitDir(history.folder.toFile()).build();
                RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(org.eclipse.jgit.lib.ObjectId.fromString(history.commits.get(a).id())));
            walk.markStart(walk.parseCommit(org.eclipse.jgit.lib.ObjectId.fromString(history.commits.get(b).id())));
            walk.forEach(commit -> bases.add(commit.name()));
        }
        return bases;
    }

    @Property(tries = 6)
    void findsTheOldestRoot(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(seed, count);
                GitRepository repository = GitRepository.open(history.folder)) {
            Optional<String> expected = history.commits.stream()
                    .filter(made -> made.parents().isEmpty() && history.descends(count - 1, history.commits.indexOf(made)))
                    .min(Comparator.comparing(GeneratedHistory.Made::time).thenComparing(GeneratedHistory.Made::id))
                    .map(GeneratedHistory.Made::id);
            assertThat(repository.rootCommit().map(ObjectId::hex)).isEqualTo(expected);
        }
    }

    @Property(tries = 4)
    void readsTheSameHoweverLittleMemoryItMayHold(@ForAll long seed) throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(seed, 40).packed();
                GitRepository repository = GitRepository.open(history.folder)) {
            PackEntries entries = new PackEntries(repository.database().packs().getFirst());
            assertThat(everything(repository, entries, 0)).isEqualTo(everything(repository, entries, 1L << 40));
        }
    }

    private static Map<Integer, String> everything(GitRepository repository, PackEntries entries, long budget)
            throws IOException {
        Map<Integer, String> found = new TreeMap<>();
        DeltaWalk.Receiver receiver = new DeltaWalk.Receiver() {
            @Override
            public boolean wants(ObjectType type, int position) {
                return true;
            }

            @Override
            public void object(ObjectType type, int position, byte[] bytes, int length, @Nullable Lineage lineage) {
                found.put(position, type + new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            }

            @Override
            public void tooLarge(int position, long size) {
                throw new AssertionError("too large");
            }

            @Override
            public void damaged(int position, String reason) {
                throw new AssertionError(reason);
            }

            @Override
            public void unknown(int position, String reason) {
                throw new AssertionError(reason);
            }
        };
        try (DeltaWalk walk = new DeltaWalk(entries, repository.database(), new byte[entries.count], 1 << 20, budget, receiver)) {
            for (int i = 0; i < entries.count; i++) {
                if (entries.root(i)) {
                    walk.family(i);
                }
            }
        }
        assertThat(found).hasSize(entries.count);
        return found;
    }

    @Property(tries = 2)
    void stopsWhenTheScanIsCancelled(@ForAll long seed) throws Exception {
        try (GeneratedHistory history = GeneratedHistory.random(seed, 5);
                GitRepository repository = GitRepository.open(history.folder)) {
            HistorySource source = new HistorySource(repository, 1 << 20, path -> Set.of());
            assertThatThrownBy(() -> source.contents(new Cancelled(), new ContentVisitor() {
                @Override
                public boolean known(ContentId id) {
                    return false;
                }

                @Override
                public void visit(Blob blob) {
                    throw new AssertionError("visited after the end");
                }
            }, diagnostic -> {})).isInstanceOf(InterruptedException.class);
        }
    }

    /// A scan that has been cancelled already.
    private static final class Cancelled implements Work {
        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public void run(List<? extends Callable<?>> tasks) throws InterruptedException {
            SingleThread.INSTANCE.run(tasks);
        }

        @Override
        public boolean cancelled() {
            return true;
        }
    }

    private static ObjectId id(GeneratedHistory history, int commit) {
        return ObjectId.parse(history.commits.get(commit).id()).orElseThrow();
    }
}
