package dev.gatehouse.ecosystem.version;

/// A text is no version of its scheme. The message is one line.
public final class VersionException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param what
    ///            one sentence without a full stop
    public VersionException(String what) {
        super(what);
    }
}
