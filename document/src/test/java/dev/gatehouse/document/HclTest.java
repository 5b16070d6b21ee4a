package dev.gatehouse.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HclTest {
    private static final Limits LIMITS = new Limits(1 << 20, 64, 10_000);

    private static Mapping read(String text) throws DocumentException {
        return Hcl.read("main.tf", text.getBytes(StandardCharsets.UTF_8), LIMITS);
    }

    private static String shown(Value value) {
        return switch (value) {
            case Mapping mapping -> mapping.members().stream().map(m -> m.key() + ": " + shown(m.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case Sequence sequence -> sequence.values().stream().map(HclTest::shown).collect(Collectors.joining(", ", "[", "]"));
            case Scalar.Text text -> "'" + text.text() + "'";
            case Scalar scalar -> scalar.text();
        };
    }

    /// What an attribute's expression becomes.
    private static String expression(String text) throws DocumentException {
        String shown = shown(read("a = " + text + "\n"));
        return shown.substring("{a: ".length(), shown.length() - 1);
    }

    @Test
    void blocksAreListsBelowTheirTypesAndLabels() throws DocumentException {
        assertThat(shown(read("""
                resource "aws_s3_bucket" "b" { # comment
                  bucket = "x" // comment
                  /* of
                  lines */
                  rule { id = 1 }
                  rule { id = 2 }
                }
                resource aws_s3_bucket c {}
                locals {}
                """)))
                .isEqualTo("{resource: {aws_s3_bucket: {b: [{bucket: 'x', rule: [{id: 1}, {id: 2}]}], c: [{}]}}, locals: [{}]}");
    }

    @Test
    void literalsAreValues() throws DocumentException {
        assertThat(expression("[1, -2, 3.50, 1e3, true, !true, null, \"a\\n\\u00e9\\\"\", [], {}, # c\n 12345678901234567890,]"))
                .isEqualTo("[1, -2, 3.50, 1e3, true, false, null, 'a\né\"', [], {}, 12345678901234567890]");
        assertThat(expression("{ a = 1, \"b-${c}\" : 2\n (d) = 3\n e.f = 4 }")).isEqualTo("{a: 1, b-${c}: 2, ${(d)}: 3, e.f: 4}");
    }

    @Test
    void otherExpressionsStayAsTheyWereWritten() throws DocumentException {
        for (String text : List.of("1 + 2", "var.a", "a[0].b[*].c", "a.*.b", "f(1, x...)", "p::q::f(1)", "(1)", "!var.a",
                "a ? b : c",
                "[for x in y : x if x != \"\"]", "{ for k, v in m : k => v... }", "a == \"}\" && b", "1 - -1")) {
            assertThat(expression(text)).isEqualTo("'${" + text + "}'");
        }
    }

    @Test
    void textKeepsItsExpressions() throws DocumentException {
        assertThat(expression("\"pre-${ var.x }-post $${lit} %%{x}\"")).isEqualTo("'pre-${var.x}-post $${lit} %%{x}'");
        assertThat(expression("\"a  ${~ var.x ~}  b\"")).isEqualTo("'a${var.x}b'");
        assertThat(expression("\"%{ if a }x%{ else }y%{ endif }\"")).isEqualTo("'%{if a}x%{else}y%{endif}'");
        assertThat(expression("\"${\"${1}\"} ${true}\"")).isEqualTo("'1 true'");
        assertThat(expression("\"${1}\"")).isEqualTo("1");
        assertThat(expression("\"${a[\"}\"]}\"")).isEqualTo("'${a[\"}\"]}'");
    }

    @Test
    void linesUntilAMarkAreText() throws DocumentException {
        assertThat(expression("<<EOT\nhello ${x}\n  EOTX\nEOT")).isEqualTo("'hello ${x}\n  EOTX\n'");
        assertThat(expression("<<-EOT\n    a ${b}\n      c\n\n  EOT")).isEqualTo("'a ${b}\n  c\n\n'");
    }

    @Test
    void valuesKnowWhereTheyStand() throws DocumentException {
        Mapping root = read("a = 1\nb \"c\" {\n  d = \"é\" # x\n}\n");
        Sequence bodies = (Sequence) ((Mapping) java.util.Objects.requireNonNull(root.get("b"))).members().getFirst().value();
        Member member = ((Mapping) bodies.values().getFirst()).members().getFirst();
        assertThat(member.keyRange().line()).isEqualTo(3);
        assertThat(member.value().range().column()).isEqualTo(7);
        assertThat(member.value().range().endColumn()).isEqualTo(10);
    }

    @Test
    void mistakesAreNamedWithTheirPlace() {
        assertThatThrownBy(() -> read("a = \n")).hasMessage("main.tf:1:5: expected an expression");
        assertThatThrownBy(() -> read("a = 1\na = 2\n")).hasMessageContaining("main.tf:2:1: 'a' is defined a second time");
        assertThatThrownBy(() -> read("a = 1 2\n")).hasMessageContaining("1:7: expected the end of the line");
        assertThatThrownBy(() -> read("a {\n")).hasMessageContaining("expected the name of an attribute or block");
        assertThatThrownBy(() -> read("a = \"x\n")).hasMessageContaining("the text has no end");
        assertThatThrownBy(() -> read("a = <<E\nx")).hasMessageContaining("the text has no end");
        assertThatThrownBy(() -> read("a = " + "[".repeat(10_000))).hasMessageContaining("nests deeper");
        assertThatThrownBy(() -> read("a = " + "-".repeat(10_000) + "1")).hasMessageContaining("nests deeper");
        assertThatThrownBy(() -> read("a = \"" + "${\"".repeat(5_000))).hasMessageContaining("nests deeper");
        assertThatThrownBy(() -> read("a " + "b ".repeat(5_000) + "{}")).hasMessageContaining("nests deeper");
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries
                .of("a", "b", "=", "{", "}", "[", "]", "(", ")", "\"", "${", "%{", "~}", "<<E\n", "<<-E\n", "E\n", "\n", " ", ",",
                        ":",
                        "?", "1", "-", "!", ".", "*", "for ", "in ", "if ", "=>", "...", "#", "/*", "*/", "\\", "é", "\u0000")
                .list().ofMaxSize(40)
                .map(list -> String.join("", list));
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll("tokens") String text) {
        try {
            assertThat(read(text).range().start()).isZero();
        } catch (DocumentException e) {
            assertThat(e.getMessage()).startsWith("main.tf:");
        }
    }
}
