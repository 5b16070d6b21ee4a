package dev.gatehouse.advisory.cvss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.rule.Severity;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CvssTest {

    /// The examples of FIRST's specifications and user guides, and edges of each formula.
    @ParameterizedTest
    @CsvSource({
        "AV:N/AC:L/Au:N/C:N/I:N/A:C,                                        7.8,  HIGH",
        "AV:N/AC:L/Au:N/C:C/I:C/A:C,                                        10.0, CRITICAL",
        "AV:L/AC:H/Au:N/C:C/I:C/A:C,                                        6.2,  MEDIUM",
        "(AV:N/AC:L/Au:N/C:N/I:N/A:N),                                      0.0,  INFO",
        "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N,                      6.1,  MEDIUM",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H,                      10.0, CRITICAL",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H,                      9.8,  CRITICAL",
        "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N/E:P,                  5.5,  MEDIUM",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N,                      0.0,  INFO",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N,    9.3,  CRITICAL",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H,    10.0, CRITICAL",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N,    0.0,  INFO",
        "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N,    7.3,  HIGH",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U, 8.1, HIGH",
    })
    void vectorsScoreAsSpecified(String vector, double score, Severity severity) {
        assertThat(Cvss.parse(vector)).hasValueSatisfying(cvss -> {
            assertThat(cvss.score()).isEqualTo(score);
            assertThat(cvss.severity()).isEqualTo(severity);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "high", "7.5", "CVSS:3.1", "CVSS:3.1/AV:N", "CVSS:5.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:S/SA:N", "AV:N/AC:L"})
    void whatIsNoVectorIsNone(String text) {
        assertThat(Cvss.parse(text)).isEmpty();
    }

    @Property(tries = 1000)
    void anyTextIsReadOrNot(@ForAll String text) {
        Cvss.parse("CVSS:4.0/" + text).ifPresent(cvss -> assertThat(cvss.score()).isBetween(0.0, 10.0));
        Cvss.parse(text).ifPresent(cvss -> assertThat(cvss.score()).isBetween(0.0, 10.0));
    }
}
