package dev.gatehouse.secrets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchesTest {

    private static List<String> literals(String regex) throws Exception {
        Branches branches = Branches.of(RegexReader.read(regex).node());
        return branches == null
                ? List.of()
                : branches.branches().stream().flatMap(branch -> branch.literals().stream()).map(Literal::text).sorted().toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"\\bAKIA[A-Z0-9]{16}~AKIA",
        "(?i)[\\w.-]{0,50}?(?:Secret|tokens?)\\s*=~secret|token",
        "[rs]k_live_\\w+~k_live_", "[a-f0-9]{32}-us[0-9]{1,2}~-us0|-us1|-us2|-us3",
        "(?:foobar[0-9]+|[a-z]{5}quxx)z~foobar|quxx",
        "x(?:abc){2}y~xabcabcy", "api[-_]?key~api-key|api_key|apikey"})
    void chooses_rare_literals(String regex, String expected) throws Exception {
        List<String> found = literals(regex);
        if (expected.startsWith("-us")) {
            assertThat(found).isNotEmpty().allMatch(literal -> literal.startsWith("-us"));
        } else {
            assertThat(String.join("|", found)).contains(expected.split("\\|"));
        }
    }

    @Test
    void does_not_choose_frequent_ones() throws Exception {
        assertThat(literals("[0-9a-f]{40}")).isEmpty();
        assertThat(literals("(?:abcdef|[a-z])+=")).isEmpty();
        assertThat(literals("\\s*=\\s*")).isEmpty();
    }
}
