package dev.gatehouse.core.source;

import dev.gatehouse.core.diagnostic.DiagnosticSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Something that Gatehouse looks at: a directory, the history of a repository, an index, an image, standard input.
///
/// Life: [#contents] once, then perhaps [#prepare], then [#places] as often as needed, then [#close]. What cannot be read is
/// told to the diagnostic sink and passed over; an exception means that nothing more can come.
public interface Source extends AutoCloseable {

    /// Hands every distinct content to the visitor once, in no particular order, from the threads of the given work.
    ///
    /// @throws IOException
    ///             if the source as a whole cannot be read
    /// @throws InterruptedException
    ///             if the scan was cancelled
    void contents(Work work, ContentVisitor visitor, DiagnosticSink diagnostics) throws IOException, InterruptedException;

    /// Announces all contents that [#places] will be asked for, so that a source for which finding them is expensive can find
    /// them all at once. Optional: asking without it gives the same answers.
    ///
    /// @throws IOException
    ///             if the source can no longer be read
    /// @throws InterruptedException
    ///             if the scan was cancelled
    default void prepare(Set<ContentId> ids, Work work) throws IOException, InterruptedException {}

    /// Where a content lies, in the order of [Place]; for history the commits that introduced it there. Asked only for contents
    /// of which something is reported, so it may be expensive. None if the content turns out to lie nowhere, like a git object
    /// that no ref leads to: then nothing is reported of it.
    ///
    /// @throws IOException
    ///             if the source can no longer be read
    List<Place> places(ContentId id) throws IOException;

    /// The tree that checks may look at as a whole; absent where there is none (history, standard input).
    default Optional<Tree> tree() {
        return Optional.empty();
    }

    /// How much there is, as far as it is known by now: final once [#contents] has returned. Thread-safe and cheap.
    default Extent extent() {
        return Extent.UNKNOWN;
    }

    /// What was looked at, for reports: a path, `history of …`, `staged changes of …`.
    String description();

    @Override
    void close() throws IOException;
}
