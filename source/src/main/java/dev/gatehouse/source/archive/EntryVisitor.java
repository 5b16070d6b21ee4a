package dev.gatehouse.source.archive;

/// Receives the entries of an archive.
@FunctionalInterface
public interface EntryVisitor {

    /// Looks at an entry; the bytes are valid only until the call returns.
    ///
    /// @param name
    ///            as the archive has it: any bytes, `..` and absolute names included; it is never used as a path of the machine
    void entry(byte[] name, byte[] array, int offset, int length);
}
