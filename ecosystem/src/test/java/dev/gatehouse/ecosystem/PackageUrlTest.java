package dev.gatehouse.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageUrlTest {

    @ParameterizedTest
    @CsvSource({
        "pkg:npm/@babel/core@7.0.0,                    pkg:npm/%40babel/core@7.0.0",
        "pkg:npm/@babel/core,                          pkg:npm/%40babel/core",
        "PKG://PyPI/Flask_Login@1.0,                   pkg:pypi/flask-login@1.0",
        "pkg:Maven/a.b/c@1?Type=jar&classifier=&a=1,   pkg:maven/a.b/c@1?a=1&type=jar",
        "pkg:golang/stdlib@1.22.1,                     pkg:golang/stdlib@1.22.1",
        "pkg:golang/github.com/BurntSushi/toml@v1.0.0, pkg:golang/github.com/BurntSushi/toml@v1.0.0",
        "pkg:rpm/bash@5.1-2.el9?epoch=1,               pkg:rpm/bash@5.1-2.el9?epoch=1",
        "pkg:generic/a@1#/./b/../c/,                   pkg:generic/a@1#b/c",
    })
    void whatTheWorldWritesBecomesCanonical(String written, String canonical) throws Exception {
        assertThat(PackageUrl.parse(written)).hasToString(canonical);
        assertThat(PackageUrl.parse(canonical)).isEqualTo(PackageUrl.parse(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pkg:", "pkg:npm", "pkg:npm/", "pkg:npm//@1", "npm/a@1", "pkg:3d/a", "pkg:a/b?c",
        "pkg:a/b?c=1&c=2",
        "pkg:a/b%2", "pkg:a/b%zz", "pkg:a/b%ff", "pkg:a/b%2Fc/d", "pkg:a/b?1c=2"})
    void whatIsNoPackageUrlIsRefused(String text) {
        assertThatExceptionOfType(PackageUrlException.class).isThrownBy(() -> PackageUrl.parse(text));
    }

    @Test
    void aTextWithoutEndIsRefused() {
        assertThatExceptionOfType(PackageUrlException.class)
                .isThrownBy(() -> PackageUrl.parse("pkg:npm/" + "a".repeat(PackageUrl.LONGEST)));
    }

    @Test
    void strictlyATypeGetsWhatItNeeds() throws Exception {
        assertThatExceptionOfType(PackageUrlException.class).isThrownBy(() -> PackageUrl.parseStrictly("pkg:swift/Alamofire@5"));
        assertThatExceptionOfType(PackageUrlException.class).isThrownBy(() -> PackageUrl.of("cran", "x", "y", "1"));
        assertThat(PackageUrl.parse("pkg:swift/Alamofire@5").namespace()).isNull();
    }

    @Test
    void anotherVersionKeepsTheRest() throws Exception {
        PackageUrl url = PackageUrl.parse("pkg:deb/debian/curl@7.88?arch=amd64");
        assertThat(url.withVersion("8.0")).hasToString("pkg:deb/debian/curl@8.0?arch=amd64");
        assertThat(url.unversioned()).hasToString("pkg:deb/debian/curl");
    }

    @Property(tries = 500)
    void everyBuiltUrlReadsBackAsItself(@ForAll @NotBlank String name, @ForAll @StringLength(max = 40) String version,
            @ForAll String value) throws Exception {
        String clean = name.replace('/', '_').replaceAll("\\p{Cs}", "x");
        PackageUrl url = PackageUrl.of("generic", "n/s", clean, version.replaceAll("\\p{Cs}", "x"),
                Map.of("key", value.replaceAll("\\p{Cs}", "x")), null);
        assertThat(PackageUrl.parseStrictly(url.toString())).isEqualTo(url);
        assertThat(PackageUrl.parse(url.toString()).name()).isEqualTo(clean);
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefused(@ForAll String text) {
        try {
            PackageUrl url = PackageUrl.parse("pkg:" + text);
            assertThat(PackageUrl.parse(url.toString())).isEqualTo(url);
        } catch (PackageUrlException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }
}
