package dev.gatehouse.report.format;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Passes bytes on and knows about how many they are after compression. It compresses fast rather than well, so what an
/// uploader makes of the bytes is smaller. Closing leaves the stream underneath open.
final class CompressedSize extends FilterOutputStream {
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final OutputStream measured = new DeflaterOutputStream(OutputStream.nullOutputStream(), deflater, 1 << 16);

    CompressedSize(OutputStream out) {
        super(out);
    }

    long compressed() {
        return deflater.getBytesWritten();
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        measured.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        measured.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        out.flush();
        deflater.end();
    }
}
