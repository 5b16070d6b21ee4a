package dev.gatehouse.ecosystem.version;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Versions of Go modules (semantic, pseudo-versions and `+incompatible` included) and of Go itself: `go1.22rc1`.
/// Source: golang.org/x/mod/semver, go/version.
final class GoOrder {
    private static final Pattern TOOLCHAIN = Pattern.compile("(\\d+(?:\\.\\d+){0,2})(?:(alpha|beta|rc)(\\d+))?(?:[-+].*)?");

    private GoOrder() {}

    static SemanticOrder parse(String text) throws VersionException {
        if (text.startsWith("go")) {
            return toolchain(text.substring(2));
        }
        Matcher bare = TOOLCHAIN.matcher(text);
        return bare.matches() && bare.group(2) != null ? toolchain(text) : SemanticOrder.parse(text);
    }

    /// `1.22rc1` is what advisories write as `1.22.0-rc.1`; `go1.21.0-custom` is 1.21.0 of somebody's own making.
    private static SemanticOrder toolchain(String text) throws VersionException {
        Matcher matcher = TOOLCHAIN.matcher(text);
        if (!matcher.matches()) {
            throw new VersionException("not a version of Go");
        }
        String stage = matcher.group(2);
        return SemanticOrder.parse(matcher.group(1) + (stage == null ? "" : "-" + stage + "." + matcher.group(3)));
    }
}
