package dev.gatehouse.ledger;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// The lines of the file of entries, one at a time.
final class EntryLines implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final BufferedInputStream in;
    private long offset;

    /// @param offset
    ///            where a line begins
    EntryLines(FileChannel file, long offset) throws IOException {
        file.position(offset);
        this.in = new BufferedInputStream(Channels.newInputStream(file), BUFFER);
        this.offset = offset;
    }

    /// The next line without its end; null at the end of the file, or before a last line that has no end: an append that was
    /// cut off.
    ///
    /// @throws LedgerException
    ///             if the line is too long
    byte @Nullable [] next() throws IOException, LedgerException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                offset += line.size() + 1L;
                return line.toByteArray();
            }
            if (line.size() >= Entry.LONGEST) {
                throw new LedgerException("a line is longer than " + (Entry.LONGEST >> 20) + " MiB");
            }
            line.write(b);
        }
        return null;
    }

    /// Where the next line begins.
    long offset() {
        return offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
