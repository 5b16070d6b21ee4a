package dev.gatehouse.core.decision;

import java.util.Locale;

/// The gates of the delivery loop.
public enum Stage {
    COMMIT, PULL_REQUEST, RELEASE, DEPLOY, ADMISSION;

    /// The name on the command line and in configuration: `pull-request`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// From release on every finding counts, not only what a change introduces.
    public boolean countsKnownFindings() {
        return compareTo(RELEASE) >= 0;
    }
}
