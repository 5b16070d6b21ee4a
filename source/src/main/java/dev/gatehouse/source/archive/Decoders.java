package dev.gatehouse.source.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// Decompresses streams that are too long for memory.
public final class Decoders {
    private static final int BUFFER = 1 << 16;

    private Decoders() {}

    /// What the stream expands to. Several members or frames one after the other are one content. The caller limits how much it
    /// reads; decoding itself takes at most 128 MiB of memory for a window.
    ///
    /// @param form
    ///            one that is [ArchiveForm#single]
    /// @param in
    ///            at its beginning
    /// @throws IOException
    ///             if it is damaged, or needs more memory
    public static InputStream open(ArchiveForm form, InputStream in) throws IOException {
        return switch (form) {
            case GZIP -> new GZIPInputStream(in, BUFFER);
            case BZIP2 -> new BZip2CompressorInputStream(in, true);
            case XZ -> new XZInputStream(in, ArchiveReader.DECODER_KIB);
            case ZSTD -> new ZstdInputStream(in);
            default -> throw new IllegalArgumentException(form + " holds entries");
        };
    }
}
