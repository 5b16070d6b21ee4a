package dev.gatehouse.oci.image;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.image.LayerEntry.Kind;
import dev.gatehouse.oci.store.Layer;
import dev.gatehouse.oci.store.VerifiedInputStream;
import dev.gatehouse.oci.tar.TarEntry;
import dev.gatehouse.oci.tar.TarReader;
import dev.gatehouse.source.Limits;
import dev.gatehouse.source.archive.ArchiveForm;
import dev.gatehouse.source.archive.Decoders;
import dev.gatehouse.source.archive.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Reads layers from their beginnings to their ends: decompresses, verifies, walks the tar file. One for an image, used by several
/// threads, each with a layer of its own.
final class LayerReader {
    private static final int SNIFFED = 8192;
    private static final int TAR_BLOCK = 512;
    private static final int CHUNK = 1 << 16;

    private final ImageLimits imageLimits;
    private final Limits limits;
    private final DiagnosticSink diagnostics;
    private final BooleanSupplier cancelled;
    private final AtomicInteger entries = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /// Takes the files of a layer.
    interface FileSink {
        /// A buffer for a file that is said to have this size; smaller if that is much. What it holds is handed over before the
        /// next one is asked for.
        byte[] buffer(int size);

        /// Takes a file. Its content may be named later, but before the scan ends.
        ///
        /// @param ordinal
        ///            which entry of the layer it is
        void file(int ordinal, SourcePath path, byte[] array, int length) throws IOException;
    }

    /// What was read of a layer; its files do not name their contents yet.
    ///
    /// @param sound
    ///            whether it was read to its end, is what its digest names, and there was nothing to tell
    record Read(LayerRecord entries, boolean sound) {}

    LayerReader(ImageLimits imageLimits, Limits limits, DiagnosticSink diagnostics, BooleanSupplier cancelled) {
        this.imageLimits = imageLimits;
        this.limits = limits;
        this.diagnostics = diagnostics;
        this.cancelled = cancelled;
    }

    /// Counts entries that are known without reading.
    void count(LayerRecord record) throws OciException {
        count(record.entries().size(), record.expanded());
    }

    private void count(int newEntries, long newBytes) throws OciException {
        if (entries.addAndGet(newEntries) > imageLimits.entries()) {
            throw new OciException(OciException.Kind.LIMIT, "the image has more than " + imageLimits.entries() + " entries");
        }
        if (bytes.addAndGet(newBytes) > imageLimits.imageBytes()) {
            throw new OciException(OciException.Kind.LIMIT,
                    "the image expands to more than " + imageLimits.imageBytes() + " bytes");
        }
    }

    /// Reads a layer. Trouble is told, and what came before it counts.
    Read read(Layer layer, InputStream stored, FileSink sink) {
        var walk = new LayerWalk(layer, sink);
        boolean sound = walk.run(stored);
        return new Read(new LayerRecord(List.copyOf(walk.found), walk.expanded), sound);
    }

    /// Reads a layer once more, for what the sink throws.
    void again(Layer layer, InputStream stored, FileSink sink) throws IOException {
        var other = new LayerReader(imageLimits, limits, _ -> {}, () -> false);
        other.new LayerWalk(layer, sink).pass(stored);
    }

    /// Whether nothing more is to be done.
    boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    static String where(Layer layer) {
        return "layer " + layer.index() + " (" + layer.digest() + ")";
    }

    /// One pass over one layer.
    private final class LayerWalk {
        private final Layer layer;
        private final FileSink sink;
        private final List<LayerEntry> found = new ArrayList<>();
        private long expanded;
        private int outside;
        private int tooLong;
        private int sparse;
        private int tooLarge;
        private @Nullable String code;

        LayerWalk(Layer layer, FileSink sink) {
            this.layer = layer;
            this.sink = sink;
        }

