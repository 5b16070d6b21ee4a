package dev.gatehouse.source.git;

/// Addresses of remotes, which people write with passwords and tokens in them.
final class RemoteUrl {
    private RemoteUrl() {}

    /// The address without user, password, query and fragment. `user@host:path` loses its user too: some hosts take tokens there.
    static String withoutCredentials(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            int colon = url.indexOf(':');
            int slash = url.indexOf('/');
            boolean remote = colon > 0 && (slash < 0 || colon < slash);
            int at = url.lastIndexOf('@', remote ? lastHostCharacter(url) : -1);
            return at >= 0 ? url.substring(at + 1) : url;
        }
        int from = scheme + 3;
        int end = url.length();
        for (char stop : new char[]{'?', '#'}) {
            int found = url.indexOf(stop, from);
            end = found >= 0 ? Math.min(end, found) : end;
        }
        int path = url.indexOf('/', from);
        // A password may hold a slash; nothing before the last @ is shown then.
        int at = url.lastIndexOf('@', end - 1);
        int host = at >= from && (path < 0 || at < path || credentialsReach(url, from, path, at)) ? at + 1 : from;
        return url.substring(0, from) + url.substring(host, Math.max(host, end));
    }

    /// Whether what stands before the first slash looks like `user:secret` cut in two rather than like a host with a port.
    private static boolean credentialsReach(String url, int from, int path, int at) {
        int colon = url.indexOf(':', from);
        return colon > from && colon < path && at > path && !url.substring(colon + 1, path).matches("[0-9]{0,5}");
    }

    /// In `user:secret@host:path` the last `@` before the path, which begins at the last colon before a slash.
    private static int lastHostCharacter(String url) {
        int slash = url.indexOf('/');
        return slash < 0 ? url.length() - 1 : slash;
    }
}
