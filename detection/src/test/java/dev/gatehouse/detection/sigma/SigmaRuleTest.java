package dev.gatehouse.detection.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.DocumentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigmaRuleTest {

    private record Values(Map<String, List<String>> fields) implements Event {
        static Values of(String... pairs) {
            var fields = new LinkedHashMap<String, List<String>>();
            for (int i = 0; i < pairs.length; i += 2) {
                fields.computeIfAbsent(pairs[i], _ -> new ArrayList<>()).add(pairs[i + 1]);
            }
            return new Values(fields);
        }

        @Override
        public List<String> values(String field) {
            return fields.getOrDefault(field, List.of());
        }

        @Override
        public List<String> values() {
            return fields.values().stream().flatMap(List::stream).toList();
        }
    }

    private static SigmaRule rule(String detection) throws DocumentException {
        return SigmaReader.read("rule.yml", ("title: t\ndetection:\n" + detection.indent(2)).getBytes(StandardCharsets.UTF_8))
                .getFirst();
    }

    private static boolean matches(String search, String... event) throws DocumentException {
        return rule("s:\n" + search.indent(2) + "condition: s\n").matches(Values.of(event));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "f: abc; ABC; true", "f: abc; abcd; false", "f: 'a*d'; abcd; true", "f: 'a?c'; abc; true", "f: 'a?c'; ac; false",
        "f: 'a\\*c'; a*c; true", "f: 'a\\*c'; abc; false", "f: 'C:\\x'; c:\\X; true", "f: 'a\\\\*'; a\\b; true",
        "f: 'a\\\\*'; a*; false",
        "f|contains: bc; aBCd; true", "f|contains: bd; abcd; false", "f|startswith: ab; abc; true",
        "f|startswith: bc; abc; false",
        "f|endswith: bc; abc; true", "f|endswith: 'b*'; abc; true", "f|endswith: ab; abc; false", "f|re: '^a.c$'; abc; true",
        "f|re: '^a.c$'; Abc; false", "f|re: b; abc; true", "f: 5; 5; true", "f: 5; 5.0; true", "f: 5; 50; false",
        "f: true; True; true",
        "f|cidr: 10.0.0.0/8; 10.255.1.2; true", "f|cidr: 10.0.0.0/8; 11.0.0.1; false", "f|cidr: 'fd00::/8'; fdab::1; true",
        "f|cidr: 'fd00::/8'; fe80::1; false", "f|cidr: 192.168.1.128/25; 192.168.1.127; false",
        "f|cidr: 0.0.0.0/0; no address; false",
        "f|cidr: '::ffff:0:0/96'; '::ffff:1.2.3.4'; true", "f: ''; ''; true"})
    void aValueMatchesAsSigmaSays(String search, String value, boolean expected) throws Exception {
        String bare = value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
        assertThat(matches(search, "f", bare)).isEqualTo(expected);
    }

    @Test
    void listsAreAlternativesMapsAreConjunctions() throws Exception {
        assertThat(matches("f: [a, b]", "f", "b")).isTrue();
        assertThat(matches("f: a\ng: b", "f", "a")).isFalse();
        assertThat(matches("f: a\ng: b", "f", "a", "g", "b")).isTrue();
        assertThat(matches("- f: a\n- g: b", "g", "b")).isTrue();
        assertThat(matches("f|contains|all: [a, b]", "f", "xbxa")).isTrue();
        assertThat(matches("f|contains|all: [a, b]", "f", "xb")).isFalse();
        assertThat(matches("f: x", "f", "a", "f", "x")).as("a field with several values").isTrue();
    }

    @Test
    void nullMeansThatTheFieldIsAbsent() throws Exception {
        assertThat(matches("f: null", "g", "1")).isTrue();
        assertThat(matches("f: null", "f", "1")).isFalse();
        assertThat(matches("f: [null, '1']", "f", "1")).isTrue();
        assertThat(matches("f: [null, '1']", "f", "2")).isFalse();
    }

    @Test
    void keywordsLookAtEveryValue() throws Exception {
        assertThat(matches("- error\n- fatal", "x", "a FATAL end")).isTrue();
        assertThat(matches("- error\n- fatal", "x", "fine")).isFalse();
        assertThat(matches("'|all': [one, two]", "x", "one", "y", "and two")).isTrue();
        assertThat(matches("'|all': [one, two]", "x", "one")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"a and b; false", "a or b; true", "not b; true", "not a; false", "a and not b; true",
        "b or a and not b; true", "(b or a) and b; false", "not (a and b); true", "1 of them; true", "all of them; false",
        "1 of s*; true", "all of s*; true", "any of them; true", "NOT b AND a; true", "not not a; true", "1 of _x*; true",
        "a or b and b; true", "not b and not b; true", "_x1; true", "all of s_? and 1 of s_1; true"})
    void conditionsBindAsSigmaSays(String condition, boolean expected) throws Exception {
        String searches = "a: {f: 1}\nb: {f: 2}\ns_1: {f: 1}\ns_2: {f|contains: 1}\n_x1: {f: 1}\n";
        assertThat(rule(searches + "condition: " + condition + "\n").matches(Values.of("f", "1"))).isEqualTo(expected);
    }

    @Test
    void severalConditionsAreAlternatives() throws Exception {
        assertThat(rule("a: {f: 1}\nb: {f: 2}\ncondition: [b, a]\n").matches(Values.of("f", "1"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "s: {f|base64: x}; rule.yml:3:7: the modifier 'base64' is not known",
        "s: {f|: x}; rule.yml:3:7: the modifier '' is not known", "s: {f|cidr: here}; rule.yml:3:15: it is no network",
        "s: {f|re: '('}; rule.yml:3:13: the regular expression is not valid", "s: {f|contains|re: x}; do not go together",
        "s: {f|all: [x]}; needs a list of at least two", "s: {f: {g: 1}}; a field is compared with", "s: []; the search is empty",
        "timeframe: 5m; 'timeframe' belongs to aggregations"})
    void whatIsNotKnownIsRefusedWithFileAndLine(String search, String message) {
        assertThatThrownBy(() -> rule(search + "\ncondition: s\n")).isInstanceOf(DocumentException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("rule.yml:3:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"s and; ends too early", "and s; stands where the name",
        "(s; not closed",
        "s t; not expected here",
        "t; no such search", "2 of them; write '1 of'", "1 of t*; matches no search", "s | count() > 5; aggregations",
        "''; ends too early",
        "s near s; not expected here"})
    void badConditionsAreRefusedWithFileAndLine(String condition, String message) {
        assertThatThrownBy(() -> rule("s: {f: 1}\ncondition: \"" + condition.replace("''", "") + "\"\n"))
                .isInstanceOf(DocumentException.class).hasMessageStartingWith("rule.yml:4:").hasMessageContaining(message);
    }

    @Test
    void deepNestingIsRefused() {
        String condition = "(".repeat(2000) + "s" + ")".repeat(2000);
        assertThatThrownBy(() -> rule("s: {f: 1}\ncondition: " + condition + "\n")).isInstanceOf(DocumentException.class)
                .hasMessageContaining("nested more than");
        assertThatThrownBy(() -> rule("s: {f: 1}\ncondition: " + "not ".repeat(1000) + "s\n"))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("nested more than");
    }

    @Test
    void manyStarsCostNoMoreThanTextTimesPattern() throws Exception {
        String text = "a".repeat(20_000);
        assertThat(matches("f: '" + "*a".repeat(200) + "b'", "f", text)).isFalse();
    }
}
