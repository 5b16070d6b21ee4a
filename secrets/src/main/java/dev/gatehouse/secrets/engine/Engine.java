package dev.gatehouse.secrets.engine;

import dev.gatehouse.secrets.change.Edits;
import java.util.List;

/// A set of patterns ready to be looked for. Thread-safe; closing it ends its sessions.
///
/// All engines give the same matches: those that re2j's successive `find` gives for each pattern alone over the whole text, after
/// an empty match going on behind the next character. The text is read as UTF-8; every byte that is not part of a well-formed
/// sequence counts as one character U+FFFD. Offsets are in bytes.
public interface Engine extends AutoCloseable {

    /// A session for use by one thread at a time; holds the scratch memory.
    Session session();

    /// Name for people: `vectorscan 5.4.12`, `java`.
    String name();

    @Override
    void close();

    /// One thread's use of an engine.
    interface Session extends AutoCloseable {
        /// Every match in the text, ordered by start, then pattern.
        ///
        /// @param text
        ///            holds the text, UTF-8 or any bytes; not changed
        default List<Match> matches(byte[] text, int offset, int length) {
            return matches(text, offset, length, Attention.toAll(length));
        }

        /// The same matches, found with less work.
        ///
        /// @param attention
        ///            to all of the text, or what [#toChanges] gave
        List<Match> matches(byte[] text, int offset, int length, Attention attention);

        /// Where to look in a text of which an earlier version has been searched by this engine.
        ///
        /// @param edits
        ///            how it came from that version
        /// @param before
        ///            what was seen then
        Attention toChanges(Edits edits, Attention.Seen before, int length);

        @Override
        void close();
    }
}
