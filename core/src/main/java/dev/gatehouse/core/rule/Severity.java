package dev.gatehouse.core.rule;

import java.util.Locale;

/// How bad it is if the finding is true.
public enum Severity {
    /// Nobody has rated it.
    UNRATED, INFO, LOW, MEDIUM, HIGH, CRITICAL;

    /// Lower-case name as reports and configuration write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
