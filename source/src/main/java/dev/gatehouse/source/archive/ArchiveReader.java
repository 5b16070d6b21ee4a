package dev.gatehouse.source.archive;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.source.Limits;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/// Reads the entries of one archive from memory. Archives within it are entries like others; whoever visits them may read them in
/// turn.
///
/// What cannot be read is told by at most one diagnostic of each kind: `archive-damaged`, `archive-encrypted`,
/// `archive-unsupported` (degraded) and `archive-limit`, `file-too-large` (gap).
public final class ArchiveReader {
    /// Kibibytes that decoding may take: what `xz -9` needs, and some.
    static final int DECODER_KIB = 100_000;
    private static final int TAR_BLOCK = 512;

    private final Limits limits;
    private final DiagnosticSink diagnostics;
    private final Expansion expansion;
    private final SourcePath path;
    private final EntryVisitor visitor;
    private final EntryBuffer buffer;
    private final Complaints complaints = new Complaints();

    private ArchiveReader(SourcePath path, Limits limits, Expansion expansion, EntryVisitor visitor, DiagnosticSink diagnostics) {
        this.path = path;
        this.limits = limits;
        this.expansion = expansion;
        this.visitor = visitor;
        this.diagnostics = diagnostics;
        this.buffer = new EntryBuffer(limits.fileSize());
    }

    /// Hands every entry to the visitor.
    ///
    /// @param form
    ///            what [ArchiveForm#of] says of the bytes
    /// @param path
    ///            of the archive, for diagnostics; its depth counts
    /// @param expansion
    ///            of the outermost archive
    public static void read(ArchiveForm form, byte[] array, int offset, int length, SourcePath path, Limits limits,
            Expansion expansion, EntryVisitor visitor, DiagnosticSink diagnostics) {
        var reader = new ArchiveReader(path, limits, expansion, visitor, diagnostics);
        try {
            expansion.check();
            if (path.depth() >= limits.archiveDepth()) {
                throw new LimitExceededException("limits.archive-depth: " + limits.archiveDepth());
            }
            reader.dispatch(form, array, offset, length);
        } catch (LimitExceededException e) {
            reader.report("archive-limit", Diagnostic.Kind.GAP, "the archive expands beyond " + e.getMessage(),
                    "raise the limit or exclude the path");
        } catch (MemoryLimitException e) {
            reader.report("archive-limit", Diagnostic.Kind.GAP, "decoding needs " + e.getMemoryNeeded() + " KiB of memory",
                    "exclude the path");
        } catch (IOException | RuntimeException e) {
            // Decoders of damaged data throw whatever comes of it.
            reader.complaints.damaged(e);
        }
        reader.complaints.report();
    }

    private void dispatch(ArchiveForm form, byte[] array, int offset, int length) throws IOException {
        switch (form) {
            case ZIP -> new ZipReader(array, offset, length, this).read();
            case TAR -> tar(new ByteArrayInputStream(array, offset, length));
            case GZIP, BZIP2, XZ, ZSTD -> single(decoder(form, array, offset, length));
            case SEVEN_ZIP, RAR -> complaints.unsupported(form.toString());
        }
    }

