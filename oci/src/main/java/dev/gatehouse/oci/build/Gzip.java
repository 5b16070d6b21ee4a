package dev.gatehouse.oci.build;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/// gzip that says neither when nor on which system it was made.
public final class Gzip {
    private Gzip() {}

    /// Compresses as well as gzip can.
    public static OutputStream best(OutputStream out) throws IOException {
        var parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_COMPRESSION);
        return new GzipCompressorOutputStream(out, parameters);
    }
}
