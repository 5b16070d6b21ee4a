package dev.gatehouse.source.buffer;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Extent;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Work;
import dev.gatehouse.source.Digests;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.PlaceTraits;
import dev.gatehouse.source.archive.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// One content from a stream: standard input, an editor's buffer.
public final class BufferSource implements Source {
    private static final int CHUNK = 1 << 16;

    private final SourcePath path;
    private final Origin.Buffer origin;
    private final InputStream in;
    private final Limits limits;
    private volatile @Nullable ContentId content;
    private volatile Extent extent = Extent.UNKNOWN;

    /// @param path
    ///            what to call it, `<stdin>` or the name of the file that it stands for
    /// @param version
    ///            the sender's version of it; 0 where there is none
    /// @param in
    ///            read to its end, or to the limit; closed with the source
    public BufferSource(SourcePath path, long version, InputStream in, Limits limits) {
        this.path = path;
        this.origin = new Origin.Buffer(version);
        this.in = in;
        this.limits = limits;
    }

    @Override
    public void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics) throws IOException, InterruptedException {
        byte[] bytes = whole(work, diagnostics);
        if (bytes == null) {
            extent = new Extent(0, 0, 1);
            return;
        }
        ContentId id = new Digests().sha256(bytes, 0, bytes.length);
        content = id;
        extent = new Extent(1, bytes.length, 0);
        if (!visitor.known(id, path, bytes.length)) {
            Blob blob = new Blob(id, bytes, 0, bytes.length, Blob.sniff(bytes, 0, bytes.length), path);
            Callable<@Nullable Void> look = () -> {
                visitor.visit(blob);
                return null;
            };
            work.run(List.of(look));
        }
    }

    /// All there is, held once and not once more until its length is known; null if it is more than the limit.
    private byte @Nullable [] whole(Work work, DiagnosticSink diagnostics) throws IOException, InterruptedException {
        List<byte[]> chunks = new ArrayList<>();
        long length = 0;
        for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            if (work.cancelled()) {
                throw new InterruptedException("cancelled");
            }
            chunks.add(chunk);
            length += chunk.length;
            if (length > limits.fileSize()) {
                byte[] beginning = chunks.getFirst();
                Diagnostic gap = TooLarge.judge(path, beginning, beginning.length, length, limits);
                if (gap != null) {
                    diagnostics.report(gap);
                }
                return null;
            }
        }
        byte[] bytes = new byte[(int) length];
        int at = 0;
        for (byte[] chunk : chunks) {
            System.arraycopy(chunk, 0, bytes, at, chunk.length);
            at += chunk.length;
        }
        return bytes;
    }

    @Override
    public List<Place> places(ContentId id) {
        return id.equals(content) ? List.of(new Place(origin, path, PlaceTraits.of(path))) : List.of();
    }

    @Override
    public Extent extent() {
        return extent;
    }

    @Override
    public String description() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
