package dev.gatehouse.source.scan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Tree;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.buffer.BufferSource;
import dev.gatehouse.source.cache.CacheKey;
import dev.gatehouse.source.cache.ContentCache;
import dev.gatehouse.source.directory.DirectoryOptions;
import dev.gatehouse.source.directory.DirectorySource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temporary.resolve("root"));
    }

    private void write(String path, String text) throws IOException {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        // Long ago, so that the stamp is trusted.
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    private DirectoryOptions options() {
        return DirectoryOptions.defaults().with(Map.of("HOME", temporary.toString(), "GIT_CONFIG_NOSYSTEM", "1"));
    }

    private Scan.Result scan(Check<?>... checks) throws Exception {
        return scan(ScanOptions.defaults().withThreads(2), checks);
    }

    private Scan.Result scan(ScanOptions options, Check<?>... checks) throws Exception {
        return new Scan().run(DirectorySource.of(root, options()), List.of(checks), options);
    }

    private static List<String> places(Finding finding) {
        return finding.occurrences().stream().map(occurrence -> String.valueOf(occurrence.location().path())).toList();
    }

    private static byte[] zip(Map<String, byte[]> content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : content.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void oneSecretInManyPlacesIsOneFinding() throws Exception {
        write("a.txt", "x = tok_alphabet\n");
        write("b/a.txt", "x = tok_alphabet\n");
        write("c.txt", "other line\n tok_alphabet # gitleaks:allow\n");
        write("nothing.txt", "nothing");
        Scan.Result result = scan(new TokenCheck());
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(places(finding)).containsExactly("a.txt", "b/a.txt", "c.txt");
            assertThat(finding.active()).hasSize(2);
        });
        Coverage coverage = result.coverage();
        assertThat(coverage.places()).isEqualTo(4);
        assertThat(coverage.contents()).isEqualTo(3);
        assertThat(coverage.complete()).isTrue();
    }

    @Test
    void looksIntoArchivesWithinArchives() throws Exception {
        byte[] inner = zip(Map.of("deep/config.yml", utf8("k: tok_deepdeep")));
        write("test/app.war", zip(Map.of("WEB-INF/lib/inner.jar", inner, "readme", utf8("plain"))));
        Scan.Result result = scan(new TokenCheck());
        assertThat(result.findings()).singleElement()
                .satisfies(finding -> assertThat(places(finding))
                        .containsExactly("test/app.war!WEB-INF/lib/inner.jar!deep/config.yml"));
        assertThat(result.coverage().places()).isEqualTo(4);
        assertThat(scan(ScanOptions.defaults().withArchives(false), new TokenCheck()).findings()).isEmpty();
    }

    @Test
    void aContentInSeveralArchivesLiesInAllOfThem() throws Exception {
        write("one.zip", zip(Map.of("a.txt", utf8("tok_shared1"))));
        write("two.zip", zip(Map.of("a.txt", utf8("tok_shared1"), "b.txt", utf8("more"))));
        write("copy/one.zip", zip(Map.of("a.txt", utf8("tok_shared1"))));
        write("a.txt", "tok_shared1");
        assertThat(scan(new TokenCheck()).findings()).singleElement().satisfies(
                finding -> assertThat(places(finding)).containsExactly("a.txt", "copy/one.zip!a.txt", "one.zip!a.txt",
                        "two.zip!a.txt"));
    }

    @Test
    void damageInAnArchiveIsToldAtItsFirstPlace() throws Exception {
        byte[] zip = zip(Map.of("a.txt", utf8("tok_shared1 and much more of it ".repeat(20))));
        zip[45] ^= 0x33;
        write("z/broken.zip", zip);
        write("b/broken.zip", zip);
        for (int i = 0; i < 5; i++) {
            assertThat(scan(new TokenCheck()).coverage().diagnostics()).extracting(Diagnostic::where)
                    .containsExactly("b/broken.zip");
        }
    }

    /// Wants only files of one name, as a check of lock files does.
    private static final class NameCheck extends TokenCheck {
        @Override
        public String id() {
            return "names";
        }

        @Override
        public boolean wants(Blob blob) {
            return blob.hint().fileName().equals("package-lock.json");
        }
    }

    @Test
    void theSameContentIsLookedAtUnderEachOfItsNames() throws Exception {
        write("a/other.json", "tok_lockfile");
        write("b/package-lock.json", "tok_lockfile");
        write("c/zzz.json", "tok_lockfile");
        for (int i = 0; i < 10; i++) {
            assertThat(scan(new NameCheck()).findings()).singleElement()
                    .satisfies(finding -> assertThat(places(finding)).containsExactly("b/package-lock.json"));
        }
    }

    @Test
    void aCheckThatFailsIsADefectAndTheScanGoesOn() throws Exception {
        write("bad.txt", "tok_badbadbad fail");
        write("deep.txt", "tok_deepdeep overflow");
        write("good.txt", "tok_goodgood");
        TokenCheck failing = new TokenCheck() {
            @Override
            public String id() {
                return "failing";
            }

            @Override
            public @Nullable Tokens facts(Blob blob) {
                String text = new String(blob.array(), blob.offset(), blob.length(), StandardCharsets.UTF_8);
                if (text.contains("fail")) {
                    throw new IllegalStateException("quotes " + text);
                }
                if (text.contains("overflow")) {
                    throw new StackOverflowError();
                }
                return super.facts(blob);
            }
        };
        Scan.Result result = scan(failing, new TokenCheck());
        assertThat(result.findings()).hasSize(3);
        assertThat(result.coverage().diagnostics()).extracting(Diagnostic::kind).containsExactly(Diagnostic.Kind.DEFECT,
                Diagnostic.Kind.GAP);
        assertThat(result.coverage().diagnostics()).extracting(Diagnostic::code).containsOnly("check-failed");
        assertThat(result.coverage().diagnostics()).extracting(Diagnostic::where).containsExactly("bad.txt", "deep.txt");
        assertThat(result.coverage().diagnostics()).noneMatch(diagnostic -> diagnostic.toString().contains("tok_"))
                .allMatch(diagnostic -> diagnostic.checks().equals(Set.of("failing")));
    }

    @Test
    void whateverTheThreadsDoTheResultIsTheSame() throws Exception {
        for (int i = 0; i < 60; i++) {
            write("d" + i % 7 + "/f" + i + ".txt", "line\nx = tok_number" + i % 13 + "\ny = tok_other" + i % 5 + " end\n");
        }
        write("z.zip", zip(Map.of("f1.txt", utf8("tok_number1"), "inner.zip", zip(Map.of("q", utf8("tok_number2"))))));
        write("damaged.gz", new byte[]{0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2});
        List<Scan.Result> results = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            TokenCheck slow = new TokenCheck() {
                @Override
                public @Nullable Tokens facts(Blob blob) {
                    try {
                        Thread.sleep(0, ThreadLocalRandom.current().nextInt(999_999));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return super.facts(blob);
                }
            };
            results.add(scan(ScanOptions.defaults().withThreads(1 + i), slow));
        }
        assertThat(results).allMatch(result -> result.equals(results.getFirst()));
        assertThat(results.getFirst().findings()).hasSize(18);
    }

    @Test
    void finishSeesTheTreeAndAllFacts() throws Exception {
        write(".gitignore", "ignored/\n");
        write("a.txt", "tok_aaaa");
        write("b.txt", "tok_bbbb");
        write("ignored/c.txt", "tok_cccc");
        List<String> seen = new ArrayList<>();
        var check = new TokenCheck() {
            @Override
            public List<Finding> finish(Tree tree, List<Placed<Tokens>> placed, DiagnosticSink diagnostics, Work work)
                    throws IOException, InterruptedException {
                for (Place place : tree.places()) {
                    seen.add(place.path() + ":" + tree.read(place).length);
                }
                var ran = new AtomicInteger();
                Callable<Integer> task = ran::incrementAndGet;
                work.run(List.of(task, task, task));
                for (Placed<Tokens> each : placed) {
                    seen.add(each.facts().names().size() + " at " + each.places().getFirst().path() + ":"
                            + each.shown().getFirst().region().startColumn());
                }
                seen.add(ran.get() + " tasks");
                diagnostics.report(Diagnostic.of("whole-lacks", Diagnostic.Kind.DEGRADED, null, "something", null));
                return List.of();
            }
        };
        Scan.Result result = scan(check);
        assertThat(seen).containsExactlyInAnyOrder(".gitignore:9", "a.txt:8", "b.txt:8", "ignored/c.txt:8", "1 at a.txt:1",
                "1 at b.txt:1", "3 tasks");
        assertThat(result.coverage().diagnostics()).extracting(Diagnostic::code).containsExactly("whole-lacks");
    }

    @Test
    @Timeout(30)
    void cancellingEndsTheScan() throws Exception {
        for (int i = 0; i < 300; i++) {
            write("f" + i, "tok_content" + i);
        }
        var scan = new Scan();
        var calls = new AtomicInteger();
        TokenCheck cancelling = new TokenCheck() {
            @Override
            public @Nullable Tokens facts(Blob blob) {
                if (calls.incrementAndGet() == 10) {
                    scan.cancel();
                }
                return super.facts(blob);
            }
        };
        assertThatThrownBy(() -> scan.run(DirectorySource.of(root, options()), List.of(cancelling), ScanOptions.defaults()))
                .isInstanceOf(InterruptedException.class);
        assertThat(calls.get()).isLessThan(100);
    }

    @Test
    void progressReachesTheEnd() throws Exception {
        for (int i = 0; i < 50; i++) {
            write("f" + i, "tok_content" + i);
        }
        List<Progress.Point> points = new ArrayList<>();
        scan(ScanOptions.defaults().with((Progress) points::add), new TokenCheck());
        assertThat(points.getLast().contents()).isEqualTo(50);
        assertThat(points.getLast().matches()).isEqualTo(50);
        assertThat(points.getLast().totalPlaces()).isEqualTo(50);
    }

    private ContentCache cache() throws IOException {
        return cache(CacheKey.of(temporary.resolve("cache"), Map.of()));
    }

    private ContentCache cache(CacheKey key) {
        return new ContentCache(temporary.resolve("cache"), key, ContentCache.DEFAULT_CAPACITY, diagnostic -> {
            throw new AssertionError(diagnostic.toString());
        });
    }

    private Scan.Result cachedScan(ContentCache cache, Check<?>... checks) throws Exception {
        DirectoryOptions options = options().with(cache.stamps(root, List.of(root)));
        return new Scan().run(DirectorySource.of(root, options), List.of(checks), ScanOptions.defaults().with(cache));
    }

    private void sample() throws IOException {
        write("a.txt", "k = tok_firstone # gatehouse:allow token -- sample\n");
        write("b.txt", "k = tok_secondone\n");
        write("nothing.txt", "nothing here");
        write("x.zip", zip(Map.of("in.txt", utf8("tok_zipped1"), "inner.zip", zip(Map.of("q", utf8("tok_zipped2"))))));
        // What a file's inode says of its last change is now; after this it is long enough ago to be trusted.
        try {
            Thread.sleep(2100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anUnchangedTreeIsRescannedWithoutReadingIt() throws Exception {
        sample();
        TokenCheck first = new TokenCheck();
        Scan.Result cold = cachedScan(cache(), first);
        assertThat(first.looked.get()).isPositive();
        TokenCheck second = new TokenCheck();
        Scan.Result warm = cachedScan(cache(), second);
        assertThat(second.looked.get()).isZero();
        assertThat(warm.findings()).isEqualTo(cold.findings());
        assertThat(warm.coverage().contents()).isEqualTo(cold.coverage().contents());
        assertThat(warm.coverage().places()).isEqualTo(cold.coverage().places());
        assertThat(warm.coverage().bytes()).isEqualTo(cold.coverage().bytes());
        assertThat(warm.coverage().cached()).isEqualTo(cold.coverage().contents());
        assertThat(Files.getPosixFilePermissions(temporary.resolve("cache/key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatChangedIsLookedAtAgain() throws Exception {
        sample();
        cachedScan(cache(), new TokenCheck());
        write("b.txt", "k = tok_changed1\n");
        TokenCheck again = new TokenCheck();
        Scan.Result result = cachedScan(cache(), again);
        assertThat(again.looked.get()).isEqualTo(1);
        assertThat(result.findings()).isEqualTo(scan(new TokenCheck()).findings());
        TokenCheck newer = new TokenCheck() {
            @Override
            public String version() {
                return "2";
            }
        };
        cachedScan(cache(), newer);
        assertThat(newer.looked.get()).isGreaterThan(4);
    }

    @Test
    void foreignAndDamagedEntriesAreMisses() throws Exception {
        sample();
        Scan.Result cold = cachedScan(cache(), new TokenCheck());
        TokenCheck foreign = new TokenCheck();
        assertThat(cachedScan(cache(CacheKey.of("another key, long enough")), foreign).findings()).isEqualTo(cold.findings());
        assertThat(foreign.looked.get()).isGreaterThan(4);

        List<Path> files = new ArrayList<>();
        try (var walk = Files.walk(temporary.resolve("cache"))) {
            walk.filter(file -> file.toString().endsWith(".seg") || file.toString().endsWith(".stamps")).forEach(files::add);
        }
        assertThat(files).hasSizeGreaterThan(2);
        for (int damage = 0; damage < 40; damage++) {
            Map<Path, byte[]> saved = new LinkedHashMap<>();
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                saved.put(file, bytes.clone());
                if (damage % 10 == 9) {
                    Files.write(file, Arrays.copyOf(bytes, bytes.length * damage / 40));
                } else {
                    bytes[(int) ((long) bytes.length * damage / 40)] ^= 0x10;
                    Files.write(file, bytes);
                }
            }
            assertThat(cachedScan(cache(), new TokenCheck()).findings()).as("damage %d", damage).isEqualTo(cold.findings());
            for (Map.Entry<Path, byte[]> file : saved.entrySet()) {
                Files.write(file.getKey(), file.getValue());
            }
        }
    }

    @Test
    void theCacheHoldsNoSecret() throws Exception {
        sample();
        cachedScan(cache(), new TokenCheck());
        try (var walk = Files.walk(temporary.resolve("cache"))) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain("firstone", "secondone", "zipped");
            }
        }
    }

    @Test
    void standardInputIsScannedUnderItsName() throws Exception {
        var source = new BufferSource(SourcePath.of("<stdin>"), 0, new ByteArrayInputStream(utf8("a\nk=tok_standard\n")),
                Limits.DEFAULT);
        Scan.Result result = new Scan().run(source, List.of(new TokenCheck()), ScanOptions.defaults());
        assertThat(result.findings()).singleElement()
                .satisfies(finding -> assertThat(places(finding)).containsExactly("<stdin>"));
        var large = new BufferSource(SourcePath.of("<stdin>"), 0, new ByteArrayInputStream(new byte[0]) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                return length;
            }
        }, Limits.DEFAULT.withFileSize(1 << 20));
        assertThat(new Scan().run(large, List.of(new TokenCheck()), ScanOptions.defaults()).coverage().diagnostics())
                .extracting(Diagnostic::code).containsExactly("file-too-large");
    }

    /// Versions of files at commits, as the history of a repository gives them.
    private record History(Map<ContentId, byte[]> blobs, Map<ContentId, List<Place>> at) implements Source {
        void add(String commit, int day, boolean inHead, String path, String text) {
            byte[] bytes = utf8(text);
            var id = new ContentId(ContentId.Algorithm.GIT_SHA1, String.format("%040x", text.hashCode() & 0xffffffffL));
            blobs.put(id, bytes);
            at.computeIfAbsent(id, _ -> new ArrayList<>()).add(new Place(
                    new Origin.Commit(commit, "A <a@example.org>", Instant.parse("2024-01-0" + day + "T00:00:00Z"), inHead),
                    SourcePath.of(path), Set.of()));
        }

        @Override
        public void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics) {
            blobs.forEach((id, bytes) -> {
                if (!visitor.known(id)) {
                    visitor.visit(new Blob(id, bytes, 0, bytes.length, Blob.Form.TEXT, SourcePath.of("hint")));
                }
            });
        }

        @Override
        public List<Place> places(ContentId id) {
            return at.getOrDefault(id, List.of());
        }

        @Override
        public String description() {
            return "history";
        }

        @Override
        public void close() {}
    }

    @Test
    void historyIsOneOccurrenceForEachPath() throws Exception {
        var history = new History(new LinkedHashMap<>(), new LinkedHashMap<>());
        history.add("c1", 1, false, "a.env", "k=tok_historic\n");
        history.add("c2", 2, false, "a.env", "# first\nk=tok_historic\n");
        history.add("c3", 3, true, "a.env", "# first\n# second\nk=tok_historic\n");
        history.add("c2", 2, false, "gone.env", "x\nx\nx\nk=tok_historic\n");
        history.add("c4", 4, false, "gone.env", "x\nk=tok_historic # gitleaks:allow\n");
        Scan.Result result = new Scan().run(history, List.of(new TokenCheck()), ScanOptions.defaults());
        assertThat(result.findings()).hasSize(1);
        List<Occurrence> occurrences = result.findings().getFirst().occurrences();
        assertThat(occurrences).hasSize(2);
        Location.Text inHead = (Location.Text) occurrences.getFirst().location();
        Origin.Commit first = (Origin.Commit) inHead.place().origin();
        assertThat(first.id()).as("introduced by the oldest").isEqualTo("c1");
        assertThat(first.inHead()).isTrue();
        assertThat(requireNonNull(inHead.region()).startLine()).as("shown as in HEAD").isEqualTo(3);
        Location.Text gone = (Location.Text) occurrences.getLast().location();
        assertThat(((Origin.Commit) gone.place().origin()).id()).isEqualTo("c2");
        assertThat(((Origin.Commit) gone.place().origin()).inHead()).isFalse();
        assertThat(requireNonNull(gone.region()).startLine()).as("shown as introduced").isEqualTo(4);
        assertThat(occurrences.getLast().suppression()).as("the last word counts").isNotNull();
        assertThat(occurrences.getFirst().suppression()).isNull();
    }

    @Test
    void historyIsAnsweredFromTheCache() throws Exception {
        var history = new History(new LinkedHashMap<>(), new LinkedHashMap<>());
        history.add("c1", 1, true, "a.env", "k=tok_historic\n");
        history.add("c2", 2, true, "b.env", "nothing\n");
        Scan.Result cold = new Scan().run(history, List.of(new TokenCheck()), ScanOptions.defaults().with(cache()));
        TokenCheck warm = new TokenCheck();
        Scan.Result again = new Scan().run(history, List.of(warm), ScanOptions.defaults().with(cache()));
        assertThat(warm.looked.get()).isZero();
        assertThat(again.findings()).isEqualTo(cold.findings()).hasSize(1);
        assertThat(again.coverage().cached()).isEqualTo(2);
    }

    @Test
    void excerptsHideWhatAnyCheckCallsSensitive() throws Exception {
        write("a.txt", "tok_sensitive1\nmark me\n");
        TokenCheck marks = new TokenCheck() {
            @Override
            public String id() {
                return "marks";
            }

            @Override
            public Tokens facts(Blob blob) {
                return new Tokens(List.of(new Span(15, 19)), List.of("aa"), false);
            }
        };
        Scan.Result result = scan(marks, new TokenCheck());
        assertThat(result.findings()).hasSize(2).allSatisfy(
                finding -> assertThat(String.valueOf(finding.occurrences().getFirst().excerpt())).doesNotContain("sensitive"));
    }
}
