package dev.gatehouse.advisory.store;

import java.util.zip.Deflater;

/// Writes what is rarely asked for (texts, dates, addresses) in compressed blocks of many records each; [BlockReader] reads them. A block
/// is the length of its compressed bytes, the length of its contents, the compressed bytes.
final class Blocks {
    /// A block is closed when it has so many bytes: large enough to compress well, small enough to be read for one record.
    static final int TARGET = 32 << 10;
    /// No block is greater, expanded.
    static final int MOST = 16 << 20;

    private final Output output = new Output(1 << 16);
    private final Output open = new Output(TARGET);

    /// Adds a record.
    ///
    /// @param place
    ///            gets where it lies: the block, and its first byte therein
    void add(byte[] content, Output place) {
        if (open.size() > TARGET || open.size() + content.length > MOST) {
            close();
        }
        place.number(output.size());
        place.number(open.size());
        open.number(content.length);
        open.writeBytes(content);
    }

    private void close() {
        byte[] content = open.toByteArray();
        open.reset();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        Output compressed = new Output(content.length / 3);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] chunk = new byte[1 << 13];
            while (!deflater.finished()) {
                compressed.write(chunk, 0, deflater.deflate(chunk));
            }
        } finally {
            deflater.end();
        }
        output.number(compressed.size());
        output.number(content.length);
        output.writeBytes(compressed.toByteArray());
    }

    /// All of them.
    Output output() {
        if (open.size() > 0) {
            close();
        }
        return output;
    }
}
