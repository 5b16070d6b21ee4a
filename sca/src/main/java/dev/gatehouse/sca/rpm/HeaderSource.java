package dev.gatehouse.sca.rpm;

/// A database file that holds the headers of installed packages.
sealed interface HeaderSource permits SqliteTable, NdbFile, BerkeleyHash {

    /// Takes one header. Untrusted as well.
    interface Sink {
        /// One package's header; a damaged one is the sink's to tell.
        void header(Bytes header);
    }

    /// Hands over every header, in the order of the file.
    ///
    /// @throws DamagedException
    ///             if the file cannot be read further; what was handed over before counts
    void each(Sink sink) throws DamagedException;
}
