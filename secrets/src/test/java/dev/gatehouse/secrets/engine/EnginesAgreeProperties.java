package dev.gatehouse.secrets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assumptions;

/// All engines find what the reference engine finds.
class EnginesAgreeProperties {
    private static final Path CACHE = Path.of("target", "engine-cache");

    static List<String> found(Engine engine, byte[] text, int offset, int length) {
        try (Engine.Session session = engine.session()) {
            return session.matches(text, offset, length).stream().map(m -> m.pattern() + Arrays.toString(m.groups())).toList();
        }
    }

    private static List<EnginePattern> patterns(List<RandomPatterns.Piece> pieces, Random random) {
        return pieces.stream().map(p -> new EnginePattern(p.regex(), random.nextInt(4) > 0 ? List.of() : List.of("Key", "oo")))
                .toList();
    }

    /// Makes the engine under test.
    private interface Maker {
        Engine make(List<EnginePattern> patterns) throws Exception;
    }

    private static void agree(long seed, Maker maker) throws Exception {
        RandomPatterns random = new RandomPatterns(seed);
        List<RandomPatterns.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pieces.add(random.pattern());
        }
        List<EnginePattern> patterns = patterns(pieces, new Random(seed));
        Engine reference;
        try {
            reference = Engines.reference(patterns);
        } catch (InvalidPatternException e) {
            Assume.that(false);
            return;
        }
        try (Engine engine = maker.make(patterns)) {
            for (int i = 0; i < 6; i++) {
                byte[] text = random.text(pieces);
                byte[] padded = new byte[text.length + 7];
                System.arraycopy(text, 0, padded, 3, text.length);
                Arrays.fill(padded, 0, 3, (byte) 'k');
                assertThat(found(engine, padded, 3, text.length))
                        .as("%s on %s %s", patterns, new String(text, StandardCharsets.UTF_8),
                                HexFormat.of().formatHex(text))
                        .isEqualTo(found(reference, padded, 3, text.length));
            }
        }
    }

    @Property(tries = 200)
    void java_finds_what_the_reference_finds(@ForAll long seed) throws Exception {
        agree(seed, Engines::java);
    }

    @Property(tries = 200)
    void vectorscan_finds_what_the_reference_finds(@ForAll long seed) throws Exception {
        Optional<String> missing = Engines.vectorscanMissing(CACHE);
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        agree(seed, patterns -> Engines.vectorscanEngine(patterns, CACHE));
    }

    static PlanPack packed(List<EnginePattern> patterns) {
        try {
            return PlanPack.read(PlanPack.of(patterns, List.of("key", "token")));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Another pattern is packed as well, as happens where a rule of the catalogue is switched off.
    @Property(tries = 200)
    void packed_plans_find_what_the_reference_finds(@ForAll long seed) throws Exception {
        agree(seed, patterns -> {
            List<EnginePattern> all = new ArrayList<>(patterns);
            all.add(new EnginePattern("(?i)[a-z]{2,4}k(?:ey|ing)[0-9]", List.of()));
            PlanPack pack = packed(all);
            return new LiteralEngine(SoughtPattern.of(patterns, pack), pack, PlanPack::automata, LiteralAutomata::of);
        });
    }

    @Property(tries = 200)
    void two_engines_at_once_find_what_the_reference_finds(@ForAll long seed) throws Exception {
        Optional<String> missing = Engines.vectorscanMissing(CACHE);
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        agree(seed, patterns -> Engines.fastest(patterns, packed(patterns.subList(0, patterns.size() / 2 + 1)), CACHE, 1));
    }
}
