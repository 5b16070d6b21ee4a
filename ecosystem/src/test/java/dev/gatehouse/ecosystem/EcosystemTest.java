package dev.gatehouse.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EcosystemTest {

    @ParameterizedTest
    @CsvSource({
        "pkg:npm/%40angular/core@1,                     npm,                @angular/core",
        "pkg:maven/org.slf4j/slf4j-api@2,               Maven,              org.slf4j:slf4j-api",
        "pkg:pypi/flask@1,                              PyPI,               flask",
        "pkg:golang/github.com/BurntSushi/toml@v1,      Go,                 github.com/BurntSushi/toml",
        "pkg:golang/stdlib@1.22,                        Go,                 stdlib",
        "pkg:composer/symfony/yaml@1,                   Packagist,          symfony/yaml",
        "pkg:swift/github.com/apple/swift-nio@2,        SwiftURL,           github.com/apple/swift-nio",
        "pkg:github/actions/checkout@v4,                GitHub Actions,     actions/checkout",
        "pkg:conan/user/zlib@1,                         ConanCenter,        zlib",
        "pkg:vscode-extension/redhat/java@1,            VSCode,             redhat.java",
        "pkg:deb/debian/curl@7?distro=debian-12,        Debian:12,          curl",
        "pkg:deb/debian/curl@7?distro=bookworm,         Debian:12,          curl",
        "pkg:deb/debian/curl@7?distro=debian-12.5,      Debian:12,          curl",
        "pkg:deb/debian/curl@7,                         Debian,             curl",
        "pkg:deb/ubuntu/curl@7?distro=jammy,            Ubuntu:22.04:LTS,   curl",
        "pkg:deb/ubuntu/curl@7?distro=ubuntu-23.10,     Ubuntu:23.10,       curl",
        "pkg:apk/alpine/musl@1?distro=alpine-3.20.3,    Alpine:v3.20,       musl",
        "pkg:apk/alpine/musl@1?distro=3.20,             Alpine:v3.20,       musl",
        "pkg:apk/wolfi/musl@1?distro=wolfi-20230201,    Wolfi,              musl",
        "pkg:rpm/almalinux/bash@5?distro=almalinux-9.4, AlmaLinux:9,        bash",
        "pkg:rpm/rocky/bash@5?distro=rocky-9.4,         Rocky Linux:9,      bash",
        "pkg:rpm/opensuse/bash@5?distro=opensuse-leap-15.6, openSUSE:Leap 15.6, bash",
    })
    void aPackageKnowsItsEcosystemAndName(String purl, String id, String name) throws Exception {
        PackageUrl url = PackageUrl.parse(purl);
        assertThat(Ecosystem.of(url).orElseThrow()).hasToString(id);
        assertThat(Ecosystem.name(url)).isEqualTo(name);
        assertThat(Ecosystem.parse(id)).isEqualTo(Ecosystem.of(url));
    }

    @ParameterizedTest
    @CsvSource({"PyPI, Zope.Interface__x, zope-interface-x", "NuGet, Newtonsoft.Json, newtonsoft.json",
        "npm, JSONStream, JSONStream",
        "SwiftURL, https://github.com/Apple/swift-nio.git, github.com/apple/swift-nio",
        "SwiftURL, git@github.com:Apple/swift-nio.git, github.com/apple/swift-nio"})
    void spellingsOfOnePackageAreOne(String ecosystem, String name, String normal) {
        assertThat(Ecosystem.parse(ecosystem).orElseThrow().family().normalize(name)).isEqualTo(normal);
    }

    @Test
    void whatNobodyKeepsAdvisoriesForHasNoEcosystem() throws Exception {
        assertThat(Ecosystem.of(PackageUrl.parse("pkg:generic/openssl@3"))).isEmpty();
        assertThat(Ecosystem.of(PackageUrl.parse("pkg:rpm/unheard-of/bash@5"))).isEmpty();
        assertThat(Ecosystem.parse("Unheard:1")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EcosystemFamily.class)
    void namesGoToPackageUrlsAndBack(EcosystemFamily family) {
        String name = family == EcosystemFamily.MAVEN ? "g:a" : family == EcosystemFamily.VSCODE ? "p.e" : "some";
        Ecosystem.of(family).packageUrl(name, "1").ifPresent(url -> {
            assertThat(Ecosystem.of(url)).contains(Ecosystem.of(family));
            assertThat(Ecosystem.name(url)).isEqualTo(name);
        });
        assertThat(EcosystemFamily.named(family.id())).isEqualTo(family);
    }
}
