package dev.gatehouse.sca.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class HeaderSourcesTest {

    private static List<byte[]> headers() throws IOException, DamagedException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(HeaderSourcesTest.class.getResourceAsStream("rpmdb.sqlite.gz")))) {
            List<byte[]> headers = new ArrayList<>();
            new SqliteTable(new Bytes(in.readAllBytes(), ByteOrder.BIG_ENDIAN)).each(header -> headers.add(copy(header)));
            return headers;
        }
    }

    private static byte[] copy(Bytes bytes) {
        byte[] copy = new byte[bytes.size()];
        bytes.copyTo(copy, 0);
        return copy;
    }

    /// As rpm lays it out: a page of slots, the first two of which are the file's header, then the blobs.
    private static byte[] ndb(List<byte[]> headers) {
        ByteBuffer file = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RpmP".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(0).putInt(7).putInt(1)
                .putInt(headers.size() + 2);
        for (int at = 32; at < 4096; at += 16) {
            file.position(at).put("Slot".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        int block = 256;
        for (int i = 0; i < headers.size(); i++) {
            byte[] header = headers.get(i);
            int blocks = (16 + header.length + 12 + 15) / 16;
            // The first slot stays empty, as after a package was removed.
            file.position(32 + 16 * (i + 1) + 4).putInt(i + 2).putInt(block).putInt(blocks);
            file.position(block * 16).put("BlbS".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(i + 2).putInt(0)
                    .putInt(header.length).put(header);
            block += blocks;
        }
        return java.util.Arrays.copyOf(file.array(), block * 16);
    }

    @Test
    void ndbGivesBackEveryHeader() throws IOException, DamagedException {
        List<byte[]> headers = headers();
        byte[] file = ndb(headers);
        assertThat(NdbFile.is(file, 0, file.length)).isTrue();
        List<byte[]> found = new ArrayList<>();
        new NdbFile(new Bytes(file, ByteOrder.LITTLE_ENDIAN)).each(header -> found.add(copy(header)));
        assertThat(found).hasSameSizeAs(headers);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).isEqualTo(headers.get(i));
        }
    }

    @Test
    void ndbThatPointsElsewhereIsRefused() throws IOException, DamagedException {
        byte[] file = ndb(headers());
        for (int at : new int[]{12, 32, 32 + 16 + 8, 32 + 16 + 12, 4096, 4096 + 4, 4096 + 12}) {
            byte[] damaged = file.clone();
            ByteBuffer.wrap(damaged).putInt(at, -1);
            assertThatExceptionOfType(DamagedException.class).as("byte %d", at)
                    .isThrownBy(() -> new NdbFile(new Bytes(damaged, ByteOrder.LITTLE_ENDIAN)).each(_ -> {}));
        }
    }

    @Test
    void pagesThatPointToEachOtherEnd() throws IOException, DamagedException {
        byte[] database;
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(HeaderSourcesTest.class.getResourceAsStream("rpmdb.sqlite.gz")))) {
            database = in.readAllBytes();
        }
        // The schema's page becomes an interior one whose only child is itself.
        ByteBuffer.wrap(database).put(100, (byte) 5).putShort(103, (short) 0).putInt(108, 1);
        assertThatExceptionOfType(DamagedException.class)
                .isThrownBy(() -> new SqliteTable(new Bytes(database, ByteOrder.BIG_ENDIAN)).each(_ -> {}))
                .withMessageContaining("was read already");
    }

    @Test
    void aHeaderThatLiesAboutItsSizeIsRefused() throws IOException, DamagedException {
        byte[] header = headers().getFirst();
        assertThat(new RpmHeader(new Bytes(header, ByteOrder.BIG_ENDIAN)).text(RpmHeader.Tag.NAME)).isEqualTo("libshop");
        for (int at : new int[]{0, 4}) {
            for (int lie : new int[]{-1, Integer.MAX_VALUE, 1 << 16, header.length}) {
                byte[] damaged = header.clone();
                ByteBuffer.wrap(damaged).putInt(at, lie);
                assertThatExceptionOfType(DamagedException.class)
                        .isThrownBy(() -> new RpmHeader(new Bytes(damaged, ByteOrder.BIG_ENDIAN)));
            }
        }
    }
}
