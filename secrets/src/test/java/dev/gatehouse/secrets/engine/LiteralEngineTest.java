package dev.gatehouse.secrets.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralEngineTest {
    private static final List<EnginePattern> PATTERNS = List.of(
            new EnginePattern("\\b(sk_live_[0-9a-z]{8,20})\\b", List.of("sk_live_")),
            new EnginePattern("-----BEGIN [A-Z ]{0,40}KEY-----[\\s\\S]{16,}?-----END", List.of("-----BEGIN")),
            new EnginePattern("(?i)[\\w.-]{0,50}?(?:secret|token)[\\w.-]{0,20}\\s*=\\s*['\"]([^'\"]{8,150})['\"]", List.of()),
            new EnginePattern("\\b[0-9a-f]{32}\\b", List.of("digest")),
            new EnginePattern("(?m)^[A-Z_]{0,60}KEY=(\\S{8,})$", List.of("key=")));

    @TempDir
    private Path directory;

    private static byte[] utf8(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] repeated(String s, int length) {
        byte[] bytes = utf8(s);
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = bytes[i % bytes.length];
        }
        return all;
    }

    private Engine vectorscan(List<EnginePattern> patterns) throws Vectorscan.Unavailable {
        Optional<String> missing = Engines.vectorscanMissing(directory.resolve("cache"));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        return Engines.vectorscanEngine(patterns, directory.resolve("cache"));
    }

    private static byte[] longText() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; text.size() < 900_000; i++) {
            text.writeBytes(
                    utf8("sk_live_" + "x".repeat(i % 31) + " тест my.Secret = 'aaaa bbb" + i + "'\nMY_KEY=" + i + "0000000\n"));
            if (i % 1000 == 0) {
                text.writeBytes(utf8("-----BEGIN PRIVATE KEY-----\n" + "A".repeat(i) + "\n-----END PRIVATE KEY-----\n"));
                text.writeBytes(utf8("digest " + "0123456789abcdef".repeat(2) + "\n"));
                text.write(0xE9);
            }
        }
        return text.toByteArray();
    }

    @Test
    void finds_the_same_as_the_reference_in_a_long_text_of_many_chunks() throws Exception {
        byte[] text = longText();
        try (Engine reference = Engines.reference(PATTERNS);
                Engine java = Engines.java(PATTERNS);
                Engine fast = vectorscan(PATTERNS)) {
            List<String> expected = EnginesAgreeProperties.found(reference, text, 0, text.length);
            assertThat(expected).hasSizeGreaterThan(10_000);
            assertThat(EnginesAgreeProperties.found(java, text, 0, text.length)).isEqualTo(expected);
            assertThat(EnginesAgreeProperties.found(fast, text, 0, text.length)).isEqualTo(expected);
        }
    }

    @Test
    void reads_a_match_that_is_longer_than_any_window() {
        byte[] text = utf8("x -----BEGIN KEY-----" + "é".repeat(50_000) + "-----END -----END");
        try (Engine java = Engines.java(PATTERNS); Engine.Session session = java.session()) {
            assertThat(session.matches(text, 0, text.length)).singleElement()
                    .satisfies(m -> assertThat(m.groups()).containsExactly(2, text.length - 9));
        }
    }

    @Test
    void serves_many_threads_at_once() throws Exception {
        byte[] text = longText();
        try (Engine fast = vectorscan(PATTERNS); var pool = Executors.newFixedThreadPool(4)) {
            List<String> expected = EnginesAgreeProperties.found(fast, text, 0, text.length);
            List<Callable<List<String>>> tasks = Stream
                    .<Callable<List<String>>>generate(() -> () -> EnginesAgreeProperties.found(fast, text, 0, text.length))
                    .limit(4).toList();
            for (var result : pool.invokeAll(tasks)) {
                assertThat(result.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void ends_its_sessions_when_it_is_closed() throws Exception {
        Engine fast = vectorscan(PATTERNS);
        Engine.Session session = fast.session();
        fast.close();
        assertThatThrownBy(() -> session.matches(utf8("sk_live_"), 0, 8)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(fast::session).isInstanceOf(IllegalStateException.class);
        session.close();
        fast.close();
    }

    @Test
    void asks_for_its_literals_in_the_same_order_in_every_process() {
        List<String> asked = new ArrayList<>();
        new LiteralEngine(SoughtPattern.of(PATTERNS, PlanPack.NONE), PlanPack.NONE, PlanPack::automata, literals -> {
            literals.forEach(literal -> asked.add(literal.text()));
            return LiteralAutomata.of(literals);
        }).close();
        assertThat(asked).hasSizeGreaterThan(3).isSorted();
    }

    @Test
    void makes_a_damaged_database_anew() throws Exception {
        byte[] text = utf8("sk_live_0123456789");
        vectorscan(PATTERNS).close();
        Path database;
        try (Stream<Path> files = Files.list(directory.resolve("cache/vectorscan"))) {
            database = files.toList().getFirst();
        }
        byte[] whole = Files.readAllBytes(database);
        for (byte[] damaged : List.of(new byte[0], new byte[100], java.util.Arrays.copyOf(whole, whole.length - 1),
                flipped(whole))) {
            Files.write(database, damaged);
            try (Engine fast = vectorscan(PATTERNS)) {
                assertThat(EnginesAgreeProperties.found(fast, text, 0, text.length)).containsExactly("0[0, 18, 0, 18]");
            }
            assertThat(Files.readAllBytes(database)).hasSameSizeAs(whole);
        }
    }

    private static byte[] flipped(byte[] whole) {
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 1;
        return flipped;
    }

    @Test
    void replaces_a_library_that_somebody_changed() throws Exception {
        vectorscan(PATTERNS).close();
        Path library;
        try (Stream<Path> files = Files.list(directory.resolve("cache/native"))) {
            library = files.toList().getFirst();
        }
        long size = Files.size(library);
        // A new file, because the process has the old one mapped.
        Files.delete(library);
        Files.write(library, new byte[]{1, 2, 3});
        vectorscan(PATTERNS).close();
        assertThat(library).hasSize(size);
    }

    @Test
    void does_without_vectorscan_where_others_may_write_the_cache() throws Exception {
        Path open = Files.createDirectories(directory.resolve("open/native"));
        Files.setPosixFilePermissions(open, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(Engines.vectorscanMissing(directory.resolve("open"))).isPresent();
        assertThat(nameAfterALot(directory.resolve("open"))).isEqualTo("java");
    }

    @Test
    void takes_vectorscan_when_there_is_much_to_read() throws Exception {
        vectorscan(PATTERNS).close();
        assertThat(nameAfterALot(directory.resolve("cache"))).startsWith("vectorscan 5");
    }

    @Test
    void gives_a_native_library_nothing_that_is_not_our_own() throws Exception {
        vectorscan(PATTERNS).close();
        byte[] much = new byte[(int) FasterInTime.ENOUGH];
        List<EnginePattern> theirs = List.of(new EnginePattern("foreign_[0-9]{4}", List.of()));
        try (Engine fast = Engines.fastest(theirs, directory.resolve("cache")); Engine.Session session = fast.session()) {
            session.matches(much, 0, much.length);
            assertThat(fast.name()).isEqualTo("java");
        }
    }

    private static String nameAfterALot(Path cache) {
        byte[] text = longText();
        PlanPack pack = EnginesAgreeProperties.packed(PATTERNS);
        try (Engine fast = Engines.fastest(PATTERNS, pack, cache, FasterInTime.ENOUGH); Engine.Session session = fast.session()) {
            assertThat(fast.name()).isEqualTo("java");
            int first = session.matches(text, 0, text.length).size();
            byte[] much = new byte[(int) FasterInTime.ENOUGH];
            session.matches(much, 0, much.length);
            assertThat(session.matches(text, 0, text.length)).hasSize(first);
            return fast.name();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "KEY=", "-----BEGIN KEY-----", "secret = \"a'", "sk_live_", "digest 0123456789abcdef",
        "\u017Fecret",
        "token='\u00e9"})
    void does_not_choke_on_a_long_text_of_near_matches(String unit) {
        byte[] text = repeated(unit, 1 << 20);
        try (Engine java = Engines.java(PATTERNS); Engine.Session session = java.session()) {
            // A quadratic run would take hours.
            List<Match> matches = Assertions.assertTimeout(Duration.ofSeconds(60), () -> session.matches(text, 0, text.length));
            assertThat(matches).hasSizeLessThan(2);
        }
    }

    @Test
    void refuses_an_expression_that_would_fill_the_memory() {
        assertThatThrownBy(() -> Engines.java(List.of(new EnginePattern("((a{1000}){1000}){1000}", List.of()))))
                .isInstanceOf(InvalidPatternException.class).hasMessageContaining("too large");
    }

    @Test
    void refuses_invalid_syntax_when_it_is_made() {
        for (String regex : List.of("(?=a)", "a**", "(", ")", "[b-a]", "\\8", "(?P<>a)", "x{1001}", "[[:nope:]]", "\\pX")) {
            assertThatThrownBy(() -> Engines.check(new EnginePattern(regex, List.of()))).as(regex)
                    .isInstanceOf(InvalidPatternException.class);
        }
    }
}
