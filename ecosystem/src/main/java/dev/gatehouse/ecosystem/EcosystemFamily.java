package dev.gatehouse.ecosystem;

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
    NPM("npm", "npm", null),
    MAVEN("Maven", "maven", null),
    PYPI("PyPI", "pypi", null, EcosystemFamily::pythonName),
    RUBYGEMS("RubyGems", "gem", null),
    NUGET("NuGet", "nuget", null, EcosystemFamily::lower),
    PACKAGIST("Packagist", "composer", null, EcosystemFamily::lower),
    GO("Go", "golang", null),
    CRATES_IO("crates.io", "cargo", null),
    HEX("Hex", "hex", null, EcosystemFamily::lower),
    PUB("Pub", "pub", null),
    CRAN("CRAN", "cran", null),
    BIOCONDUCTOR("Bioconductor", null, null),
    SWIFT_URL("SwiftURL", "swift", null, EcosystemFamily::repositoryName),
    CONAN_CENTER("ConanCenter", "conan", null),
    HACKAGE("Hackage", "hackage", null),
    GHC("GHC", null, null),
    OPAM("opam", "opam", null),
    JULIA("Julia", "julia", null),
    GITHUB_ACTIONS("GitHub Actions", "github", null, EcosystemFamily::lower),
    VSCODE("VSCode", "vscode-extension", null, EcosystemFamily::lower),
    BITNAMI("Bitnami", "bitnami", null, EcosystemFamily::lower),
    KUBERNETES("Kubernetes", null, null),

    // Distributions of Linux and others.
    DEBIAN("Debian", "deb", "debian"),
    UBUNTU("Ubuntu", "deb", "ubuntu"),
    ECHO("Echo", "deb", "echo"),
    ALPINE("Alpine", "apk", "alpine"),
    ALPAQUITA("Alpaquita", "apk", "alpaquita"),
    BELLSOFT("BellSoft Hardened Containers", "apk", "bellsoft-hardened-containers"),
    WOLFI("Wolfi", "apk", "wolfi"),
    CHAINGUARD("Chainguard", "apk", "chainguard"),
    MINIMOS("MinimOS", "apk", "minimos"),
    CLEANSTART("CleanStart", "apk", "cleanstart"),
    DOCKER_HARDENED("Docker Hardened Images", null, null),
    RED_HAT("Red Hat", "rpm", "redhat"),
    ALMALINUX("AlmaLinux", "rpm", "almalinux"),
    ROCKY_LINUX("Rocky Linux", "rpm", "rocky-linux"),
    AZURE_LINUX("Azure Linux", "rpm", "azurelinux"),
    SUSE("SUSE", "rpm", "suse"),
    OPENSUSE("openSUSE", "rpm", "opensuse"),
    OPENEULER("openEuler", "rpm", "openeuler"),
    MAGEIA("Mageia", "rpm", "mageia"),
    PHOTON("Photon OS", "rpm", "photon"),
    TUXCARE("TuxCare", "rpm", "tuxcare"),
    FREEBSD("FreeBSD", null, null),

    // Not packages in a registry, yet advisories name them.
    ANDROID("Android", null, null),
    LINUX("Linux", null, null),
    OSS_FUZZ("OSS-Fuzz", null, null),
    ROOT("Root", null, null);

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
    private final UnaryOperator<String> nameForm;

    EcosystemFamily(String id, @Nullable String purlType, @Nullable String vendor) {
        this(id, purlType, vendor, UnaryOperator.identity());
    }

    EcosystemFamily(String id, @Nullable String purlType, @Nullable String vendor, UnaryOperator<String> nameForm) {
        this.id = id;
        this.purlType = purlType;
        this.vendor = vendor;
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
