package dev.gatehouse.source.git;

import dev.gatehouse.core.source.ContentId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/// Writes packs that git would never write, with an index of version 1.
final class HandMadePack {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<ObjectId, Integer> offsets = new TreeMap<>();

    void blob(ContentId id, long claimedSize, byte[] bytes) throws IOException {
        begin(id, ObjectType.BLOB.code, claimedSize);
        body.write(deflate(bytes));
    }

    void referenceDelta(ContentId id, ContentId base, byte[] delta) throws IOException {
        begin(id, ObjectType.REF_DELTA, delta.length);
        body.write(ObjectId.of(base).bytes());
        body.write(deflate(delta));
    }

    private void begin(ContentId id, int type, long size) {
        offsets.put(ObjectId.of(id), PackFile.HEADER + body.size());
        long rest = size >>> 4;
        int b = (int) (type << 4 | size & 15);
        while (rest != 0) {
            body.write(b | 0x80);
            b = (int) (rest & 0x7f);
            rest >>>= 7;
        }
        body.write(b);
    }

    private static byte[] deflate(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + 100];
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        ByteBuffer pack = ByteBuffer.allocate(PackFile.HEADER + body.size() + 20);
        pack.putInt(0x5041434b).putInt(2).putInt(offsets.size()).put(body.toByteArray());
        byte[] packDigest = seal(pack);
        Files.write(folder.resolve("pack-0000.pack"), pack.array());
        ByteBuffer index = ByteBuffer.allocate(256 * 4 + offsets.size() * 24 + 40);
        for (int i = 0; i < 256; i++) {
            int first = i;
            index.putInt((int) offsets.keySet().stream().filter(id -> (id.bytes()[0] & 0xff) <= first).count());
        }
        offsets.forEach((id, offset) -> index.putInt(offset).put(id.bytes()));
        index.put(packDigest);
        seal(index);
        Files.write(folder.resolve("pack-0000.idx"), index.array());
    }

    /// Appends the digest of what there is.
    private static byte[] seal(ByteBuffer buffer) {
        MessageDigest sha1 = ObjectFormat.SHA1.newDigest();
        sha1.update(buffer.array(), 0, buffer.position());
        byte[] digest = sha1.digest();
        buffer.put(digest);
        return digest;
    }
}
