package dev.gatehouse.sca.licence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.sca.licence.LicencePolicy.Judgement;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicencesTest {
    private static final SpdxList LIST = SpdxList.load();
    private static final ExpressionParser PARSER = new ExpressionParser(LIST);
    private static final LicenceReader READER = new LicenceReader(LIST);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"MIT|MIT", "mit|MIT", "(MIT)|MIT", "MIT OR Apache-2.0|MIT OR Apache-2.0",
        "MIT or apache-2.0 AND isc|MIT OR Apache-2.0 AND ISC", "(MIT OR ISC) AND BSD-2-Clause|(MIT OR ISC) AND BSD-2-Clause",
        "GPL-2.0|GPL-2.0-only", "GPL-2.0+|GPL-2.0-or-later",
        "GPL-2.0 WITH Classpath-exception-2.0|GPL-2.0-only WITH Classpath-exception-2.0",
        "Apache-2.0+|Apache-2.0+", "LicenseRef-Own AND MIT|LicenseRef-Own AND MIT"})
    void readsExpressions(String text, String expected) {
        assertThat(PARSER.parse(text)).hasToString("Optional[" + expected + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BSD", "MIT OR", "OR MIT", "(MIT", "MIT)", "MIT ISC", "MIT WITH nothing", "MIT, ISC",
        "See LICENSE"})
    void refusesWhatIsNone(String text) {
        assertThat(PARSER.parse(text)).isEmpty();
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThat(PARSER.parse("(".repeat(5000) + "MIT" + ")".repeat(5000))).isEmpty();
        assertThat(PARSER.parse("MIT OR ".repeat(2000) + "MIT")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Apache License, Version 2.0|Apache-2.0",
        "The Apache Software License, Version 2.0|Apache-2.0",
        "The MIT License|MIT", "MIT License|MIT", "BSD 3-Clause|BSD-3-Clause", "New BSD License|BSD-3-Clause",
        "Eclipse Public License v2.0|EPL-2.0", "GNU Lesser General Public License, version 2.1|LGPL-2.1-only",
        "MIT/Apache-2.0|MIT OR Apache-2.0", "(The MIT License) OR (EPL 1.0)|MIT OR EPL-1.0", "Apache 2.0|Apache-2.0",
        "PSF|PSF-2.0",
        "CC0 1.0 Universal|CC0-1.0"})
    void understandsWhatPeopleWrite(String text, String expected) {
        assertThat(READER.read(text)).hasToString("Optional[" + expected + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BSD", "BSD License", "GPL", "Proprietary", "see LICENSE file", "UNLICENSED", "Public Domain"})
    void whatCouldMeanSeveralLicencesMeansNone(String text) {
        assertThat(READER.read(text)).isEmpty();
    }

    @Test
    void ofAlternativesTheMildestCountsAndOfWhatHoldsTogetherTheGravest() {
        LicencePolicy policy = new LicencePolicy(Set.of("MIT", "Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
                Set.of("MPL-2.0"), Set.of("GPL-*", "AGPL-*"));
        assertThat(judged(policy, "MIT")).isEqualTo(Judgement.ALLOWED);
        assertThat(judged(policy, "GPL-3.0-only")).isEqualTo(Judgement.DENIED);
        assertThat(judged(policy, "GPL-3.0-only OR MIT")).isEqualTo(Judgement.ALLOWED);
        assertThat(judged(policy, "GPL-3.0-only AND MIT")).isEqualTo(Judgement.DENIED);
        assertThat(judged(policy, "GPL-2.0-only WITH Classpath-exception-2.0")).isEqualTo(Judgement.ALLOWED);
        assertThat(judged(policy, "MPL-2.0")).isEqualTo(Judgement.REVIEW);
        assertThat(judged(policy, "ISC")).isEqualTo(Judgement.REVIEW);
        assertThat(judged(new LicencePolicy(Set.of(), Set.of(), Set.of("GPL-*")), "ISC")).isEqualTo(Judgement.ALLOWED);
    }

    private static Judgement judged(LicencePolicy policy, String text) {
        return policy.judge(PARSER.parse(text).orElseThrow());
    }

    private static Expression made(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return PARSER.parse(
                    new String[]{"MIT", "Apache-2.0", "ISC", "GPL-2.0-or-later WITH Classpath-exception-2.0", "MPL-2.0+"}[random
                            .nextInt(5)])
                    .orElseThrow();
        }
        var parts = java.util.List.of(made(random, depth - 1), made(random, depth - 1));
        return random.nextBoolean() ? new Expression.And(parts) : new Expression.Or(parts);
    }

    @Property(tries = 300)
    void anExpressionThatIsWrittenAndReadSaysTheSame(@ForAll long seed) {
        Expression expression = made(new Random(seed), 4);
        Expression again = PARSER.parse(expression.toString()).orElseThrow();
        assertThat(again.ids()).isEqualTo(expression.ids());
        LicencePolicy policy = new LicencePolicy(Set.of("MIT", "ISC"), Set.of("MPL-2.0"), Set.of("GPL-*"));
        assertThat(policy.judge(again)).isEqualTo(policy.judge(expression));
        assertThat(PARSER.parse(again.toString())).hasToString("Optional[" + again + "]");
    }
}
