package dev.gatehouse.oci.store;

import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.reference.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Passes bytes on and compares them with a digest and a size: too many bytes are refused at once, anything else at the end. Only
/// who reads to the end knows that the bytes are right.
public final class VerifiedInputStream extends InputStream {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final String what;
    private final @Nullable Digest digest;
    private final @Nullable MessageDigest computation;
    private final long size;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private long count;
    private boolean ended;

    /// @param in
    ///            closed with this stream
    /// @param what
    ///            names the bytes for messages
    /// @param digest
    ///            null if only the size is known
    /// @param size
    ///            -1 if it is not known
    public VerifiedInputStream(InputStream in, String what, @Nullable Digest digest, long size) {
        this.in = in;
        this.what = what;
        this.digest = digest;
        this.computation = digest == null ? null : digest.algorithm().start();
        this.size = size;
    }

    /// Reads all of a small content.
    ///
    /// @throws OciException
    ///             `LIMIT` if it is larger, `MISMATCH` if it is not what the digest names
    public static byte[] readAll(InputStream in, String what, Digest digest, long size, int limit) throws IOException {
        if (size > limit) {
            throw new OciException(OciException.Kind.LIMIT, what + " has " + size + " bytes, the limit is " + limit);
        }
        try (var verified = new VerifiedInputStream(in, what, digest, size)) {
            byte[] bytes = verified.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new OciException(OciException.Kind.LIMIT, what + " has more than " + limit + " bytes");
            }
            return bytes;
        }
    }

    /// How many bytes came so far.
    public long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        return buffer[at++] & 0xff;
    }

    @Override
    public int read(byte[] array, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == end && !fill()) {
            return -1;
        }
        int taken = Math.min(length, end - at);
        System.arraycopy(buffer, at, array, offset, taken);
        at += taken;
        return taken;
    }

    /// More than 0 unless the end was reached, whatever the stream below says: decoders ask it whether another member follows.
    @Override
    public int available() throws IOException {
        return at < end || fill() ? end - at : 0;
    }

    /// The next bytes without taking them: as many as asked for, fewer only at the end.
    ///
    /// @param wanted
    ///            some thousands at most
    public byte[] peek(int wanted) throws IOException {
        if (at == end) {
            fill();
        }
        while (end - at < wanted && more()) {
            continue;
        }
        return Arrays.copyOfRange(buffer, at, at + Math.min(wanted, end - at));
    }

    private boolean fill() throws IOException {
        at = 0;
        end = 0;
        return more();
    }

    /// Reads behind what is in the buffer.
    private boolean more() throws IOException {
        if (ended || end == BUFFER) {
            return false;
        }
        int read = in.read(buffer, end, BUFFER - end);
        if (read < 0) {
            ended = true;
            verify();
            return false;
        }
        if (computation != null) {
            computation.update(buffer, end, read);
        }
        end += read;
        count += read;
        if (size >= 0 && count > size) {
            ended = true;
            end = at;
            throw new OciException(OciException.Kind.MISMATCH, what + " has more bytes than the " + size + " that are stated");
        }
        return read > 0 || more();
    }

    private void verify() throws OciException {
        if (size >= 0 && count != size) {
            throw new OciException(OciException.Kind.MISMATCH, what + " has " + count + " bytes, stated are " + size);
        }
        if (digest != null && computation != null && !Digest.of(digest.algorithm(), computation).equals(digest)) {
            throw new OciException(OciException.Kind.MISMATCH,
                    what + " is not what its digest names: the bytes were changed or damaged");
        }
    }

    /// Reads what is left, so that all of it is verified.
    public void drain() throws IOException {
        at = end;
        while (fill()) {
            at = end;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