    /// What the bytes expand to.
    InputStream decoder(ArchiveForm form, byte[] array, int offset, int length) throws IOException {
        var in = new ByteArrayInputStream(array, offset, length);
        return new Counted(switch (form) {
            case GZIP -> new GZIPInputStream(in, 1 << 15);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, DECODER_KIB);
            case ZSTD -> new ZstdInputStream(array, offset, length);
            default -> throw new IllegalArgumentException(form + " holds entries");
        });
    }

    InputStream counted(InputStream in) {
        return new Counted(in);
    }

    /// Charges what is read to the outermost archive.
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            expansion.bytes(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] array, int offset, int length) throws IOException {
            int count = super.read(array, offset, length);
            expansion.bytes(Math.max(count, 0));
            return count;
        }
    }

    /// A compressed tar shows its entries as its own; anything else is one entry.
    private void single(InputStream in) throws IOException {
        byte[] beginning = in.readNBytes(TAR_BLOCK);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning), in);
        if (ArchiveForm.of(beginning, 0, beginning.length) == ArchiveForm.TAR) {
            tar(whole);
        } else {
            expansion.entry();
            stream(innerName(), whole);
        }
    }

    /// The name without the ending that says how it is compressed.
    private byte[] innerName() {
        String name = path.fileName();
        String lower = name.toLowerCase(Locale.ROOT);
        for (String ending : new String[]{".gz", ".bz2", ".xz", ".zst", ".gzip", ".zstd", ".z"}) {
            if (lower.endsWith(ending) && name.length() > ending.length()) {
                return name.substring(0, name.length() - ending.length()).getBytes(StandardCharsets.UTF_8);
            }
        }
        return "content".getBytes(StandardCharsets.UTF_8);
    }

    private void tar(InputStream in) throws IOException {
        try (var tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                expansion.entry();
                if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
                    continue;
                }
                InputStream content = entry.isSparse() ? new Counted(tar) : tar;
                stream(entry.getName().getBytes(StandardCharsets.UTF_8), content);
            }
        }
    }

    /// Visits an entry that is read from a stream; of a damaged one what can be had.
    void stream(byte[] name, InputStream in) throws IOException {
        try {
            buffer.fill(in);
        } catch (LimitExceededException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (buffer.length() > 0) {
                visit(name, buffer.array(), 0, buffer.length());
            }
            throw e;
        }
        visitBuffer(name);
    }

    void visitBuffer(byte[] name) {
        if (buffer.over()) {
            Diagnostic gap = TooLarge.judge(path.entry(name), buffer.array(), buffer.length(), buffer.length(), limits);
            if (gap != null) {
                diagnostics.report(gap);
            }
        } else {
            visit(name, buffer.array(), 0, buffer.length());
        }
    }

    /// Directories are entries without bytes whose names end with a slash; with bytes they are somebody's hiding place.
    void visit(byte[] name, byte[] array, int offset, int length) {
        if (length == 0 && name.length > 0 && name[name.length - 1] == '/') {
            return;
        }
        visitor.entry(name, array, offset, length);
    }

    EntryBuffer buffer() {
        return buffer;
    }

    Expansion expansion() {
        return expansion;
    }

    Complaints complaints() {
        return complaints;
    }

    private void report(String code, Diagnostic.Kind kind, String what, @Nullable String remedy) {
        diagnostics.report(Diagnostic.of(code, kind, path.toString(), what, remedy));
    }

    /// What was wrong with entries, counted so that an archive of ten thousand bad entries is one line.
    final class Complaints {
        private int damaged;
        private @Nullable String firstDamage;
        private int encrypted;
        private int unsupported;
        private @Nullable String firstUnsupported;

        void damaged(Exception e) {
            damaged(e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.getClass().getSimpleName());
        }

        void damaged(String how) {
            damaged++;
            firstDamage = firstDamage == null ? how : firstDamage;
        }

        void encrypted() {
            encrypted++;
        }

        void unsupported(String what) {
            unsupported++;
            firstUnsupported = firstUnsupported == null ? what : firstUnsupported;
        }

        private void report() {
            if (damaged > 0) {
                ArchiveReader.this.report("archive-damaged", Diagnostic.Kind.DEGRADED,
                        "the archive is damaged" + more(damaged) + ": " + firstDamage + "; what could be read was scanned", null);
            }
            if (encrypted > 0) {
                ArchiveReader.this.report("archive-encrypted", Diagnostic.Kind.DEGRADED,
                        encrypted + (encrypted == 1 ? " entry is" : " entries are") + " encrypted and not scanned", null);
            }
            if (unsupported > 0) {
                ArchiveReader.this.report("archive-unsupported", Diagnostic.Kind.DEGRADED,
                        "compression that cannot be read: " + firstUnsupported + more(unsupported), null);
            }
        }

        private static String more(int count) {
            return count == 1 ? "" : " (" + count + " times)";
        }
    }
}
