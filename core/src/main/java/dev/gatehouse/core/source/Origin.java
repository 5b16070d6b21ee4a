package dev.gatehouse.core.source;

import java.time.Instant;

/// Which state of a source a place belongs to.
public sealed interface Origin {

    /// A file of the working tree.
    record File() implements Origin {}

    /// The git index: what is staged for the next commit.
    record Index() implements Origin {}

    /// Bytes handed in rather than found: standard input, an editor's buffer.
    ///
    /// @param version
    ///            the sender's version of it; 0 where there is none
    record Buffer(long version) implements Origin {}

    /// A commit that introduced the content at the place.
    ///
    /// @param id
    ///            object id in hexadecimal
    /// @param author
    ///            name and address as the commit has them, `Name <address>`
    /// @param time
    ///            author time
    /// @param inHead
    ///            whether the content still lies at the path in HEAD
    record Commit(String id, String author, Instant time, boolean inHead) implements Origin {}

    /// A layer of a container image.
    ///
    /// @param digest
    ///            digest of the layer blob as the manifest names it
    /// @param index
    ///            position from the base, 0 first
    record Layer(String digest, int index) implements Origin {}
}
