package dev.gatehouse.oci.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.oci.Tar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

class TarReaderTest {

    @Property(tries = 60)
    void whatAnotherWriterWritesIsReadBack(@ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int mode) throws IOException {
        var random = new Random(seed);
        List<String> expected = new ArrayList<>();
        var bytes = new ByteArrayOutputStream();
        var tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(mode == 0 ? TarArchiveOutputStream.LONGFILE_POSIX : TarArchiveOutputStream.LONGFILE_GNU);
        tar.setAddPaxHeadersForNonAsciiNames(mode != 1);
        for (int i = random.nextInt(12); i > 0; i--) {
            String name = "é".repeat(random.nextInt(3)) + "n".repeat(1 + random.nextInt(random.nextBoolean() ? 30 : 300)) + i;
            byte[] content = new byte[random.nextInt(random.nextInt(10) == 0 ? 200_000 : 2000)];
            random.nextBytes(content);
            var entry = new TarArchiveEntry(name);
            entry.setModTime(0);
            entry.setSize(content.length);
            entry.setMode(random.nextInt(010000));
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            expected.add(name + " " + entry.getMode() + " " + Arrays.hashCode(content));
        }
        tar.finish();
        var reader = new TarReader(slowly(bytes.toByteArray(), random));
        List<String> seen = new ArrayList<>();
        for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
            byte[] content = new byte[(int) entry.size()];
            for (int filled = 0; filled < content.length;) {
                filled += reader.read(content, filled, 1 + random.nextInt(content.length - filled));
            }
            assertThat(Arrays.copyOfRange(bytes.toByteArray(), (int) entry.position(), (int) entry.position() + content.length))
                    .isEqualTo(content);
            seen.add(new String(entry.name(), StandardCharsets.UTF_8) + " " + entry.mode() + " " + Arrays.hashCode(content));
        }
        assertThat(seen).isEqualTo(expected);
    }

    /// A stream that gives as little as it likes.
    private static InputStream slowly(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] array, int offset, int length) {
                return super.read(array, offset, Math.min(length, 1 + random.nextInt(5000)));
            }
        };
    }

    @Property(tries = 300)
    void damagedArchivesEndInAnException(@ForAll long seed) {
        var random = new Random(seed);
        byte[] tar = new Tar().file("a", "text").file("n".repeat(150), "more").symbolicLink("l", "a").directory("d").bytes();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            tar[random.nextInt(tar.length)] = (byte) random.nextInt();
        }
        byte[] damaged = random.nextBoolean() ? Arrays.copyOf(tar, random.nextInt(tar.length)) : tar;
        var reader = new TarReader(new ByteArrayInputStream(damaged));
        try {
            int entries = 0;
            while (reader.next() != null) {
                assertThat(++entries).isLessThan(100);
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Example
    void aTruncatedArchiveSaysSo() {
        byte[] tar = new Tar().file("a", "x".repeat(5000)).bytes();
        var reader = new TarReader(new ByteArrayInputStream(tar, 0, 2000));
        assertThatThrownBy(() -> {
            reader.next();
            reader.next();
        }).isInstanceOf(EOFException.class);
    }

    @Example
    void aBlockOfZerosBetweenEntriesHidesNothing() {
        byte[] first = new Tar().file("a", "x").bytes();
        byte[] hidden = new Tar().file("b", "y").bytes();
        byte[] both = new byte[1024 + 512 + hidden.length];
        System.arraycopy(first, 0, both, 0, 1024);
        System.arraycopy(hidden, 0, both, 1536, hidden.length);
        var reader = new TarReader(new ByteArrayInputStream(both));
        assertThatThrownBy(() -> {
            reader.next();
            reader.next();
        }).isInstanceOf(TarFormatException.class);
    }

    @Example
    void anExtendedHeaderOfAnAbsurdSizeIsRefused() {
        byte[] tar = new Tar().file("n".repeat(150), "x").bytes();
        byte[] size = "77777777777\0".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, tar, 124, size.length);
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : tar[i] & 0xff;
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII), 0, tar, 148, 8);
        assertThatThrownBy(() -> new TarReader(new ByteArrayInputStream(tar)).next()).isInstanceOf(TarFormatException.class);
    }
}
