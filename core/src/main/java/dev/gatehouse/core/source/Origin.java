package dev.gatehouse.core.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
    /// @param instruction
    ///            the instruction of the Dockerfile that made the layer, as far as the image's history tells, on one line, secrets
    ///            in it masked; null if it does not tell
    record Layer(String digest, int index, @Nullable String instruction) implements Origin {

        /// A layer of which nobody knows how it came about.
        public Layer(String digest, int index) {
            this(digest, index, null);
        }
    }

    /// The configuration of a container image: how containers of it start, and how it was built.
    ///
    /// @param digest
    ///            of the configuration: the image's id
    /// @param repository
    ///            that the image is of, without registry and tag: `team/shop`; null if nothing tells
    record ImageConfiguration(String digest, @Nullable String repository) implements Origin {}
}
