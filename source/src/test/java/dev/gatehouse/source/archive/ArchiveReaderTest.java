package dev.gatehouse.source.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.source.Limits;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveReaderTest {
    private final Map<String, String> entries = new LinkedHashMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private Limits limits = Limits.DEFAULT;

    @Test
    void readsZipsWhateverTheMethodAndSize() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.DEFLATED);
            add(zip, "a.txt", "text a");
            zip.putNextEntry(new ZipEntry("folder/"));
            add(zip, "folder/b.txt", "b".repeat(200_000));
            add(zip, "../../etc/passwd", "a name is only a name");
            add(zip, "/absolute", "so is this");
            stored(zip, "stored.bin", "stored");
        }
        read("x.jar", bytes.toByteArray());
        assertThat(entries.keySet()).containsExactly("a.txt", "folder/b.txt", "../../etc/passwd", "/absolute", "stored.bin");
        assertThat(entries.get("folder/b.txt")).hasSize(200_000);
        assertThat(entries.get("stored.bin")).isEqualTo("stored");
        assertThat(diagnostics).isEmpty();
    }

    @Test
    void readsAZipBehindOtherBytes() throws IOException {
        byte[] zip = zip(Map.of("a", "1"));
        byte[] whole = new byte[zip.length + 100];
        whole[0] = 'P';
        whole[1] = 'K';
        whole[2] = 3;
        whole[3] = 4;
        System.arraycopy(zip, 0, whole, 100, zip.length);
        read("x.zip", whole);
        assertThat(entries).containsExactly(Map.entry("a", "1"));
        assertThat(diagnostics).isEmpty();
    }

    @Test
    void readsCompressedTarsAsOneArchive() throws IOException {
        byte[] tar = tar(Map.of("dir/a.txt", "inside"));
        for (byte[] packed : List.of(tar, gzip(tar), bzip2(tar), xz(tar), zstd(tar))) {
            entries.clear();
            read("x", packed);
            assertThat(entries).containsExactly(Map.entry("dir/a.txt", "inside"));
        }
        assertThat(diagnostics).isEmpty();
    }

    @Test
    void readsLongTarNamesAndSkipsLinks() throws IOException {
        String name = "deep/".repeat(60) + "ü.txt";
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            tar.putArchiveEntry(new TarArchiveEntry("link", TarArchiveEntry.LF_SYMLINK));
            tar.closeArchiveEntry();
            addTar(tar, name, "long");
        }
        read("x.tar", bytes.toByteArray());
        assertThat(entries).containsExactly(Map.entry(name, "long"));
    }

    @Test
    void readsSingleCompressedFiles() throws IOException {
        byte[] plain = "dump".getBytes(StandardCharsets.UTF_8);
        read("db.sql.gz", gzip(plain));
        read("db.sql.bz2", bzip2(plain));
        read("db.sql.XZ", xz(plain));
        read("db.sql.zst", zstd(plain));
        read("unnamed", gzip(plain));
        assertThat(entries).containsOnlyKeys("db.sql", "content").containsEntry("db.sql", "dump");
        assertThat(diagnostics).isEmpty();
    }

    @Test
    void aZipWithoutItsCentralDirectoryIsReadByItsHeaders() throws IOException {
        var many = new LinkedHashMap<String, String>();
        for (int i = 0; i < 20; i++) {
            many.put("f" + i, "content " + i);
        }
        byte[] zip = zip(many);
        int directory = indexOf(zip, new byte[]{'P', 'K', 1, 2});
        read("x.zip", Arrays.copyOf(zip, directory));
        assertThat(entries).isEqualTo(many);
        assertThat(diagnostics).extracting(Diagnostic::code).containsExactly("archive-damaged");
        assertThat(diagnostics.getFirst().kind()).isEqualTo(Diagnostic.Kind.DEGRADED);
    }

    @Test
    void whatComesBeforeTheDamageIsRead() throws IOException {
        byte[] tar = tar(Map.of("a", "x".repeat(100_000), "b", "y"));
        byte[] cut = Arrays.copyOf(gzip(tar), gzip(tar).length / 2);
        read("x.tgz", cut);
        assertThat(diagnostics).extracting(Diagnostic::code).containsExactly("archive-damaged");
        byte[] zip = zip(Map.of("a", "x".repeat(1000)));
        zip[33] ^= 0x55;
        read("x.zip", zip);
        assertThat(diagnostics).extracting(Diagnostic::code).containsExactly("archive-damaged", "archive-damaged");
    }

    @Test
    void encryptedEntriesAreToldOnceAndTheOthersRead() throws IOException {
        var three = new LinkedHashMap<String, String>();
        three.put("a", "1");
        three.put("b", "2");
        three.put("c", "3");
        byte[] zip = zip(three);
        int first = indexOf(zip, new byte[]{'P', 'K', 1, 2});
        zip[first + 8] |= 1;
        read("x.zip", zip);
        assertThat(entries).containsOnlyKeys("b", "c");
        assertThat(diagnostics).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("archive-encrypted");
            assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.DEGRADED);
            assertThat(diagnostic.what()).startsWith("1 entry");
        });
    }

    @Test
    @Timeout(60)
    void bombsAreGapsWhateverTheyAreMadeOf() throws IOException {
        byte[] zeros = new byte[80 << 20];
        for (byte[] bomb : List.of(gzip(zeros), bzip2(zeros), xz(zeros),
                zip(Map.of("a", new String(zeros, StandardCharsets.ISO_8859_1))))) {
            diagnostics.clear();
            entries.clear();
            read("bomb", bomb);
            assertThat(diagnostics).singleElement().satisfies(diagnostic -> {
                assertThat(diagnostic.code()).isEqualTo("archive-limit");
                assertThat(diagnostic.kind()).isEqualTo(Diagnostic.Kind.GAP);
                assertThat(diagnostic.what()).contains("limits.archive-ratio");
            });
            assertThat(entries).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void overlappingEntriesCountEachTime() throws IOException {
        // One stream of 10 MiB of zeros, ten thousand names that lead to it.
        byte[] zip = zip(Map.of("a", "\0".repeat(10 << 20)));
        int directory = indexOf(zip, new byte[]{'P', 'K', 1, 2});
        int length = 46 + 1;
        var bytes = new ByteArrayOutputStream();
        bytes.write(zip, 0, directory);
        for (int i = 0; i < 10_000; i++) {
            bytes.write(zip, directory, length);
        }
        byte[] end = Arrays.copyOfRange(zip, zip.length - 22, zip.length);
        end[10] = (byte) 10_000;
        end[11] = (byte) (10_000 >> 8);
        int size = 10_000 * length;
        for (int i = 0; i < 4; i++) {
            end[12 + i] = (byte) (size >> 8 * i);
        }
        bytes.write(end);
        read("overlap.zip", bytes.toByteArray());
        assertThat(diagnostics).extracting(Diagnostic::code).containsExactly("archive-limit");
    }

    @Test
    void tooManyEntriesAndTooDeepAreGaps() throws IOException {
        limits = new Limits(1 << 20, 1, 3, 200, 1 << 30);
        var many = new LinkedHashMap<String, String>();
        for (int i = 0; i < 5; i++) {
            many.put("f" + i, "x");
        }
        read("x.zip", zip(many));
        assertThat(entries).hasSize(3);
        assertThat(diagnostics).singleElement().matches(diagnostic -> diagnostic.what().contains("limits.archive-entries: 3"));
        diagnostics.clear();
        read(SourcePath.of("outer.zip").entry("inner.zip"), zip(many));
        assertThat(diagnostics).singleElement().matches(diagnostic -> diagnostic.what().contains("limits.archive-depth: 1"));
    }

    @Test
    void largeTextEntriesAreGaps() throws IOException {
        limits = Limits.DEFAULT.withFileSize(1000);
        read("x.zip", zip(Map.of("big.txt", "x".repeat(2000), "ok", "y")));
        assertThat(entries).containsOnlyKeys("ok");
        assertThat(diagnostics).singleElement().matches(diagnostic -> diagnostic.code().equals("file-too-large")
                && "x.zip!big.txt".equals(diagnostic.where()));
    }

    @Test
    void otherArchivesAreNamedAsUnread() throws IOException {
        byte[] seven = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 0};
        read("x.7z", seven);
        assertThat(diagnostics).extracting(Diagnostic::code).containsExactly("archive-unsupported");
    }

    @Test
    void textIsNoArchive() {
        for (String text : List.of("", "PK", "a".repeat(2000), "7z archives", "BZh is text", "0".repeat(600))) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(ArchiveForm.of(bytes, 0, bytes.length)).as(text).isNull();
        }
    }

    /// Damaged archives of every form: whatever happens is a diagnostic, and it happens soon.
    @Test
    @Timeout(120)
    void damageNeverEscapes() throws IOException {
        var random = new Random(11);
        byte[] noise = new byte[3000];
        random.nextBytes(noise);
        var content = Map.of("a/b.txt", "some text ".repeat(300), "n", new String(noise, StandardCharsets.ISO_8859_1));
        List<byte[]> archives = List.of(zip(content), tar(content), gzip(tar(content)), bzip2(tar(content)), xz(tar(content)),
                zstd(tar(content)));
        int told = 0;
        limits = new Limits(1 << 20, 8, 1000, 200, 1 << 26);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = archives.get(round % archives.size()).clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextBoolean() ? random.nextInt(bytes.length) : Math.min(bytes.length - 1, random.nextInt(64));
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ 1 << random.nextInt(8));
            }
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            diagnostics.clear();
            read("x", bytes);
            told += diagnostics.isEmpty() ? 0 : 1;
        }
        assertThat(told).isGreaterThan(1000);
    }

    private void read(String name, byte[] bytes) {
        read(SourcePath.of(name), bytes);
    }

    private void read(SourcePath path, byte[] bytes) {
        // In the middle of a larger array, as buffers are.
        byte[] array = new byte[bytes.length + 50];
        System.arraycopy(bytes, 0, array, 20, bytes.length);
        ArchiveForm form = ArchiveForm.of(array, 20, bytes.length);
        if (form != null) {
            ArchiveReader.read(form, array, 20, bytes.length, path, limits, new Expansion(limits, bytes.length),
                    (name, content, offset, length) -> entries.put(new String(name, StandardCharsets.UTF_8),
                            new String(content, offset, length, StandardCharsets.ISO_8859_1)),
                    diagnostics::add);
        }
    }

    private static void add(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.ISO_8859_1));
        zip.closeEntry();
    }

    private static void stored(ZipOutputStream zip, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] zip(Map<String, String> content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : content.entrySet()) {
                add(zip, entry.getKey(), entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static void addTar(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        var entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static byte[] tar(Map<String, String> content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : content.entrySet()) {
                addTar(tar, entry.getKey(), entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] plain, Packer packer) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.over(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        return packed(plain, GZIPOutputStream::new);
    }

    private static byte[] bzip2(byte[] plain) throws IOException {
        return packed(plain, BZip2CompressorOutputStream::new);
    }

    private static byte[] xz(byte[] plain) throws IOException {
        return packed(plain, out -> new XZOutputStream(out, new LZMA2Options(1)));
    }

    private static byte[] zstd(byte[] plain) {
        var compressor = new ZstdJavaCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(plain.length)];
        return Arrays.copyOf(out, compressor.compress(plain, 0, plain.length, out, 0, out.length));
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
