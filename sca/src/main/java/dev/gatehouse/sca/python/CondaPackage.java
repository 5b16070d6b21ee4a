package dev.gatehouse.sca.python;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Purls;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A conda package as its address names it: `https://host/channel/platform/name-version-build.conda` (docs.conda.io, Package naming
/// conventions).
record CondaPackage(String channel, String platform, String name, String version, String build) {
    private static final Pattern ADDRESS = Pattern
            .compile("[a-z]+://[^/]+/(?:.+)/([a-z0-9-]+)/([^/]+)-([^-/]+)-([^-/]+)\\.(?:conda|tar\\.bz2)(?:#.*)?");
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.-]*)");

    /// Reads an address; absent if it is none of a package.
    static Optional<CondaPackage> at(String address) {
        if (address.length() > 2000) {
            return Optional.empty();
        }
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new CondaPackage(channel(address), matcher.group(1), matcher.group(2), matcher.group(3),
                matcher.group(4)));
    }

    /// What stands between host and platform.
    static String channel(String address) {
        int host = address.indexOf("://");
        int first = host < 0 ? -1 : address.indexOf('/', host + 3);
        int file = address.lastIndexOf('/');
        int platform = file < 0 ? -1 : address.lastIndexOf('/', file - 1);
        return first < 0 || platform <= first ? "" : address.substring(first + 1, platform);
    }

    /// The name that a match specification (`python >=3.9,<3.10.0a0`) begins with; empty if it is none.
    static String needed(String specification) {
        Matcher matcher = NAME.matcher(specification.strip());
        return matcher.lookingAt() ? matcher.group(1) : "";
    }

    /// Builds for several platforms are one package.
    Optional<PackageUrl> purl() {
        return Purls.of("conda", "", name, version, Map.of("channel", channel), "");
    }
}
