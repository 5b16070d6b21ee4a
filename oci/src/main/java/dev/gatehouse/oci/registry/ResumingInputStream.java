package dev.gatehouse.oci.registry;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A content of known size that is asked for again from where it broke off.
final class ResumingInputStream extends InputStream {
    /// With so much more read, earlier failures are forgotten.
    private static final long PROGRESS = 8 << 20;

    private final Opener opener;
    private final long size;
    private final int retries;
    private final Duration pause;
    private InputStream in;
    private long position;
    private long failedAt;
    private int failures;

    /// Opens the content.
    @FunctionalInterface
    interface Opener {
        /// @param offset
        ///            of the first byte that is wanted
        /// @return the bytes from there on
        InputStream open(long offset) throws IOException;
    }

    ResumingInputStream(Opener opener, long size, int retries, Duration pause) throws IOException {
        this.opener = opener;
        this.size = size;
        this.retries = retries;
        this.pause = pause;
        this.in = opener.open(0);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] array, int offset, int length) throws IOException {
        while (true) {
            IOException failure;
            try {
                int count = in.read(array, offset, length);
                if (count >= 0 || position >= size) {
                    position += Math.max(count, 0);
                    return count;
                }
                failure = new EOFException("the connection ends " + (size - position) + " bytes early");
            } catch (IOException e) {
                failure = e;
            }
            resume(failure);
        }
    }

    private void resume(IOException failure) throws IOException {
        failures = position - failedAt >= PROGRESS ? 1 : failures + 1;
        failedAt = position;
        if (failures > retries) {
            throw failure;
        }
        in.close();
        Transport.sleep(pause.multipliedBy(1L << Math.min(failures - 1, 10)));
        in = opener.open(position);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
