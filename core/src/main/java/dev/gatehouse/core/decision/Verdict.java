package dev.gatehouse.core.decision;

import java.util.Locale;

/// What a gate says, mildest first.
public enum Verdict {
    ALLOW, WARN, BLOCK;

    /// Lower-case name as reports write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
