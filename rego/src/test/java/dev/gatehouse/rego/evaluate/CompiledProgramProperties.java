package dev.gatehouse.rego.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.value.Value;
import java.io.IOException;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// What is compiled, planned and indexed answers what the obvious interpreter answers; so it does when it is saved and loaded, and when it is
/// watched.
class CompiledProgramProperties {
    @Property(tries = 500)
    void compiledProgramsAnswerAsTheNaiveInterpreter(@ForAll long seed) throws IOException, RegoException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        ProgramGenerator generator = new ProgramGenerator(random);
        NaiveProgram program = generator.program();
        Value input = generator.input();
        Value wanted;
        try {
            wanted = program.evaluate(input);
        } catch (NaiveProgram.Conflict e) {
            // Which of several errors or answers comes first is not said by the language.
            return;
        }
        String text = program.text(random);
        Policy policy;
        try {
            policy = Rego.compiler().compile(Map.of("p.rego", text));
        } catch (RegoException e) {
            // The compiler knows that some comparisons can never hold.
            assertThat(e).as(text).hasMessageContaining("rego_type_error");
            return;
        }
        boolean hasFunctions = program.rules().values().stream().anyMatch(rule -> rule.kind() == NaiveProgram.Kind.FUNCTION);
        EvaluationRequest request = EvaluationRequest.of(input);
        try {
            assertThat(policy.query("data.p").value(request)).as("%s%ninput %s", text, input).isEqualTo(wanted);
            assertThat(Rego.compiler().load(policy.save()).query("data.p").value(request)).as("loaded: %s", text)
                    .isEqualTo(wanted);
            Policy traced = Rego.compiler().traced(true).compile(Map.of("p.rego", text));
            assertThat(traced.query("data.p").value(request.withProvenance())).as("watched: %s%ninput %s", text, input)
                    .isEqualTo(wanted);
        } catch (EvaluationException e) {
            // In another order a function may be called with what it has two values for. All other rules were computed above.
            assertThat(e.reason()).as(text).isEqualTo(EvaluationException.Reason.CONFLICT);
            assertThat(hasFunctions).as(text).isTrue();
        }
    }
}
