package dev.gatehouse.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Standard output that remembers why it could not be written: whoever pipes it into `head` wants no complaint.
final class StandardOutput extends PrintStream {
    private final Watched watched;

    private StandardOutput(Watched watched, int buffer) {
        super(new BufferedOutputStream(watched, buffer), false, StandardCharsets.UTF_8);
        this.watched = watched;
    }

    /// In UTF-8, with a buffer of so many bytes.
    static StandardOutput to(OutputStream out, int buffer) {
        return new StandardOutput(new Watched(out), buffer);
    }

    /// Whether it failed because nobody reads it any more.
    boolean readerGone() {
        IOException failure = watched.failure;
        return failure != null && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    private static final class Watched extends FilterOutputStream {
        private volatile @Nullable IOException failure;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
