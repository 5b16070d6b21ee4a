package dev.gatehouse.ecosystem;

import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A world of packages that share names and an order of versions, whatever its releases.
/// Names as the Open Source Vulnerability format defines them (ossf/osv-schema, ecosystems.json).
public enum EcosystemFamily {
    // Package managers of languages.
    NPM("npm", "npm", null, VersionScheme.NPM),
    MAVEN("Maven", "maven", null, VersionScheme.MAVEN),
    PYPI("PyPI", "pypi", null, VersionScheme.PYPI, EcosystemFamily::pythonName),
    RUBYGEMS("RubyGems", "gem", null, VersionScheme.GEM),
    NUGET("NuGet", "nuget", null, VersionScheme.NUGET, EcosystemFamily::lower),
    PACKAGIST("Packagist", "composer", null, VersionScheme.COMPOSER, EcosystemFamily::lower),
    GO("Go", "golang", null, VersionScheme.GO),
    CRATES_IO("crates.io", "cargo", null, VersionScheme.CARGO),
    HEX("Hex", "hex", null, VersionScheme.HEX, EcosystemFamily::lower),
    PUB("Pub", "pub", null, VersionScheme.PUB),
    CRAN("CRAN", "cran", null, VersionScheme.CRAN),
    BIOCONDUCTOR("Bioconductor", null, null, VersionScheme.CRAN),
    SWIFT_URL("SwiftURL", "swift", null, VersionScheme.SWIFT, EcosystemFamily::repositoryName),
    CONAN_CENTER("ConanCenter", "conan", null, VersionScheme.CONAN),
    HACKAGE("Hackage", "hackage", null, VersionScheme.HACKAGE),
    GHC("GHC", null, null, VersionScheme.HACKAGE),
    OPAM("opam", "opam", null, VersionScheme.OPAM),
    JULIA("Julia", "julia", null, VersionScheme.SEMVER),
    GITHUB_ACTIONS("GitHub Actions", "github", null, VersionScheme.GITHUB, EcosystemFamily::lower),
    VSCODE("VSCode", "vscode-extension", null, VersionScheme.SEMVER, EcosystemFamily::lower),
    BITNAMI("Bitnami", "bitnami", null, VersionScheme.BITNAMI, EcosystemFamily::lower),
    KUBERNETES("Kubernetes", null, null, VersionScheme.SEMVER),
    // Distributions of Linux and others.
    DEBIAN("Debian", "deb", "debian", VersionScheme.DEB),
    UBUNTU("Ubuntu", "deb", "ubuntu", VersionScheme.DEB),
    ECHO("Echo", "deb", "echo", VersionScheme.DEB),
    ALPINE("Alpine", "apk", "alpine", VersionScheme.APK),
    ALPAQUITA("Alpaquita", "apk", "alpaquita", VersionScheme.APK),
    BELLSOFT("BellSoft Hardened Containers", "apk", "bellsoft-hardened-containers", VersionScheme.APK),
    WOLFI("Wolfi", "apk", "wolfi", VersionScheme.APK),
    CHAINGUARD("Chainguard", "apk", "chainguard", VersionScheme.APK),
    MINIMOS("MinimOS", "apk", "minimos", VersionScheme.APK),
    CLEANSTART("CleanStart", "apk", "cleanstart", VersionScheme.APK),
    DOCKER_HARDENED("Docker Hardened Images", null, null, VersionScheme.GENERIC),
    RED_HAT("Red Hat", "rpm", "redhat", VersionScheme.RPM),
    ALMALINUX("AlmaLinux", "rpm", "almalinux", VersionScheme.RPM),
    ROCKY_LINUX("Rocky Linux", "rpm", "rocky-linux", VersionScheme.RPM),
    AZURE_LINUX("Azure Linux", "rpm", "azurelinux", VersionScheme.RPM),
    SUSE("SUSE", "rpm", "suse", VersionScheme.RPM),
    OPENSUSE("openSUSE", "rpm", "opensuse", VersionScheme.RPM),
    OPENEULER("openEuler", "rpm", "openeuler", VersionScheme.RPM),
    MAGEIA("Mageia", "rpm", "mageia", VersionScheme.RPM),
    PHOTON("Photon OS", "rpm", "photon", VersionScheme.RPM),
    TUXCARE("TuxCare", "rpm", "tuxcare", VersionScheme.RPM),
    FREEBSD("FreeBSD", null, null, VersionScheme.GENERIC),
    // Not packages in a registry, yet advisories name them.
    ANDROID("Android", null, null, VersionScheme.GENERIC),
    LINUX("Linux", null, null, VersionScheme.GENERIC),
    OSS_FUZZ("OSS-Fuzz", null, null, VersionScheme.GENERIC),
    ROOT("Root", null, null, VersionScheme.GENERIC);