        boolean run(InputStream stored) {
            try {
                pass(stored);
                complain();
                return outside + tooLong + sparse + tooLarge == 0 && !isCancelled();
            } catch (OciException e) {
                gap(switch (e.kind()) {
                    case MISMATCH -> "layer-mismatch";
                    case LIMIT -> "layer-limit";
                    default -> "layer-unreadable";
                }, String.valueOf(e.getMessage()));
            } catch (IOException | RuntimeException e) {
                // Decoders of damaged data throw whatever comes of it.
                gap("layer-unreadable", "the layer is damaged or cannot be read: "
                        + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
            } catch (OutOfMemoryError e) {
                gap("layer-limit", "there is not enough memory to read the layer");
            }
            complain();
            return false;
        }

        void pass(InputStream stored) throws IOException {
            var raw = new VerifiedInputStream(stored, "the layer", layer.digestOfContent() ? null : layer.digest(), layer.size());
            read(raw);
            if (!isCancelled()) {
                raw.drain();
            }
        }

        private void gap(String name, String what) {
            code = name;
            diagnostics.report(Diagnostic.of(name, Diagnostic.Kind.GAP, where(layer), what + "; what came before was scanned",
                    switch (name) {
                        case "layer-mismatch" -> "fetch or build the image again";
                        case "layer-limit" -> "look at the image by hand: no honest build makes such a layer";
                        default -> "check that the image is whole";
                    }));
        }

        private void complain() {
            degraded(outside, "name a place above the root of the image; they were read as if they did not");
            degraded(sparse, "are sparse; what they store was scanned without the holes");
            if (tooLong > 0 && code == null) {
                diagnostics.report(Diagnostic.of("layer-limit", Diagnostic.Kind.GAP, where(layer),
                        tooLong + " entries have names longer than " + LayerNames.LONGEST + " bytes and were not read", null));
            }
        }

        private void degraded(int count, String what) {
            if (count > 0) {
                diagnostics
                        .report(Diagnostic.of("layer-entry", Diagnostic.Kind.DEGRADED, where(layer), count + " entries " + what,
                                null));
            }
        }

        private void read(VerifiedInputStream raw) throws IOException {
            byte[] beginning = raw.peek(TAR_BLOCK);
            if (beginning.length == 0) {
                return;
            }
            ArchiveForm form = ArchiveForm.of(beginning, 0, beginning.length);
            if (form != null && form.single()) {
                try (InputStream decoded = Decoders.open(form, raw)) {
                    walk(decoded, raw);
                }
            } else if (form == ArchiveForm.TAR || isZero(beginning)) {
                walk(raw, raw);
            } else {
                throw new OciException(OciException.Kind.MALFORMED, "the layer is no tar file, plain or compressed");
            }
        }

        private static boolean isZero(byte[] block) {
            for (byte b : block) {
                if (b != 0) {
                    return false;
                }
            }
            return true;
        }

        private void walk(InputStream plain, VerifiedInputStream raw) throws IOException {
            InputStream in = new Expanding(plain, raw);
            if (layer.digestOfContent()) {
                in = new VerifiedInputStream(in, "the layer", layer.digest(), -1);
            }
            var tar = new TarReader(in);
            for (TarEntry entry = tar.next(); entry != null && !isCancelled(); entry = tar.next()) {
                count(1, 0);
                entry(entry, tar);
            }
            if (isCancelled()) {
                return;
            }
            byte[] rest = new byte[CHUNK];
            while (in.read(rest, 0, CHUNK) >= 0) {
                // The end of what is compressed must be right too.
                continue;
            }
        }

        /// Counts what a layer expands to.
        private final class Expanding extends InputStream {
            private final InputStream in;
            private final VerifiedInputStream raw;

            Expanding(InputStream in, VerifiedInputStream raw) {
                this.in = in;
                this.raw = raw;
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] array, int offset, int length) throws IOException {
                int read = in.read(array, offset, length);
                if (read > 0) {
                    count(0, read);
                    expanded += read;
                    if (expanded > ImageLimits.RATIO_FLOOR && expanded / imageLimits.layerRatio() > raw.count()) {
                        throw new OciException(OciException.Kind.LIMIT, "the layer expands to more than "
                                + imageLimits.layerRatio() + " times its size");
                    }
                }
                return read;
            }
        }

        private void entry(TarEntry entry, TarReader tar) throws IOException {
            String path = LayerNames.path(entry.name());
            if (path == null) {
                return;
            }
            if (path.isEmpty()) {
                tooLong++;
                return;
            }
            if (LayerNames.climbs(entry.name())) {
                outside++;
            }
            String last = LayerNames.last(path);
            String removed = LayerNames.removed(last);
            if (LayerNames.isOpaque(last)) {
                add(Kind.OPAQUE, LayerNames.folder(path), entry, "");
            } else if (LayerNames.isInternal(last)) {
                return;
            } else if (removed != null) {
                String folder = LayerNames.folder(path);
                add(Kind.WHITEOUT, folder.isEmpty() ? removed : folder + "/" + removed, entry, "");
            } else {
                switch (entry.kind()) {
                    case FILE -> file(path, entry, tar);
                    case DIRECTORY -> add(Kind.DIRECTORY, path, entry, "");
                    case HARD_LINK, SYMBOLIC_LINK -> link(path, entry);
                    case OTHER -> add(Kind.OTHER, path, entry, "");
                }
            }
        }

        private void link(String path, TarEntry entry) {
            byte[] link = entry.link();
            if (link == null || link.length > LayerNames.LONGEST) {
                tooLong++;
                return;
            }
            String target = new String(link, StandardCharsets.ISO_8859_1);
            add(entry.kind() == TarEntry.Kind.HARD_LINK ? Kind.HARD_LINK : Kind.SYMBOLIC_LINK, path, entry, target);
        }

        private void file(String path, TarEntry entry, TarReader tar) throws IOException {
            sparse += entry.sparse() ? 1 : 0;
            SourcePath hint = SourcePath.of(path.getBytes(StandardCharsets.ISO_8859_1));
            if (entry.size() > limits.fileSize()) {
                byte[] beginning = new byte[SNIFFED];
                int filled = fill(tar, beginning, SNIFFED);
                Diagnostic gap = TooLarge.judge(hint, beginning, filled, entry.size(), limits);
                if (gap != null) {
                    diagnostics.report(gap);
                }
                tooLarge += gap == null ? 0 : 1;
                add(Kind.FILE, path, entry, "");
                return;
            }
            int size = (int) entry.size();
            byte[] buffer = sink.buffer(size);
            int filled = 0;
            while (filled < size) {
                if (filled == buffer.length) {
                    // Grown by what has really come: a header may promise more than follows.
                    buffer = Arrays.copyOf(buffer, (int) Math.min(size, Math.max(CHUNK, 4L * buffer.length)));
                }
                int read = tar.read(buffer, filled, Math.min(size, buffer.length) - filled);
                filled += read;
            }
            int ordinal = found.size();
            add(Kind.FILE, path, entry, "");
            sink.file(ordinal, hint, buffer, filled);
        }

        private static int fill(TarReader tar, byte[] array, int wanted) throws IOException {
            int filled = 0;
            while (filled < wanted) {
                int read = tar.read(array, filled, wanted - filled);
                if (read < 0) {
                    break;
                }
                filled += read;
            }
            return filled;
        }

        private void add(Kind kind, String path, TarEntry entry, String target) {
            found.add(new LayerEntry(kind, path, entry.mode(), entry.size(), null, target));
        }
    }
}
