package dev.gatehouse.sca.sbom;

import java.io.OutputStream;

/// Writes a bill of materials in one format.
public interface BomWriter {

    /// Writes it; the stream stays open.
    ///
    /// @throws tools.jackson.core.exc.JacksonIOException
    ///             if the stream cannot be written to
    void write(Bom bom, OutputStream out);
}