    private static final Pattern PYTHON_SEPARATORS = Pattern.compile("[-_.]+");
    private static final Map<String, EcosystemFamily> BY_ID = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(family -> lower(family.id), UnaryOperator.identity()));
    /// What scanners write as the namespace of OS packages beside the one that the family itself uses.
    private static final Map<String, EcosystemFamily> BY_VENDOR = Map.of("rhel", RED_HAT, "rocky", ROCKY_LINUX, "sles", SUSE,
            "opensuse-leap", OPENSUSE, "opensuse-tumbleweed", OPENSUSE, "alma", ALMALINUX, "mariner", AZURE_LINUX, "centos",
            RED_HAT);

    private final String id;
    private final @Nullable String purlType;
    private final @Nullable String vendor;
    private final VersionScheme scheme;
    @SuppressWarnings("ImmutableEnumChecker") // The functions given have no state.
    private final UnaryOperator<String> nameForm;

    EcosystemFamily(String id, @Nullable String purlType, @Nullable String vendor, VersionScheme scheme) {
        this(id, purlType, vendor, scheme, UnaryOperator.identity());
    }

    EcosystemFamily(String id, @Nullable String purlType, @Nullable String vendor, VersionScheme scheme,
            UnaryOperator<String> nameForm) {
        this.id = id;
        this.purlType = purlType;
        this.vendor = vendor;
        this.scheme = scheme;
        this.nameForm = nameForm;
    }

    /// The family of this name in any letter case, without release; null if there is none.
    public static @Nullable EcosystemFamily named(String id) {
        return BY_ID.get(lower(id));
    }

    /// The family of packages of this type and, for those of an operating system, vendor; null if there is none.
    static @Nullable EcosystemFamily of(String purlType, @Nullable String namespace) {
        EcosystemFamily byVendor = namespace == null ? null : BY_VENDOR.get(namespace);
        if (byVendor != null && purlType.equals(byVendor.purlType)) {
            return byVendor;
        }
        for (EcosystemFamily family : values()) {
            if (purlType.equals(family.purlType) && (family.vendor == null || family.vendor.equals(namespace))) {
                return family;
            }
        }
        return null;
    }

    /// The name as advisories spell it.
    public String id() {
        return id;
    }

    /// The type of its package URLs; null if there is none.
    public @Nullable String purlType() {
        return purlType;
    }

    /// The namespace that its package URLs have because of it: `debian` in `pkg:deb/debian/curl`; null outside of operating systems.
    public @Nullable String vendor() {
        return vendor;
    }

    /// The order of its versions.
    public VersionScheme scheme() {
        return scheme;
    }

    /// Whether these are packages of an operating system, whose advisories are matched by source package and release.
    public boolean isDistribution() {
        return vendor != null || this == FREEBSD || this == DOCKER_HARDENED;
    }

    /// The form of a package's name by which two spellings of one package are equal.
    public String normalize(String name) {
        return nameForm.apply(name);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// PEP 503.
    private static String pythonName(String name) {
        return lower(PYTHON_SEPARATORS.matcher(name).replaceAll("-"));
    }

    /// A repository's address without what does not tell it from others: scheme, user, `.git`.
    private static String repositoryName(String name) {
        String bare = lower(name);
        int scheme = bare.indexOf("://");
        bare = scheme < 0 ? bare : bare.substring(scheme + 3);
        bare = bare.startsWith("git@") ? bare.substring(4).replaceFirst(":", "/") : bare;
        bare = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
        return bare.endsWith(".git") ? bare.substring(0, bare.length() - 4) : bare;
    }
}
