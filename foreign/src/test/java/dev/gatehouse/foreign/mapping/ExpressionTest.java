package dev.gatehouse.foreign.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final String REPORT = """
            {"tool": {"name": "x", "a.b": "dotted", "@name": "at"},
             "list": [{"id": 1, "in": [{"id": 2, "in": [{"id": 3}]}]}, {"id": 4}],
             "html": "<p>One &amp; <b>two</b></p><p>a &lt; b</p>", "cwe": "CWE-79, cwe/cwe-089", "bare": "0352",
             "link": "see http://a.example and https://b.example/x.", "empty": "  ", "nothing": null, "yes": true}
            """;

    private static Value json(String text) throws Exception {
        return Documents.read(Format.JSON, "report", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\0', value = {
        "tool.name; x", "tool.\"a.b\"; dotted", "tool.@name; at", "list[].id; 1,4", "list[0].id; 1", "list[7].id; ''",
        "list[0].in[].in[].id; 3", "tool[].name; x", "missing.name; ''", "empty; ''", "nothing; ''", "yes; true",
        "=a constant; a constant", "html | html; One & two\\na < b", "cwe | cwe; 79,89", "bare | cwe; 352",
        "link | link; https://b.example/x.", "tool.name | lower; x", "/tool.name; x"})
    void anExpressionLeadsToTexts(String expression, String expected) throws Exception {
        String texts = String.join(",", Expression.parse(expression.strip()).texts(Scope.root(json(REPORT))));
        assertThat(texts).isEqualTo(expected.equals("''") ? "" : expected.replace("\\n", "\n"));
    }

    @Test
    void listsWithinListsAreWalkedThrough() throws Exception {
        Value in = json("{\"in\": [{\"id\": 1, \"in\": [{\"id\": 2, \"in\": [{\"id\": 3}]}]}, {\"id\": 4}]}");
        assertThat(Expression.parse("in[]+.id").texts(Scope.root(in))).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    void outwardsLeadsToTheListAround() throws Exception {
        Scope root = Scope.root(json(REPORT));
        Scope inner = root.inner(json("{\"id\": 9}"), Map.of()).inner(json("{\"id\": 10}"), Map.of());
        assertThat(Expression.parse("id").texts(inner)).containsExactly("10");
        assertThat(Expression.parse("^.id").texts(inner)).containsExactly("9");
        assertThat(Expression.parse("^^.tool.name").texts(inner)).containsExactly("x");
        assertThat(Expression.parse("/tool.name").texts(inner)).containsExactly("x");
        assertThat(Expression.parse("^^^^.id").texts(inner)).isEmpty();
        assertThat(Expression.parse(".").values(inner)).containsExactly(inner.value());
    }

    @Test
    void aLookupFindsByNameOrByNumberWhereverItIsAskedFrom() throws Exception {
        Value report = json("{\"rules\": [{\"id\": \"a\", \"level\": \"x\"}, {\"id\": \"b\", \"level\": \"y\"}]}");
        var ways = new LinkedHashMap<String, Lookup>();
        ways.put("rule", new Lookup(List.of(
                new Lookup.Way(List.of(Expression.parse("^.rules[]")), Expression.parse("id"),
                        List.of(Expression.parse("ruleId"))),
                new Lookup.Way(List.of(Expression.parse("^.rules[]")), null, List.of(Expression.parse("ruleIndex"))))));
        Scope root = Scope.root(report);
        Expression level = Expression.parse("$rule.level");
        assertThat(level.texts(root.inner(json("{\"ruleId\": \"b\"}"), ways))).containsExactly("y");
        assertThat(level.texts(root.inner(json("{\"ruleIndex\": 0}"), ways))).containsExactly("x");
        assertThat(level.texts(root.inner(json("{\"ruleId\": \"c\", \"ruleIndex\": 9}"), ways))).isEmpty();
        Scope inside = root.inner(json("{\"ruleId\": \"a\"}"), ways).inner(json("{}"), Map.of());
        assertThat(level.texts(inside)).containsExactly("x");
        assertThat(Expression.parse("$none.level").texts(inside)).isEmpty();
    }

    @Test
    void whatIsNoExpressionIsRefusedWithItsPlace() {
        for (String wrong : List.of("a..b", "a.", "a[x]", "a[1", "\"a", "a | upper", "a b", "[]]", "a[99999999]")) {
            assertThatThrownBy(() -> Expression.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property(tries = 2000)
    void noTextIsAnythingButAnExpressionOrRefused(@ForAll String text) {
        try {
            assertThat(Expression.parse(text).toString()).isEqualTo(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 500)
    void htmlBecomesTextWhateverItIs(@ForAll String html) throws Exception {
        String text = HtmlText.of(html + "<script>x</script>&#" + html.length() + ";");
        assertThat(text).doesNotContain("<script>");
    }
}
