package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.PackageUrl;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every version of a project, those that can be moved and those that cannot.
///
/// @param pins
///            that can be moved
/// @param fixed
///            packages whose version cannot be moved here, with the reason
/// @param files
///            what was read, by file
/// @param lock
///            what brings the lock files up to date
public record PinBook(List<Pin> pins, Map<PackageUrl, String> fixed, Map<Path, byte[]> files, LockStep lock) {
    public PinBook {
        pins = List.copyOf(pins);
        fixed = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
        files = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }
}
