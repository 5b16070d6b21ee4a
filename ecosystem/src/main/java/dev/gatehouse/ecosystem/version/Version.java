package dev.gatehouse.ecosystem.version;

import org.jspecify.annotations.Nullable;

/// One version under the order of its scheme. Immutable.
///
/// Two versions are *equal* when scheme and text are; they compare as 0 whenever the scheme does not tell them apart: `1.0` and
/// `1.0.0` under Maven.
public final class Version implements Comparable<Version> {
    private final VersionScheme scheme;
    private final String text;
    private final Comparable<Object> rank;

    Version(VersionScheme scheme, String text, Comparable<Object> rank) {
        this.scheme = scheme;
        this.text = text;
        this.rank = rank;
    }

    /// The scheme whose order it has.
    public VersionScheme scheme() {
        return scheme;
    }

    /// As it was written.
    public String text() {
        return text;
    }

    /// @throws IllegalArgumentException
    ///             if the other is of another scheme
    @Override
    public int compareTo(Version other) {
        if (scheme != other.scheme) {
            throw new IllegalArgumentException("versions of " + scheme + " and " + other.scheme + " have no common order");
        }
        return rank.compareTo(other.rank);
    }

    /// What the scheme orders by, for the ranges that look into a version's parts.
    <R> @Nullable R rank(Class<R> type) {
        return type.isInstance(rank) ? type.cast(rank) : null;
    }

    /// Whether it comes before a release of the same number: `1.0-beta`. False under schemes that do not know the difference.
    public boolean isPrerelease() {
        return rank instanceof Prerelease prerelease && prerelease.isPrerelease();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Version version && scheme == version.scheme && text.equals(version.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /// [#text].
    @Override
    public String toString() {
        return text;
    }
}
