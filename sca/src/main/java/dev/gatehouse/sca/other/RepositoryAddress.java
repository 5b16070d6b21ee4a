package dev.gatehouse.sca.other;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Purls;
import java.util.Optional;

/// The address of a git repository without what does not tell it from others: scheme, user, `.git`.
///
/// @param host
///            `github.com`
/// @param path
///            `owner/name`
record RepositoryAddress(String host, String path) {

    /// Reads `https://host/path`, `git@host:path` and their likes; parts are empty if it is none.
    static RepositoryAddress of(String text) {
        String bare = text.strip();
        int scheme = bare.indexOf("://");
        bare = scheme < 0 ? bare : bare.substring(scheme + 3);
        int at = bare.indexOf('@');
        bare = at < 0 ? bare : bare.substring(at + 1);
        int colon = bare.indexOf(':');
        int slash = bare.indexOf('/');
        if (colon > 0 && (slash < 0 || colon < slash)) {
            String behind = bare.substring(colon + 1);
            // A port, or the path of scp's form.
            int end = behind.indexOf('/');
            boolean port = end > 0 && behind.substring(0, end).chars().allMatch(Character::isDigit);
            bare = bare.substring(0, colon) + "/" + (port ? behind.substring(end + 1) : behind);
            slash = bare.indexOf('/');
        }
        if (slash <= 0) {
            return new RepositoryAddress("", "");
        }
        String path = bare.substring(slash + 1).replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        return new RepositoryAddress(bare.substring(0, slash), path);
    }

    /// The package URL of what stands there at a revision; absent if it is not on GitHub.
    Optional<PackageUrl> github(String revision, String subpath) {
        int slash = path.indexOf('/');
        return host.equals("github.com") && slash > 0
                ? Purls.github(path.substring(0, slash), path.substring(slash + 1), revision, subpath)
                : Optional.empty();
    }
}
