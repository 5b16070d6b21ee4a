package dev.gatehouse.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.secrets.rule.Catalogue;
import dev.gatehouse.secrets.rule.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissTest {
    private static final RuleSet RULES = Catalogue.load();

    private static List<NearMiss> at(String text, int line) {
        return NearMiss.at(RULES, text.getBytes(StandardCharsets.UTF_8), "src/app.yaml", line);
    }

    @Test
    void aTokenWithAWrongChecksumIsSaidToBeJustThat() {
        String token = "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5";
        assertThat(at("a: 1\ntoken: " + token + "\n", 2))
                .contains(new NearMiss("github-personal-access-token", "the form fits, but its checksum does not"));
    }

    @Test
    void theClassifierSaysWhatSpokeAgainstAValueWithoutRepeatingIt() {
        for (String value : List.of("getPassword", "summer rain", "hello-world", "sommer12", "my_password_field")) {
            for (NearMiss miss : at("password: " + value + "\n", 1)) {
                assertThat(miss.toString()).doesNotContain(value);
            }
        }
        assertThat(at("password: sommer12\n", 1)).anyMatch(miss -> miss.why().matches("judged a secret with probability [01]\\.[0-9]{2}.*"));
    }

    @Test
    void nothingIsSaidOfALineThatNoRuleLooksAt() {
        assertThat(at("name: shop\nport: 8080\n", 2)).isEmpty();
        assertThat(at("name: shop\n", 9)).isEmpty();
        assertThat(at("", 1)).isEmpty();
    }
}
