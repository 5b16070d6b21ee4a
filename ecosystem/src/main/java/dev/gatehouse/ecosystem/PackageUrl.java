package dev.gatehouse.ecosystem;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A package URL: the name of a package that every tool understands, `pkg:npm/%40angular/animation@12.3.1`.
/// Parts are kept decoded and in the canonical form of the type; [#toString] is the canonical URL, by which two are equal.
/// Immutable. Source: the package-URL specification and its type definitions (ECMA-427).
public final class PackageUrl implements Comparable<PackageUrl> {
    /// Longer texts are refused.
    public static final int LONGEST = 8192;

    private final String type;
    private final @Nullable String namespace;
    private final String name;
    private final @Nullable String version;
    private final SortedMap<String, String> qualifiers;
    private final @Nullable String subpath;
    private final String canonical;

    private PackageUrl(String type, @Nullable String namespace, String name, @Nullable String version,
            SortedMap<String, String> qualifiers, @Nullable String subpath) {
        this.type = type;
        this.namespace = namespace;
        this.name = name;
        this.version = version;
        this.qualifiers = Collections.unmodifiableSortedMap(qualifiers);
        this.subpath = subpath;
        this.canonical = canonical();
    }

    /// Reads what the world writes: other letter cases, unsorted qualifiers, superfluous slashes and missing encoding are
    /// brought to the canonical form, and a namespace or qualifier that the type asks for may be missing.
    ///
    /// @throws PackageUrlException
    ///             if the text is no package URL
    public static PackageUrl parse(String text) throws PackageUrlException {
        return new PackageUrlParser(text, false).parse();
    }

    /// Reads one and holds it to every rule of its type.
    ///
    /// @throws PackageUrlException
    ///             if the text is no package URL or breaks a rule of its type
    public static PackageUrl parseStrictly(String text) throws PackageUrlException {
        return new PackageUrlParser(text, true).parse();
    }

    /// Makes one without qualifiers.
    ///
    /// @throws PackageUrlException
    ///             as in [#of(String, String, String, String, Map, String)]
    public static PackageUrl of(String type, @Nullable String namespace, String name, @Nullable String version)
            throws PackageUrlException {
        return of(type, namespace, name, version, Map.of(), null);
    }

    /// Makes one from its parts, which are not encoded.
    ///
    /// @param namespace
    ///            segments separated by slashes; null or empty without one
    /// @param version
    ///            null or empty without one
    /// @param qualifiers
    ///            those with an empty value are left out
    /// @param subpath
    ///            segments separated by slashes; null or empty without one
    /// @throws PackageUrlException
    ///             if a part breaks a rule of the type
    public static PackageUrl of(String type, @Nullable String namespace, String name, @Nullable String version,
            Map<String, String> qualifiers, @Nullable String subpath) throws PackageUrlException {
        return make(type, namespace, name, version, qualifiers, subpath, true);
    }

    static PackageUrl make(String type, @Nullable String namespace, String name, @Nullable String version,
            Map<String, String> qualifiers, @Nullable String subpath, boolean strict) throws PackageUrlException {
        String kind = PackageUrlParser.type(type);
        TypeRule rule = TypeRule.of(kind);
        SortedMap<String, String> sorted = new TreeMap<>();
        for (var qualifier : qualifiers.entrySet()) {
            if (!qualifier.getValue().isEmpty()
                    && sorted.put(PackageUrlParser.key(qualifier.getKey(), strict), qualifier.getValue()) != null) {
                throw new PackageUrlException("the qualifier '" + qualifier.getKey() + "' stands twice");
            }
        }
        String space = namespace == null ? null : PackageUrlParser.path(rule.namespaceForm().apply(namespace), false);
        String canonicalName = TypeRule.name(kind, PackageUrlParser.trimSlashes(name), sorted);
        if (canonicalName.isEmpty()) {
            throw new PackageUrlException("the name is missing");
        }
        String number = version == null || version.isEmpty() ? null : rule.versionForm().apply(version);
        if (strict) {
            rule.check(kind, space, canonicalName, number, sorted);
        }
        return new PackageUrl(kind, space, canonicalName, number, sorted,
                subpath == null ? null : PackageUrlParser.path(subpath, true));
    }

    /// The package type in lower case: `maven`, `npm`, `deb`.
    public String type() {
        return type;
    }

    /// What stands before the name, segments separated by slashes; null without one.
    public @Nullable String namespace() {
        return namespace;
    }

    /// The package's own name.
    public String name() {
        return name;
    }

    /// The version; null without one.
    public @Nullable String version() {
        return version;
    }

    /// The qualifiers by key.
    public SortedMap<String, String> qualifiers() {
        return qualifiers;
    }

    /// The value of a qualifier; null without it.
    public @Nullable String qualifier(String key) {
        return qualifiers.get(key);
    }

    /// The path below the package's root; null without one.
    public @Nullable String subpath() {
        return subpath;
    }

    /// The same with another version, or with none.
    public PackageUrl withVersion(@Nullable String other) {
        String number = other == null || other.isEmpty() ? null : TypeRule.of(type).versionForm().apply(other);
        return new PackageUrl(type, namespace, name, number, qualifiers, subpath);
    }

    /// The same without version, qualifiers and subpath: the package as such.
    public PackageUrl unversioned() {
        return new PackageUrl(type, namespace, name, null, Collections.emptySortedMap(), null);
    }

    private String canonical() {
        StringBuilder url = new StringBuilder(64).append("pkg:").append(type).append('/');
        if (namespace != null) {
            encodePath(namespace, url);
            url.append('/');
        }
        if (type.equals(PackageUrlParser.HOSTED)) {
            encodePath(name, url);
        } else {
            PercentCode.encode(name, url);
        }
        if (version != null) {
            PercentCode.encode(version, url.append('@'));
        }
        char separator = '?';
        for (var qualifier : qualifiers.entrySet()) {
            PercentCode.encode(qualifier.getValue(), url.append(separator).append(qualifier.getKey()).append('='));
            separator = '&';
        }
        if (subpath != null) {
            encodePath(subpath, url.append('#'));
        }
        return url.toString();
    }

    private static void encodePath(String path, StringBuilder to) {
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            PercentCode.encode(path.substring(start, slash), to);
            to.append('/');
            start = slash + 1;
        }
        PercentCode.encode(path.substring(start), to);
    }

    @Override
    public int compareTo(PackageUrl other) {
        return canonical.compareTo(other.canonical);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackageUrl url && canonical.equals(url.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    /// The canonical URL.
    @Override
    public String toString() {
        return canonical;
    }
}
