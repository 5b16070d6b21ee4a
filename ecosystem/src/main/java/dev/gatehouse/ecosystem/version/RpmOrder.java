package dev.gatehouse.ecosystem.version;

/// RPM: `epoch:version-release`. Source: rpm's `rpmvercmp` and rpm-version(7).
record RpmOrder(String epoch, String version, String release) implements Comparable<RpmOrder> {

    static RpmOrder parse(String text) throws VersionException {
        String whole = text.strip();
        int colon = whole.indexOf(':');
        String epoch = colon < 0 ? "0" : whole.substring(0, colon);
        if (!Digits.only(epoch)) {
            throw new VersionException("the epoch is no number");
        }
        String rest = whole.substring(colon + 1);
        int hyphen = rest.lastIndexOf('-');
        String version = hyphen < 0 ? rest : rest.substring(0, hyphen);
        if (version.isEmpty() || rest.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new VersionException("not a version of RPM");
        }
        return new RpmOrder(epoch, version, hyphen < 0 ? "" : rest.substring(hyphen + 1));
    }

    @Override
    public int compareTo(RpmOrder other) {
        int order = Digits.compare(epoch, other.epoch);
        order = order != 0 ? order : compareParts(version, other.version);
        return order != 0 ? order : compareParts(release, other.release);
    }

    /// Runs of digits or letters, whatever separates them; a tilde comes before, a caret after the end.
    private static int compareParts(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            i = skipSeparators(a, i);
            j = skipSeparators(b, j);
            boolean tildeA = i < a.length() && a.charAt(i) == '~';
            boolean tildeB = j < b.length() && b.charAt(j) == '~';
            if (tildeA || tildeB) {
                if (tildeA != tildeB) {
                    return tildeA ? -1 : 1;
                }
                i++;
                j++;
                continue;
            }
            boolean caretA = i < a.length() && a.charAt(i) == '^';
            boolean caretB = j < b.length() && b.charAt(j) == '^';
            if (caretA || caretB) {
                if (caretA && caretB) {
                    i++;
                    j++;
                    continue;
                }
                // The caret comes after the end, but before anything else.
                return caretA ? (j >= b.length() ? 1 : -1) : (i >= a.length() ? -1 : 1);
            }
            if (i >= a.length() || j >= b.length()) {
                break;
            }
            boolean number = Digits.is(a.charAt(i));
            int endA = number ? Digits.end(a, i) : endOfLetters(a, i);
            int endB = number ? Digits.end(b, j) : endOfLetters(b, j);
            if (endB == j) {
                return number ? 1 : -1;
            }
            int order = number
                    ? Digits.compare(a.substring(i, endA), b.substring(j, endB))
                    : a.substring(i, endA).compareTo(b.substring(j, endB));
            if (order != 0) {
                return order;
            }
            i = endA;
            j = endB;
        }
        return Boolean.compare(i < a.length(), j < b.length());
    }

    private static int skipSeparators(String text, int start) {
        int at = start;
        while (at < text.length() && !Digits.is(text.charAt(at)) && !Digits.isLetter(text.charAt(at)) && text.charAt(at) != '~'
                && text.charAt(at) != '^') {
            at++;
        }
        return at;
    }

    private static int endOfLetters(String text, int start) {
        int end = start;
        while (end < text.length() && Digits.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// What Arch Linux's `vercmp` does differently: text ahead of a longer version makes it older, `1.5b` < `1.5`.
    static int compareArch(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int startA = i;
            int startB = j;
            i = skipNonAlphanumeric(a, i);
            j = skipNonAlphanumeric(b, j);
            if (i >= a.length() || j >= b.length()) {
                break;
            }
            if (i - startA != j - startB) {
                return i - startA < j - startB ? -1 : 1;
            }
            boolean number = Digits.is(a.charAt(i));
            int endA = number ? Digits.end(a, i) : endOfLetters(a, i);
            int endB = number ? Digits.end(b, j) : endOfLetters(b, j);
            if (endB == j) {
                return number ? 1 : -1;
            }
            int order = number
                    ? Digits.compare(a.substring(i, endA), b.substring(j, endB))
                    : a.substring(i, endA).compareTo(b.substring(j, endB));
            if (order != 0) {
                return order;
            }
            i = endA;
            j = endB;
        }
        if (i >= a.length() && j >= b.length()) {
            return 0;
        }
        boolean letterA = i < a.length() && Digits.isLetter(a.charAt(i));
        boolean letterB = j < b.length() && Digits.isLetter(b.charAt(j));
        return i >= a.length() && !letterB || letterA ? -1 : 1;
    }

    private static int skipNonAlphanumeric(String text, int start) {
        int at = start;
        while (at < text.length() && !Digits.is(text.charAt(at)) && !Digits.isLetter(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
