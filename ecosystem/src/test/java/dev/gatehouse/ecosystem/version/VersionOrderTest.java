package dev.gatehouse.ecosystem.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionOrderTest {
    private static final Pattern MAVEN_CIRCLE = Pattern.compile("[.][A-Za-z]+[.]");

    /// Each line goes upwards; `=` joins versions that are equal.
    @ParameterizedTest
    @ValueSource(strings = {
        "npm 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 v1.0.0=1.0.0+build 1.0.1 1.10.0",
        "golang v0.0.0-20191109021931-daa7c04131f5 v1.2.3-pre.0.20191109021931-daa7c04131f5 v1.2.3-pre.1 1.2.3=v1.2.3+incompatible",
        "golang 1.21.0-0 go1.21rc2=1.21.0-rc.2 go1.21=1.21.0 go1.21.1 1.22",
        "maven 1-alpha-1=1alpha1=1.a1 1-beta 1-m2=1-milestone-2 1-rc=1-cr 1-SNAPSHOT 1=1.0=1.0.0-ga=1-final 1-sp 1-x 1-1 1.1",
        "pypi 1.0.dev1 1.0a1.dev1 1.0a1=1.0-alpha.1 1.0b2 1.0rc1=1.0c1=1.0-pre1 1.0=v1.0.0 1.0+local 1.0+1 1.0.post1=1.0-1 1.1 1!0.1",
        "gem 1.0.a 1.0.b2 1.0.pre=1.0-0 1.0.rc1 1=1.0=1.0.0 1.0.1 1.9 1.10",
        "nuget 1.0.0-Alpha=1.0-alpha 1.0.0-beta.2 1.0.0-beta.10 1.0=1.0.0.0=1.0.0+meta 1.0.0.1 2.0",
        "composer 1.0-dev 1.0-alpha1=1.0.0a1 1.0-beta2 1.0-RC1 1.0=v1.0.0.0=1.0-stable 1.0-patch1=1.0pl1 1.1 1.x-dev",
        "deb 0:1.0~rc1-1 1.0-1=0:1.0-1 1.0-1+deb12u1 1.0-2 1.0+dfsg-1 1.0.1-1 1.10-1 1:0.1",
        "rpm 1.0~rc1-1 1.0-1 1.0-1.el9 1.0-2 1.0^20230101-1 1.0.1-1 1.10-1 1:0.1",
        "apk 1.0_alpha1 1.0_rc1 1.0 1.0-r1 1.0_git20200101 1.0_p1 1.0a 1.0.1 1.1 1.10",
        "cran 1.0 1.0.0=1.0-0 1.0.1 1.10",
        "conda 0.4 0.4.1.rc 0.4.1 0.5a1 0.5b3 0.5c1 0.5 0.9.6 0.960923 1.0 1.1dev1 1.1_ 1.1a1 1.1.dev1=1.1.0dev1 1.1.a1 1.1.0rc1 1.1=1.1.0 1.1.post1=1.1.0post1 1.1post1 1!0.4",
        "hex 1.0.0-rc.1 1.0.0 1.0.1", "pub 1.0.0-dev 1.0.0 1.0.0+1 1.0.0+2 1.0.1",
        "openssl 1.0.2 1.0.2a 1.0.2z 1.0.2za 1.1.0 3.0.0-alpha1 3.0.0-beta2 3.0.0",
        "hackage 1.0 1.0.0 1.0.1", "generic 1.0-rc1 v1.0=1.0 1.0.x 1.0.1",
    })
    void versionsGoUpwards(String line) throws Exception {
        String[] words = line.split(" ");
        VersionScheme scheme = VersionScheme.named(words[0]).orElseThrow();
        List<List<Version>> steps = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            List<Version> step = new ArrayList<>();
            for (String word : words[i].split("=")) {
                step.add(scheme.parse(word));
            }
            steps.add(step);
        }
        for (int i = 0; i < steps.size(); i++) {
            for (int j = 0; j < steps.size(); j++) {
                for (Version left : steps.get(i)) {
                    for (Version right : steps.get(j)) {
                        assertThat(Integer.signum(left.compareTo(right))).as("%s and %s", left, right)
                                .isEqualTo(Integer.compare(i, j));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"npm, one", "npm, 1.2.3.4", "pypi, 1.0-foo", "gem, 1..2", "nuget, 1.2.3.4.5", "composer, dev-main", "deb, a:1",
        "apk, 1.0-1",
        "cran, 1.a", "datetime, yesterday", "intdot, 1.x"})
    void whatIsNoVersionIsRefused(String scheme, String text) {
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> VersionScheme.named(scheme).orElseThrow().parse(text));
    }

    @ParameterizedTest
    @EnumSource(VersionScheme.class)
    void whatIsEmptyOrTooLongIsRefused(VersionScheme scheme) {
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> scheme.parse(" "));
        assertThatExceptionOfType(VersionException.class).isThrownBy(() -> scheme.parse("1".repeat(VersionScheme.LONGEST + 1)));
    }

    @ParameterizedTest
    @EnumSource(VersionScheme.class)
    void versionsOfAnotherSchemeHaveNoCommonOrder(VersionScheme scheme) throws Exception {
        VersionScheme other = scheme == VersionScheme.MAVEN ? VersionScheme.NPM : VersionScheme.MAVEN;
        String text = scheme == VersionScheme.DATETIME ? "2024-01-01T00:00:00Z" : "1.0";
        Version version = scheme.parse(text);
        Version foreign = other.parse("1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> version.compareTo(foreign));
    }

    @Test
    void mavensOrderHasCircles() throws Exception {
        // As ComparableVersion of Maven 3.9.11 says of the three pairs.
        Version word = VersionScheme.MAVEN.parse("0.a");
        Version dotted = VersionScheme.MAVEN.parse("0.alpha.0");
        Version release = VersionScheme.MAVEN.parse("0");
        assertThat(word).isLessThan(dotted);
        assertThat(dotted).isLessThan(release);
        assertThat(release).isLessThan(word);
    }

    @Property(tries = 3000)
    void theOrderIsTotal(@ForAll("orderedScheme") VersionScheme scheme, @ForAll("versionLike") String a,
            @ForAll("versionLike") String b,
            @ForAll("versionLike") String c) {
        Version x;
        Version y;
        Version z;
        try {
            x = scheme.parse(a);
            y = scheme.parse(b);
            z = scheme.parse(c);
        } catch (VersionException _) {
            return;
        }
        assertThat(x).isEqualByComparingTo(x);
        assertThat(Integer.signum(x.compareTo(y))).as("%s: %s and %s", scheme, a, b).isEqualTo(-Integer.signum(y.compareTo(x)));
        // Maven's own order goes round in a circle where a word stands between dots (mavensOrderHasCircles), and ours is Maven's.
        boolean circular = scheme == VersionScheme.MAVEN
                && Stream.of(a, b, c).anyMatch(text -> MAVEN_CIRCLE.matcher(text).find());
        if (!circular && x.compareTo(y) <= 0 && y.compareTo(z) <= 0) {
            assertThat(x.compareTo(z)).as("%s: %s, %s, %s", scheme, a, b, c).isLessThanOrEqualTo(0);
        }
        if (!circular && x.compareTo(y) == 0) {
            assertThat(Integer.signum(x.compareTo(z))).as("%s: %s = %s, %s", scheme, a, b, c)
                    .isEqualTo(Integer.signum(y.compareTo(z)));
        }
    }

    /// Conan compares a number and a word as texts, and Arch takes a missing release for any: their own orders are no total ones.
    /// Maven's own order is none where a word and a list meet.
    @Provide
    Arbitrary<VersionScheme> orderedScheme() {
        return Arbitraries.of(EnumSet.complementOf(EnumSet.of(VersionScheme.CONAN, VersionScheme.ALPM)));
    }

    @Provide
    Arbitrary<String> versionLike() {
        Arbitrary<String> number = Arbitraries.of("0", "1", "2", "10", "01", "0");
        Arbitrary<String> part = Arbitraries.of("alpha", "beta", "rc", "a", "b", "dev", "post", "sp", "p", "x", "~", "^", "1",
                "0", "20", "_alpha",
                "_p", "-r", "+");
        Arbitrary<String> separator = Arbitraries.of(".", "-", "", ".", "_");
        Arbitrary<String> tail = net.jqwik.api.Combinators.combine(separator, Arbitraries.oneOf(number, part)).as(String::concat);
        return net.jqwik.api.Combinators.combine(number, tail.list().ofMaxSize(4))
                .as((first, rest) -> first + String.join("", rest));
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefused(@ForAll VersionScheme scheme, @ForAll String text) {
        try {
            Version version = scheme.parse(text);
            assertThat(version).isEqualByComparingTo(version);
        } catch (VersionException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
