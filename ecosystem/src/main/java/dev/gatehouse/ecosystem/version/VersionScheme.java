package dev.gatehouse.ecosystem.version;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a version looks like and which comes first, as each ecosystem defines it.
public enum VersionScheme {
    SEMVER("semver", SemanticOrder::parse),
    NPM("npm", SemanticOrder::parse),
    CARGO("cargo", SemanticOrder::parse),
    HEX("hex", SemanticOrder::parse),
    PUB("pub", SemanticOrder::parseWithBuild),
    SWIFT("swift", SemanticOrder::parse),
    GITHUB("github", SemanticOrder::parse),
    BITNAMI("bitnami", SemanticOrder::parse),
    GO("golang", GoOrder::parse),
    MAVEN("maven", MavenOrder::parse),
    PYPI("pypi", PythonOrder::parse),
    GEM("gem", GemOrder::parse),
    NUGET("nuget", NugetOrder::parse),
    COMPOSER("composer", ComposerOrder::parse),
    CONAN("conan", ConanOrder::parse),
    CONDA("conda", CondaOrder::parse),
    CRAN("cran", IntegerOrder::parseExactly),
    HACKAGE("hackage", IntegerOrder::parseExactly),
    OPAM("opam", DebianOrder::parse),
    DEB("deb", DebianOrder::parse),
    RPM("rpm", RpmOrder::parse),
    APK("apk", AlpineOrder::parse),
    ALPM("alpm", ArchOrder::parse),
    GENTOO("gentoo", GentooOrder::parse),
    OPENSSL("openssl", OpensslOrder::parse),
    NGINX("nginx", IntegerOrder::parse),
    INTDOT("intdot", IntegerOrder::parse),
    DATETIME("datetime", DateTimeOrder::parse),
    LEXICOGRAPHIC("lexicographic", LexicographicOrder::parse),
    /// Where nobody has defined an order.
    GENERIC("generic", GenericOrder::parse);

    /// Longer texts are no versions: nothing real comes near, and parsing stays cheap.
    public static final int LONGEST = 512;

    private static final Map<String, VersionScheme> BY_ID = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(VersionScheme::id, Function.identity()));
    /// Other names that vers texts use.
    private static final Map<String, VersionScheme> ALIASES = Map.of("alpine", APK, "go", GO, "rubygems", GEM, "ebuild", GENTOO,
            "packagist", COMPOSER, "github-actions", GITHUB);

    /// Makes what a scheme orders by.
    private interface Reader {
        Comparable<?> read(String text) throws VersionException;
    }

    private final String id;
    @SuppressWarnings("ImmutableEnumChecker") // The functions given have no state.
    private final Reader reader;

    VersionScheme(String id, Reader reader) {
        this.id = id;
        this.reader = reader;
    }

    /// The scheme of this id; empty if there is none.
    public static Optional<VersionScheme> named(String id) {
        VersionScheme scheme = BY_ID.get(id);
        return Optional.ofNullable(scheme != null ? scheme : ALIASES.get(id));
    }

    /// Its id in `vers:` texts; for most the type of the package URLs.
    public String id() {
        return id;
    }

    /// Whether the ecosystem defines the order; if not, a comparison is a guess.
    public boolean isDefined() {
        return this != GENERIC;
    }

    /// Reads a version.
    ///
    /// @throws VersionException
    ///             if the text is none under this scheme, or too long
    @SuppressWarnings("unchecked") // A version compares its rank with ranks of the same scheme only.
    public Version parse(String text) throws VersionException {
        if (text.isBlank()) {
            throw new VersionException("a version is missing");
        }
        if (text.length() > LONGEST) {
            throw new VersionException("longer than " + LONGEST + " characters");
        }
        return new Version(this, text, (Comparable<Object>) reader.read(text));
    }
}
