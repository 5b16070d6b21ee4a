package dev.gatehouse.sca.listing;

import java.util.Locale;

/// What a package is needed for, weightiest first: of several reasons the first one counts.
public enum Scope {
    /// Runs with the product.
    RUNTIME,
    /// Compiled against and brought by whoever runs the product: Maven's `provided`.
    PROVIDED,
    /// Used if it is there.
    OPTIONAL,
    /// Builds the product: build scripts, plug-ins, CI actions.
    BUILD,
    /// For people who work on the product.
    DEVELOPMENT,
    /// For its tests.
    TEST;

    /// Lower-case name as reports write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The weightier of two.
    public Scope or(Scope other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /// Whether it is part of what is shipped.
    public boolean shipped() {
        return this == RUNTIME || this == OPTIONAL;
    }
}
