package dev.gatehouse.oci.image;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.oci.image.LayerEntry.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What a layer holds, in the order of its tar file.
///
/// @param expanded
///            bytes of the layer as a tar file
record LayerRecord(List<LayerEntry> entries, long expanded) {
    static final LayerRecord EMPTY = new LayerRecord(List.of(), 0);
    private static final int VERSION = 1;
    private static final int CONTENT_BYTES = 32;

    /// What [#decode] reads.
    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(expanded);
            out.writeInt(entries.size());
            for (LayerEntry entry : entries) {
                out.writeByte(entry.kind().ordinal());
                text(out, entry.path());
                out.writeShort(entry.mode());
                out.writeLong(entry.size());
                text(out, entry.target());
                ContentId content = entry.content();
                out.writeBoolean(content != null);
                if (content != null) {
                    out.write(HexFormat.of().parseHex(content.hex()));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("memory is written without failure", e);
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeShort(text.length());
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// @throws IOException
    ///             if the bytes are of another version or damaged
    static LayerRecord decode(byte[] bytes) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != VERSION) {
                throw new IOException("another version");
            }
            long expanded = in.readLong();
            int count = in.readInt();
            List<LayerEntry> entries = new ArrayList<>(Math.min(count, bytes.length / 16));
            Kind[] kinds = Kind.values();
            for (int i = 0; i < count; i++) {
                int kind = in.readUnsignedByte();
                if (kind >= kinds.length) {
                    throw new IOException("an unknown kind of entry");
                }
                String path = text(in);
                int mode = in.readUnsignedShort();
                long size = in.readLong();
                String target = text(in);
                ContentId content = null;
                if (in.readBoolean()) {
                    content = ContentId.of(ContentId.Algorithm.SHA256, in.readNBytes(CONTENT_BYTES));
                }
                entries.add(new LayerEntry(kinds[kind], path, mode, size, content, target));
            }
            return new LayerRecord(List.copyOf(entries), expanded);
        } catch (RuntimeException e) {
            throw new IOException("damaged", e);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.ISO_8859_1);
    }
}
