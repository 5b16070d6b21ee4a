package dev.gatehouse.sca.java;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Pom;

/// Reads object models of Maven that lie outside of the scanned tree.
public final class MavenModels {
    private MavenModels() {}

    /// Reads one.
    ///
    /// @param name
    ///            for messages
    /// @throws DocumentException
    ///             if it is no object model
    public static Pom read(String name, byte[] bytes) throws DocumentException {
        return MavenPom.model(new Content(SourcePath.of(name), bytes, Blob.Form.TEXT));
    }
}
