package dev.gatehouse.ecosystem.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.ecosystem.version.VersionScheme;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementTest {

    /// Scheme, requirement, versions let in, versions kept out.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "npm; ^1.2.3; 1.2.3 1.9.0; 1.2.2 2.0.0 2.0.0-rc.1 1.3.0-beta",
        "npm; ^0.2.3 || ^0.0.3; 0.2.9 0.0.3; 0.3.0 0.0.4",
        "npm; ~1.2 || >=3.1; 1.2.9 3.1.0; 1.3.0 3.0.9",
        "npm; 1.2 - 2.3; 1.2.0 2.3.9; 2.4.0 1.1.9",
        "npm; >=1.2.3-beta.2; 1.2.3-beta.3 1.2.3 2.0.0; 1.2.4-beta.3 1.2.3-beta.1",
        "npm; *; 0.0.1; 1.0.0-a",
        "npm; <=1.2; 1.2.9; 1.3.0",
        "cargo; 1.2.3; 1.2.3 1.9.0; 2.0.0 1.2.2",
        "cargo; >=1.2, <1.5; 1.2.0 1.4.9; 1.5.0",
        "cargo; 0.0; 0.0.1 0.0.9; 0.1.0",
        "pub; ^1.2.3; 1.2.3 1.9.0; 2.0.0 2.0.0-dev",
        "pub; any; 1.0.0 2.0.0-dev; ",
        "hex; ~> 2.0.8 and != 2.0.9; 2.0.8 2.0.10; 2.1.0 2.0.9",
        "hex; ~> 1.2 or == 3.0.0; 1.9.0 3.0.0; 2.0.0",
        "pypi; ~=1.4.2; 1.4.2 1.4.9; 1.5.0 1.4.1",
        "pypi; ==1.4.*,!=1.4.2; 1.4.0 1.4.2.post1; 1.4.2 1.5 1.4.2+local",
        "pypi; >1.0,<2.0; 1.1 1.0.1; 1.0.post1 1.0+local 2.0rc1 2.0",
        "pypi; ==1.0; 1.0 1.0+cu118 1.0.0; 1.0.post1 1.0.dev0",
        "pypi; <=1.0||==3; 0.9 1.0+x 3.0; 2.0",
        "gem; ~> 2.0.8; 2.0.8 2.0.99; 2.1 2.1.pre",
        "gem; >= 1.2, < 2 || = 3; 1.2 1.9 3.0; 2.0 1.1",
        "composer; ^1.2; 1.2.0 1.9.9; 2.0.0-beta1 2.0.0 1.1.9",
        "composer; ~1.2.3 || 3.*; 1.2.9 3.5; 1.3.0 4.0",
        "composer; >=1.0,<1.5|>=2.0 <2.3@stable; 1.0-dev 1.4.9 2.2; 1.5.0 2.3",
        "maven; [1.0,2.0),(3.0,); 1.0 1.9 3.1; 2.0 3.0",
        "maven; (,1.0],[1.2]; 0.1 1.0 1.2; 1.1 1.3",
        "nuget; [1.0.0, 2.0.0); 1.0 1.9.9; 2.0",
        "nuget; 1.2.*; 1.2.0 1.9; 1.1",
        "conan; >1 <2.0 || ^3.2; 1.5 3.9; 2.0 4.0 1.5-pre",
        "conan; ~2.5, include_prerelease; 2.5.1 2.5.3-rc1; 2.6",
        "conda; >=1.0,<1.5|=2.1; 1.0 1.4 2.1.7; 1.5 2.2",
        "golang; >=1.2.0 <1.3.0||<0.5; 1.2.5 0.4.0; 1.3.0 1.0.0",
        "deb; >= 1.0-1, < 1.0-3; 1.0-2; 1.0-3",
    })
    void requirementsLetInWhatTheToolsLetIn(String scheme, String text, String in, @org.jspecify.annotations.Nullable String out)
            throws Exception {
        VersionScheme versions = VersionScheme.named(scheme).orElseThrow();
        Requirement requirement = Requirement.parse(versions, text);
        for (String version : in.split(" ")) {
            assertThat(requirement.admits(versions.parse(version))).as("%s lets %s in", text, version).isTrue();
        }
        for (String version : out == null ? new String[0] : out.split(" ")) {
            assertThat(requirement.admits(versions.parse(version))).as("%s keeps %s out", text, version).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"npm; 1.2.3.4", "npm; >>1", "npm; >=", "pypi; ~=1", "pypi; >=one", "gem; ~> x",
        "composer; dev-main",
        "maven; [1.0", "maven; (1.0)", "nuget; [one,two]", "conan; ~x", "golang; 1.2 ?"})
    void whatIsNoRequirementIsRefused(String scheme, String text) {
        assertThatExceptionOfType(RangeException.class)
                .isThrownBy(() -> Requirement.parse(VersionScheme.named(scheme).orElseThrow(), text));
    }

    @Property(tries = 2000)
    void anyTextIsReadOrRefused(@ForAll VersionScheme scheme, @ForAll String text) {
        try {
            assertThat(Requirement.parse(scheme, text).range()).isNotNull();
        } catch (RangeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
