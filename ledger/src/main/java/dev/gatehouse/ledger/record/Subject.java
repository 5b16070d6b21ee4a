package dev.gatehouse.ledger.record;

import java.util.regex.Pattern;

/// What a record is about.
///
/// @param text
///            `sha256:…` of an image's manifest, `git:…` of a commit, else a name: a workload, a folder
public record Subject(String text) {
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern COMMIT = Pattern.compile("git:([0-9a-f]{40}|[0-9a-f]{64})");
    static final int LONGEST = 1000;

    public Subject {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("a subject is named with 1 to " + LONGEST + " characters");
        }
    }

    /// An image, by the digest of its manifest.
    ///
    /// @throws IllegalArgumentException
    ///             unless it is `sha256:` and 64 lower-case hexadecimal digits
    public static Subject image(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("not a digest (sha256:…): " + digest);
        }
        return new Subject(digest);
    }

    /// A commit, by its full id.
    ///
    /// @throws IllegalArgumentException
    ///             unless it is 40 or 64 lower-case hexadecimal digits
    public static Subject commit(String id) {
        if (!COMMIT.matcher("git:" + id).matches()) {
            throw new IllegalArgumentException("not the full id of a commit: " + id);
        }
        return new Subject("git:" + id);
    }

    /// Whether it is an image, named by digest.
    public boolean isImage() {
        return DIGEST.matcher(text).matches();
    }

    /// Whether it is a commit.
    public boolean isCommit() {
        return COMMIT.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
