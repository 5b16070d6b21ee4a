package dev.gatehouse.source.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.ContentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCacheTest {
    @TempDir
    Path temporary;

    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private ContentCache cache(long capacity) throws IOException {
        return new ContentCache(temporary.resolve("cache"), CacheKey.of(temporary.resolve("cache"), Map.of()), capacity,
                diagnostics::add);
    }

    private static ContentId id(int n) {
        return new ContentId(ContentId.Algorithm.SHA256, String.format("%016x", n * 0x9E3779B97F4A7C15L).repeat(4));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void findsWhatWasSavedAndNothingElse() throws IOException {
        Chapter chapter = cache(1 << 30).chapter("checks 1");
        for (int i = 0; i < 5000; i++) {
            chapter.put(id(i), "name", i % 10 == 0 ? bytes("value " + i) : new byte[0]);
        }
        chapter.save();
        Chapter again = cache(1 << 30).chapter("checks 1");
        for (int i = 0; i < 5000; i++) {
            assertThat(again.find(id(i), "name")).isEqualTo(i % 10 == 0 ? bytes("value " + i) : new byte[0]);
        }
        assertThat(again.find(id(0), "other name")).isNull();
        assertThat(again.find(id(5000), "name")).isNull();
        assertThat(again.find(new ContentId(ContentId.Algorithm.GIT_SHA256, id(0).hex()), "name")).isNull();
        assertThat(cache(1 << 30).chapter("checks 2").find(id(0), "name")).isNull();
        again.close();
    }

    @Test
    void manySegmentsBecomeOne() throws IOException {
        for (int round = 0; round < 30; round++) {
            Chapter chapter = cache(1 << 30).chapter("c");
            chapter.put(id(round), "n", bytes("v" + round));
            chapter.save();
        }
        try (var files = Files.list(temporary.resolve("cache/content"))) {
            assertThat(files.count()).isLessThanOrEqualTo(9);
        }
        Chapter chapter = cache(1 << 30).chapter("c");
        for (int round = 0; round < 30; round++) {
            assertThat(chapter.find(id(round), "n")).isEqualTo(bytes("v" + round));
        }
        chapter.close();
    }

    @Test
    void whatWasUsedLongestAgoGoesFirst() throws IOException {
        for (String checks : List.of("old", "middle", "new")) {
            Chapter chapter = cache(25_000).chapter(checks);
            byte[] value = new byte[10_000];
            new Random(1).nextBytes(value);
            chapter.put(id(1), "n", value);
            chapter.save();
            try (var files = Files.list(temporary.resolve("cache/content"))) {
                for (Path file : files.toList()) {
                    FileTime time = Files.getLastModifiedTime(file);
                    Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() - 10_000));
                }
            }
        }
        assertThat(cache(1 << 30).chapter("old").find(id(1), "n")).isNull();
        assertThat(cache(1 << 30).chapter("middle").find(id(1), "n")).isNotNull();
        assertThat(cache(1 << 30).chapter("new").find(id(1), "n")).isNotNull();
    }

    @Test
    void severalWritersLoseNothing() throws Exception {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int n = 0; n < 6; n++) {
            int writer = n;
            writers.add(() -> {
                Chapter chapter = cache(1 << 30).chapter("c");
                for (int i = 0; i < 200; i++) {
                    chapter.put(id(writer * 1000 + i), "n", bytes(writer + " " + i));
                }
                chapter.save();
                return true;
            });
        }
        try (var pool = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> done : pool.invokeAll(writers)) {
                assertThat(done.get()).isTrue();
            }
        }
        Chapter chapter = cache(1 << 30).chapter("c");
        for (int writer = 0; writer < 6; writer++) {
            assertThat(chapter.find(id(writer * 1000 + 199), "n")).isEqualTo(bytes(writer + " 199"));
        }
        chapter.close();
        assertThat(diagnostics).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsANote() throws IOException {
        CacheKey key = CacheKey.of("a secret that is long enough");
        Path file = Files.writeString(temporary.resolve("file"), "in the way");
        Chapter chapter = new ContentCache(file, key, 1 << 20, diagnostics::add).chapter("c");
        chapter.put(id(1), "n", new byte[0]);
        chapter.save();
        assertThat(diagnostics).singleElement().matches(diagnostic -> diagnostic.code().equals("cache-unwritable")
                && diagnostic.kind() == Diagnostic.Kind.NOTE);
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        CacheKey.of(temporary, Map.of());
        Files.setPosixFilePermissions(temporary.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> CacheKey.of(temporary, Map.of())).isInstanceOf(IOException.class)
                .hasMessageContaining("remove it");
        assertThatThrownBy(() -> CacheKey.of(temporary, Map.of(CacheKey.VARIABLE, "short"))).isInstanceOf(IOException.class)
                .hasMessageNotContaining("short");
    }

    @Test
    void authenticatesAsThePlatformDoes() throws Exception {
        var random = new Random(3);
        byte[] key = new byte[32];
        random.nextBytes(key);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        var ours = new Authenticator(key);
        for (int length = 0; length < 300; length += 7) {
            byte[] text = new byte[length];
            random.nextBytes(text);
            assertThat(HexFormat.of().formatHex(ours.doFinal(text))).isEqualTo(HexFormat.of().formatHex(mac.doFinal(text)));
        }
    }
}
