package dev.gatehouse.secrets.engine;

/// Finds all of a fixed set of literals, some perhaps also in another case than they ask for. A scanner serves one thread at a time.
interface LiteralScanner extends AutoCloseable {

    /// Told of what is found.
    interface Listener {
        /// The literal of this number ends at the offset.
        void found(int literal, int end);
    }

    /// Tells of each occurrence of each literal, ordered by end.
    void find(byte[] text, int from, int to, Listener listener);

    @Override
    void close();

    /// Where scanners of one set come from. Thread-safe; closing it ends its scanners.
    interface Source extends AutoCloseable {
        LiteralScanner scanner();

        /// Name for people.
        String name();

        @Override
        void close();
    }
}
