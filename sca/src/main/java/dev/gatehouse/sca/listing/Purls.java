package dev.gatehouse.sca.listing;

import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import java.util.Map;
import java.util.Optional;

/// Makes package URLs of the names that files use. Absent if the name is none: text of a template, an empty string.
public final class Purls {
    /// Longer than any registry allows; a longer name is an attack or a mistake.
    private static final int LONGEST_PART = 512;

    private Purls() {}

    /// One of a type without qualifiers.
    ///
    /// @param namespace
    ///            empty without one
    /// @param version
    ///            empty without one
    public static Optional<PackageUrl> of(String type, String namespace, String name, String version) {
        return of(type, namespace, name, version, Map.of(), "");
    }

    /// One of a type; of qualifiers those with an empty value are left out.
    public static Optional<PackageUrl> of(String type, String namespace, String name, String version,
            Map<String, String> qualifiers, String subpath) {
        if (name.isBlank() || name.length() > LONGEST_PART || namespace.length() > LONGEST_PART || version.length() > LONGEST_PART
                || !printable(name) || !printable(namespace) || !printable(version)) {
            return Optional.empty();
        }
        try {
            return Optional
                    .of(PackageUrl.of(type, namespace.isEmpty() ? null : namespace, name, version.isEmpty() ? null : version,
                            qualifiers, subpath.isEmpty() ? null : subpath));
        } catch (PackageUrlException e) {
            return Optional.empty();
        }
    }

    /// One whose name holds its namespace, the last slash between them.
    public static Optional<PackageUrl> slashed(String type, String name, String version) {
        int slash = name.lastIndexOf('/');
        return of(type, slash < 0 ? "" : name.substring(0, slash), name.substring(slash + 1), version);
    }

    /// `@scope/name` or `name`.
    public static Optional<PackageUrl> npm(String name, String version) {
        return slashed("npm", name, version);
    }

    /// A Python distribution, however its name is written.
    public static Optional<PackageUrl> pypi(String name, String version) {
        return of("pypi", "", name, version);
    }

    /// A Maven artifact.
    public static Optional<PackageUrl> maven(String group, String artifact, String version) {
        return group.isBlank() ? Optional.empty() : of("maven", group, artifact, version);
    }

    /// A Go module; the standard library is called `stdlib`.
    public static Optional<PackageUrl> golang(String module, String version) {
        return slashed("golang", module, version);
    }

    /// What stands in a repository on GitHub: actions, hooks.
    public static Optional<PackageUrl> github(String owner, String repository, String version, String subpath) {
        return owner.isBlank() ? Optional.empty() : of("github", owner, repository, version, Map.of(), subpath);
    }

    private static boolean printable(String text) {
        return text.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
    }
}
