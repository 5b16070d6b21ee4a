package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.PackageUrl;

/// Versions as files of an ecosystem write them, where advisories write them otherwise.
final class Spelling {
    private Spelling() {}

    /// A version that an advisory names.
    ///
    /// @param now
    ///            as the file writes the version before it
    static String of(Pin pin, String now, String version) {
        PackageUrl purl = pin.packages().iterator().next();
        boolean letter = now.startsWith("v") && Character.isDigit(version.charAt(0));
        String written = letter ? "v" + version : version;
        return purl.type().equals("golang") ? module(purl, written) : written;
    }

    /// A module from version 2 on has it in its path, or says that it is incompatible (go.dev/ref/mod#non-module-compat).
    private static String module(PackageUrl purl, String version) {
        boolean suffixed = purl.name().matches("v[0-9]+") || purl.name().matches(".*\\.v[0-9]+");
        int point = version.indexOf('.');
        String major = point < 0 ? "" : version.substring(version.startsWith("v") ? 1 : 0, point);
        boolean beyond = !major.isEmpty() && !major.equals("0") && !major.equals("1");
        return beyond && !suffixed && !version.contains("+") ? version + "+incompatible" : version;
    }
}
