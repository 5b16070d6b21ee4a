package dev.gatehouse.threatmodel;

import java.util.Locale;

/// The kinds of threat of STRIDE.
public enum Stride {
    SPOOFING, TAMPERING, REPUDIATION, INFORMATION_DISCLOSURE, DENIAL_OF_SERVICE, ELEVATION_OF_PRIVILEGE;

    /// `information-disclosure`; detection rules carry it as the tag `stride.information-disclosure`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
