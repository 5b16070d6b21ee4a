package dev.gatehouse.ecosystem.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    private static final VersionScheme SCHEME = VersionScheme.INTDOT;

    @ParameterizedTest
    @CsvSource({
        "vers:intdot/>=1|<2,              vers:intdot/>=1|<2",
        "vers:intdot/<2|>=1|>=1.5,        vers:intdot/>=1|<2",
        "vers:intdot/<1|<2,               vers:intdot/<2",
        "vers:intdot/1|2|!=3,             vers:intdot/1|2",
        "vers:intdot/!=3,                 vers:intdot/!=3",
        "vers:intdot/!=3|!=4,             vers:intdot/!=3|!=4",
        "vers:intdot/>=1|!=3|<5,          vers:intdot/>=1|!=3|<5",
        "vers:intdot/>=1|<=2|>=2|<3,      vers:intdot/>=1|<3",
        "vers:intdot/*,                   vers:intdot/*",
        "vers:intdot/>2|<1,               vers:intdot/<1|>2",
    })
    void aSpecifierBecomesTheSameSetSaidShortest(String text, String shortest) throws Exception {
        assertThat(Vers.parse(text).range()).hasToString(shortest);
        assertThat(Vers.parse(shortest).range()).isEqualTo(Vers.parse(text).range());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vers:", "vers:npm", "vers:npm/", "vers:unheard/1", "vers:none/1", "vers:intdot/x",
        "vers:intdot/>=", "npm/1",
        "vers:intdot/1%2"})
    void whatIsNoSpecifierIsRefused(String text) {
        assertThatExceptionOfType(RangeException.class).isThrownBy(() -> Vers.parse(text));
    }

    @Property(tries = 1000)
    void setsBehaveLikeSets(@ForAll("ranges") VersionRange a, @ForAll("ranges") VersionRange b,
            @ForAll("versions") Version version) {
        assertThat(a.union(b).contains(version)).isEqualTo(a.contains(version) || b.contains(version));
        assertThat(a.intersect(b).contains(version)).isEqualTo(a.contains(version) && b.contains(version));
        assertThat(a.complement().contains(version)).isNotEqualTo(a.contains(version));
        assertThat(a.complement().complement()).isEqualTo(a);
    }

    @Property(tries = 1000)
    void everySetButTheEmptyOneReadsBack(@ForAll("ranges") VersionRange range) throws RangeException {
        if (!range.isEmpty()) {
            assertThat(Vers.parse(range.toVers()).range()).isEqualTo(range);
        }
    }

    @Provide
    Arbitrary<Version> versions() {
        return Arbitraries.integers().between(0, 8).map(number -> {
            try {
                return SCHEME.parse(Integer.toString(number));
            } catch (VersionException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Provide
    Arbitrary<VersionRange> ranges() {
        Arbitrary<Interval.Bound> bound = Combinators.combine(versions(), Arbitraries.of(true, false)).as(Interval.Bound::new);
        Arbitrary<Interval> interval = Combinators.combine(bound.injectNull(.2), bound.injectNull(.2)).as(Interval::new);
        return interval.list().ofMaxSize(4).map((List<Interval> list) -> VersionRange.of(SCHEME, list));
    }

    @Test
    void anOrderThatGoesRoundInACircleIsSortedAllTheSame() throws Exception {
        List<String> circle = List.of("0.a", "0.alpha.0", "0", "0.b", "0.beta.0");
        StringBuilder text = new StringBuilder("vers:maven/0.x");
        for (int i = 0; i < 2000; i++) {
            text.append('|').append(circle.get(i * i % 5)).append(".").append(i * 7919 % 4001);
        }
        assertThat(Vers.parse(text.toString()).toString()).startsWith("vers:maven/");
    }
}
