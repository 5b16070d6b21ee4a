package dev.gatehouse.source.git;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// Writes tables of refs by the letter of gitformat-reftable, without indexes: also such as no program writes.
final class HandMadeReftable {
    private final ObjectFormat format;
    private final int blockSize;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private final byte[] header;
    private byte[] before = {};
    /// Stays 0 in a table of logs alone.
    private long logs;
    private boolean logsBegun;

    /// @param blockSize
    ///            0 for a file without alignment
    HandMadeReftable(ObjectFormat format, int blockSize) {
        this.format = format;
        this.blockSize = blockSize;
        boolean sha1 = format == ObjectFormat.SHA1;
        ByteBuffer buffer = ByteBuffer.allocate(sha1 ? 24 : 28);
        buffer.put("REFT".getBytes(StandardCharsets.US_ASCII)).putInt((sha1 ? 1 : 2) << 24 | blockSize).putLong(1).putLong(9);
        if (!sha1) {
            buffer.put("s256".getBytes(StandardCharsets.US_ASCII));
        }
        header = buffer.array();
        file.writeBytes(header);
    }

    /// A record; the value is an id, `ref: NAME`, or null for a deletion.
    HandMadeReftable ref(String name, @Nullable String value, int keep) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int kept = block.size() == 0
                ? 0
                : Math.min(keep, Arrays.mismatch(bytes, before) < 0 ? 0 : Arrays.mismatch(bytes, before));
        if (value == null) {
            record(bytes, kept, 0);
            number(0, block);
        } else if (value.startsWith("ref: ")) {
            record(bytes, kept, 3);
            number(0, block);
            byte[] target = value.substring(5).getBytes(StandardCharsets.UTF_8);
            number(target.length, block);
            block.writeBytes(target);
        } else {
            record(bytes, kept, 1);
            number(0, block);
            block.writeBytes(HexFormat.of().parseHex(value));
        }
        return this;
    }

    HandMadeReftable log(String name, long update, @Nullable String value) {
        ByteBuffer key = ByteBuffer.allocate(name.length() + 9);
        key.put(name.getBytes(StandardCharsets.UTF_8)).put((byte) 0).putLong(~update);
        record(key.array(), 0, value == null ? 0 : 1);
        if (value != null) {
            block.writeBytes(new byte[format.length()]);
            block.writeBytes(HexFormat.of().parseHex(value));
            for (String text : new String[]{"Ann", "ann@example.com"}) {
                number(text.length(), block);
                block.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            }
            number(1_700_000_000, block);
            block.writeBytes(new byte[]{0, 60});
            number(3, block);
            block.writeBytes("why".getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    private void record(byte[] name, int kept, int type) {
        number(kept, block);
        number((long) (name.length - kept) << 3 | type, block);
        block.write(name, kept, name.length - kept);
        before = name;
    }

    static void number(long value, ByteArrayOutputStream out) {
        byte[] digits = new byte[10];
        int at = digits.length;
        digits[--at] = (byte) (value & 0x7f);
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            digits[--at] = (byte) (0x80 | --rest & 0x7f);
        }
        out.write(digits, at, digits.length - at);
    }

    /// Ends a block of refs, filled up to the block size unless it is the last.
    HandMadeReftable endRefs(boolean last) {
        int start = file.size() == header.length ? 0 : file.size();
        int before = start == 0 ? header.length : 0;
        byte[] body = body();
        number24('r', before + 4 + body.length);
        file.writeBytes(body);
        if (blockSize > 0 && !last) {
            file.writeBytes(new byte[start + blockSize - file.size()]);
        }
        return this;
    }

    HandMadeReftable endLogs() {
        int before = file.size() == header.length ? header.length : 0;
        if (!logsBegun && before == 0) {
            logs = file.size();
        }
        logsBegun = true;
        byte[] body = body();
        number24('g', before + 4 + body.length);
        Deflater deflater = new Deflater();
        deflater.setInput(body);
        deflater.finish();
        byte[] compressed = new byte[body.length + 100];
        file.write(compressed, 0, deflater.deflate(compressed));
        deflater.end();
        return this;
    }

    /// Records, one restart, its number.
    private byte[] body() {
        block.writeBytes(new byte[]{0, 0, 28, 0, 1});
        byte[] body = block.toByteArray();
        block.reset();
        before = new byte[0];
        return body;
    }

    private void number24(char type, int length) {
        file.writeBytes(ByteBuffer.allocate(4).putInt(type << 24 | length).array());
    }

    byte[] bytes() {
        ByteBuffer footer = ByteBuffer.allocate(header.length + 44);
        footer.put(header).putLong(0).putLong(0).putLong(0).putLong(logs).putLong(0);
        CRC32 checksum = new CRC32();
        checksum.update(footer.array(), 0, footer.position());
        footer.putInt((int) checksum.getValue());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(file.toByteArray());
        whole.writeBytes(footer.array());
        return whole.toByteArray();
    }

    /// Makes the checksum right again after the footer was changed.
    static byte[] sealed(byte[] table) {
        int headerLength = table[4] == 1 ? 24 : 28;
        CRC32 checksum = new CRC32();
        checksum.update(table, table.length - headerLength - 44, headerLength + 40);
        ByteBuffer.wrap(table).putInt(table.length - 4, (int) checksum.getValue());
        return table;
    }
}
