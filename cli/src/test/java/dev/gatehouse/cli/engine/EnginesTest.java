package dev.gatehouse.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Place;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
    private final List<String> closed = new ArrayList<>();

    /// Looks at nothing.
    private record Idle(String id) implements Check<Facts> {
        @Override
        public String version() {
            return "v-" + id;
        }

        @Override
        public boolean wants(Blob blob) {
            return false;
        }

        @Override
        public @Nullable Facts facts(Blob blob) {
            return null;
        }

        @Override
        public List<Finding> place(ContentId content, Facts facts, List<Shown> shown, List<Place> places) {
            return List.of();
        }

        @Override
        public void write(Facts facts, DataOutput out) {}

        @Override
        public Facts read(DataInput in) throws IOException {
            throw new IOException("nothing is kept");
        }
    }

    private final class Made implements Engine {
        private final String id;
        private final Map<String, String> inputs;

        Made(String id, Map<String, String> inputs) {
            this.id = id;
            this.inputs = inputs;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Set<String> schemes() {
            return Set.of(id);
        }

        @Override
        public PreparedCheck prepare(EngineSetup setup) throws UsageException {
            if (inputs.containsKey("broken")) {
                throw new UsageException("it is broken");
            }
            return new PreparedCheck(new Idle(id), inputs, () -> closed.add(id));
        }

        @Override
        public List<RuleEntry> rules(EngineSetup setup) {
            return List.of();
        }
    }

    private static EngineSetup setup() {
        return CommandLineRun.console(Map.of(), console -> new EngineSetup(console, dev.gatehouse.config.Configuration.builtIn(),
                _ -> null, null, null, LocalDate.EPOCH, _ -> {}));
    }

    @Test
    void aDecisionNamesTheVersionOfEveryCheckAndWhatElseItStandsOn() throws Exception {
        var engines = new Engines(List.of(new Made("one", Map.of()), new Made("two", Map.of("advisories", "sha256:1"))));
        try (Checks checks = engines.prepare(setup())) {
            assertThat(checks.list()).hasSize(2);
            assertThat(checks.digests())
                    .isEqualTo(new LinkedHashMap<>(Map.of("rules", "one:v-one two:v-two", "advisories", "sha256:1")));
        }
        assertThat(closed).containsExactly("two", "one");
    }

    @Test
    void checksThatAreReadyAreLetGoWhenAnotherCannotBeMade() {
        var engines = new Engines(List.of(new Made("one", Map.of()), new Made("two", Map.of("broken", "yes"))));
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> engines.prepare(setup()).close());
        assertThat(closed).containsExactly("one");
    }

    @Test
    void aScanWithoutAnEngineSaysNothingAboutItsFindings() {
        Fingerprint secret = Fingerprint.parse("secret/1:public.00");
        Fingerprint unknown = Fingerprint.parse("elsewhere/1:00");
        assertThat(Engines.all().speakOf(secret)).isTrue();
        Engines none = new Engines(List.of());
        assertThat(none.speakOf(secret)).isFalse();
        assertThat(none.speakOf(unknown)).as("of a scheme that no engine has, nothing is kept for ever").isTrue();
    }

    @Test
    void anEngineThatDoesNotExistOrNoEngineAtAllIsAMistake(@TempDir Path folder) {
        var environment = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
        var unknown = CommandLineRun.of(environment, "scan", "--only", "weather", folder.toString());
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no engine 'weather'; engines: secrets, sca, image");
        var everything = Engines.IDS.stream().flatMap(id -> java.util.stream.Stream.of("--skip", id)).toList();
        List<String> arguments = new ArrayList<>(List.of("scan", folder.toString()));
        arguments.addAll(everything);
        var none = CommandLineRun.of(environment, arguments.toArray(String[]::new));
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("leave no engine");
    }
}
