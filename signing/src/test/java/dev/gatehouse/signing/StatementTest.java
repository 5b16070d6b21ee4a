package dev.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.DocumentException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTest {
    private static final String HEX = "ab".repeat(32);

    @Test
    void itKeepsThePredicateByteForByte() throws Exception {
        byte[] predicate = "{ \"b\" : [1,  2],\n \"a\":\"\\u00e4\" }".getBytes(StandardCharsets.UTF_8);
        var statement = new Statement(List.of(Statement.Subject.sha256("shop", HEX)), "https://example.com/decision/v1",
                predicate);
        Statement read = Statement.read("s", statement.json());

        assertThat(read).isEqualTo(statement);
        assertThat(read.predicate()).isEqualTo(predicate);
        assertThat(read.isAbout("sha256:" + HEX)).isTrue();
        assertThat(read.isAbout("sha256:" + "cd".repeat(32))).isFalse();
        assertThat(read.isAbout("sha512:" + HEX)).isFalse();
        String before = new String(statement.json(), StandardCharsets.UTF_8).replace("Statement/v1", "Statement/v0.1");
        assertThat(Statement.read("s", before.getBytes(StandardCharsets.UTF_8))).as("as cosign writes it").isEqualTo(statement);
    }

    @Test
    void whatIsNoStatementIsRefused() {
        String good = new String(
                new Statement(List.of(Statement.Subject.sha256(null, HEX)), "t", "{}".getBytes(StandardCharsets.UTF_8))
                        .json(),
                StandardCharsets.UTF_8);
        for (String bad : List.of(good.replace("Statement/v1", "Statement/v2"), good.replace(HEX, "xyz"),
                good.replace("\"predicate\":{}", "\"predicate\":[]"), good.replace("predicateType", "other"), "null")) {
            assertThatThrownBy(() -> Statement.read("s.json", bad.getBytes(StandardCharsets.UTF_8))).as(bad)
                    .isInstanceOf(DocumentException.class).hasMessageStartingWith("s.json:1:");
        }
        var broken = new Statement(List.of(Statement.Subject.sha256(null, HEX)), "t", "{}},{".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(broken::json).isInstanceOf(IllegalArgumentException.class);
    }
}
