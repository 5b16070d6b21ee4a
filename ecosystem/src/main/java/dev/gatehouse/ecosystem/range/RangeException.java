package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.VersionException;

/// A text is no range of its syntax. The message is one line.
public final class RangeException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param what
    ///            one sentence without a full stop
    public RangeException(String what) {
        super(what);
    }

    RangeException(VersionException version) {
        super(version.getMessage(), version);
    }
}
