package dev.gatehouse.sca.system;

/// Which of an operating-system package's files matter here: those that make another ecosystem's package.
public final class OwnedFile {
    private OwnedFile() {}

    /// Whether a language's package could be found at this path.
    public static boolean matters(String path) {
        return path.endsWith(".jar") || path.endsWith(".gemspec") || path.endsWith("/package.json")
                || path.contains(".dist-info/METADATA") || path.endsWith(".egg-info") || path.endsWith(".egg-info/PKG-INFO")
                || path.endsWith("/composer/installed.json") || path.endsWith(".deps.json")
                || path.startsWith("usr/bin/") || path.startsWith("usr/sbin/") || path.startsWith("bin/")
                || path.startsWith("usr/libexec/") || path.startsWith("usr/lib/go-");
    }

    /// The path without the slash that it begins with.
    public static String relative(String path) {
        return path.startsWith("./") ? path.substring(2) : path.startsWith("/") ? path.substring(1) : path;
    }
}
