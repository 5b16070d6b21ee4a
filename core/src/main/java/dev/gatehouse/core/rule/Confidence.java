package dev.gatehouse.core.rule;

import java.util.Locale;

/// How sure it is that the finding is true.
public enum Confidence {
    POSSIBLE, LIKELY, CERTAIN;

    /// Lower-case name as reports and configuration write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
