package dev.gatehouse.ecosystem.version;

/// Debian: `epoch:upstream-revision`, in which a tilde comes before everything, even the end. Source: deb-version(7).
record DebianOrder(String epoch, String upstream, String revision) implements Comparable<DebianOrder> {

    static DebianOrder parse(String text) throws VersionException {
        String version = text.strip();
        int colon = version.indexOf(':');
        String epoch = colon < 0 ? "0" : version.substring(0, colon);
        if (!Digits.only(epoch)) {
            throw new VersionException("the epoch is no number");
        }
        String rest = version.substring(colon + 1);
        int hyphen = rest.lastIndexOf('-');
        String upstream = hyphen < 0 ? rest : rest.substring(0, hyphen);
        if (upstream.isEmpty() || rest.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new VersionException("not a version of Debian");
        }
        return new DebianOrder(epoch, upstream, hyphen < 0 ? "" : rest.substring(hyphen + 1));
    }

    @Override
    public int compareTo(DebianOrder other) {
        int order = Digits.compare(epoch, other.epoch);
        order = order != 0 ? order : compareParts(upstream, other.upstream);
        return order != 0 ? order : compareParts(revision, other.revision);
    }

    /// Text without digits and numbers in turns.
    static int compareParts(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (i < a.length() && !Digits.is(a.charAt(i)) || j < b.length() && !Digits.is(b.charAt(j))) {
                int order = Integer.compare(weight(a, i), weight(b, j));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
            int endA = Digits.end(a, Math.min(i, a.length()));
            int endB = Digits.end(b, Math.min(j, b.length()));
            int order = Digits.compare(a.substring(Math.min(i, a.length()), endA), b.substring(Math.min(j, b.length()), endB));
            if (order != 0) {
                return order;
            }
            i = endA;
            j = endB;
        }
        return 0;
    }

    private static int weight(String text, int at) {
        if (at >= text.length() || Digits.is(text.charAt(at))) {
            return 0;
        }
        char c = text.charAt(at);
        return c == '~' ? -1 : Digits.isLetter(c) ? c : c + 256;
    }
}
