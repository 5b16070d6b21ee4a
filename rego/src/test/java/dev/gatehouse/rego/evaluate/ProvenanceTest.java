package dev.gatehouse.rego.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.Value;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
    private static final String POD = """
            {"kind": "Pod", "labels": {"app": "shop", "a/b": 1},
             "containers": [{"name": "web", "image": "registry.example/web:1", "caps": ["CHOWN"]},
                            {"name": "db", "image": "elsewhere.example/db", "privileged": true, "caps": ["SYS_ADMIN", "CHOWN"]}]}""";

    private static Value json(String text) throws JsonException {
        return new JsonReader(ReadLimits.DEFAULT).read(text);
    }

    private static Provenance of(String rules, String query) throws RegoException, JsonException {
        Policy policy = Rego.compiler().traced(true).compile(Map.of("p.rego", "package p\n\n" + rules));
        EvaluationRequest request = EvaluationRequest.of(json(POD)).withProvenance();
        policy.query(query).evaluate(request);
        return Objects.requireNonNull(request.provenance());
    }

    private static SortedSet<String> pointers(String rules, String query) throws RegoException, JsonException {
        return of(rules, query).solutions().getFirst().pointers();
    }

    private static Map<Value, SortedSet<String>> members(String rules) throws RegoException, JsonException {
        return of(rules, "data.p.deny").solutions().getFirst().byMember();
    }

    @Test
    void namesTheValueThatWasCompared() throws Exception {
        assertThat(pointers("allow if input.kind == \"Pod\"", "data.p.allow")).containsExactly("/kind");
    }

    @Test
    void eachMessageHasItsOwnPlaces() throws Exception {
        Map<Value, SortedSet<String>> members = members("""
                deny contains c.name if {
                	some c in input.containers
                	c.privileged
                }
                deny contains "moving tag" if {
                	some c in input.containers
                	not contains(c.image, ":")
                }
                """);

        assertThat(members.get(json("\"db\""))).containsExactly("/containers/1/name", "/containers/1/privileged");
        assertThat(members.get(json("\"moving tag\""))).containsExactly("/containers/1/image");
    }

    @Test
    void goesThroughOtherRulesToWhatTheyRead() throws Exception {
        String rules = """
                containers contains c if some c in input.containers
                risky contains c.name if {
                	some c in containers
                	bad(c)
                }
                bad(c) if "SYS_ADMIN" in c.caps
                deny contains sprintf("%s is risky", [name]) if some name in risky
                """;

        assertThat(members(rules).get(json("\"db is risky\""))).contains("/containers/1/name")
                .allMatch(pointer -> pointer.startsWith("/containers/1"));
    }

    @Test
    void whatIsMissingIsNamedToo() throws Exception {
        assertThat(members("""
                deny contains c.name if {
                	some c in input.containers
                	not c.privileged
                }
                """).get(json("\"web\""))).containsExactly("/containers/0/name", "/containers/0/privileged");
    }

    @Test
    void anUndefinedQueryDependsOnAllThatWasTried() throws Exception {
        Provenance provenance = of("allow if {\n\tinput.kind == \"Job\"\n\tinput.owner\n}", "data.p.allow");

        assertThat(provenance.solutions()).isEmpty();
        assertThat(provenance.read()).containsExactly("/kind");
    }

    @Test
    void aDefaultDependsOnWhatItsRulesRead() throws Exception {
        assertThat(pointers("default allow := false\nallow if input.kind == \"Job\"", "data.p.allow")).containsExactly("/kind");
    }

    @Test
    void anElseDependsOnWhyItWasReached() throws Exception {
        assertThat(pointers("x := 1 if {\n\tinput.kind == \"Job\"\n} else := 2 if input.labels.app", "data.p.x"))
                .containsExactly("/kind", "/labels/app");
    }

    @Test
    void countsAWholeCollectionAsOnePart() throws Exception {
        assertThat(pointers("n := count(input.containers)", "data.p.n")).containsExactly("/containers");
        assertThat(pointers("x := {\"copy\": input.labels}", "data.p.x")).containsExactly("/labels");
    }

    @Test
    void escapesKeysAsPointersDo() throws Exception {
        assertThat(pointers("x := input.labels[\"a/b\"]", "data.p.x")).containsExactly("/labels/a~1b");
    }

    @Test
    void aComprehensionDependsOnAllThatItTried() throws Exception {
        assertThat(pointers("x := [c.name | some c in input.containers; c.privileged]", "data.p.x"))
                .isEqualTo(new java.util.TreeSet<>(
                        Set.of("/containers/0/privileged", "/containers/1/privileged", "/containers/1/name")));
    }

    @Test
    void tracedPoliciesAnswerTheSame() throws Exception {
        String rules = "deny contains c.name if {\n\tsome c in input.containers\n\tevery cap in c.caps { cap != \"SYS_ADMIN\" }\n}";
        Policy plain = Rego.compiler().compile(Map.of("p.rego", "package p\n\n" + rules));
        Policy traced = Rego.compiler().traced(true).compile(Map.of("p.rego", "package p\n\n" + rules));

        assertThat(traced.query("data.p.deny").value(EvaluationRequest.of(json(POD)).withProvenance()))
                .isEqualTo(plain.query("data.p.deny").value(EvaluationRequest.of(json(POD))));
    }
}
