package dev.gatehouse.sca.npm;

/// What stands where npm's files have a version.
final class NpmVersion {
    private NpmVersion() {}

    /// A package under another name.
    record Alias(String name, String version) {}

    /// Reads `npm:name@version`.
    static Alias alias(String version, String name) {
        if (version.startsWith("npm:")) {
            int at = version.lastIndexOf('@');
            if (at > "npm:".length()) {
                return new Alias(version.substring("npm:".length(), at), version.substring(at + 1));
            }
        }
        return new Alias(name, version);
    }

    /// The version of a package; for one from a repository or an address the commit if there is one, else empty.
    static String of(String version, String resolved) {
        if (!version.isEmpty() && Character.isDigit(version.charAt(0)) && version.indexOf('/') < 0) {
            return version;
        }
        String address = version.isEmpty() ? resolved : version;
        int hash = address.lastIndexOf('#');
        String commit = hash < 0 ? "" : address.substring(hash + 1);
        return commit.length() >= 7 && commit.chars().allMatch(c -> Character.digit(c, 16) >= 0) ? commit : "";
    }

    /// Whether it is one version and no range.
    static boolean exact(String requirement) {
        String text = requirement.startsWith("=") ? requirement.substring(1) : requirement;
        return text.matches("[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?");
    }
}
