package dev.gatehouse.secrets.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceEngineTest {

    private static List<int[]> find(String regex, byte[] text, String... keywords) {
        try (Engine engine = Engines.reference(List.of(new EnginePattern(regex, List.of(keywords))));
                Engine.Session session = engine.session()) {
            return session.matches(text, 0, text.length).stream().map(Match::groups).toList();
        }
    }

    private static byte[] utf8(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void tells_groups_in_bytes() {
        assertThat(find("k(e)y=(.)|(x)", utf8("é😀 key=ü"))).containsExactly(new int[]{7, 13, 8, 9, 11, 13, -1, -1});
    }

    @Test
    void counts_from_the_offset() {
        try (Engine engine = Engines.reference(List.of(new EnginePattern("^b", List.of())));
                Engine.Session session = engine.session()) {
            assertThat(session.matches(utf8("abb"), 1, 1)).singleElement()
                    .satisfies(m -> assertThat(m.groups()).containsExactly(0, 1));
        }
    }

    @Test
    void takes_a_malformed_byte_for_one_character() {
        byte[] text = {'a', (byte) 0xE9, '\n', 'k', (byte) 0xC3, (byte) 0x28, (byte) 0xED, (byte) 0xA0, (byte) 0x80};
        assertThat(find("(?s).", text)).hasSize(9);
        assertThat(find("(?m)^k\\x{FFFD}\\(", text)).containsExactly(new int[]{3, 6});
        assertThat(find("\\A.", text)).containsExactly(new int[]{0, 1});
    }

    @Test
    void goes_on_behind_the_next_character_after_an_empty_match() {
        assertThat(find("x*", utf8("a😀x"))).containsExactly(new int[]{0, 0}, new int[]{1, 1}, new int[]{5, 6}, new int[]{6, 6});
    }

    @Test
    void wants_a_keyword_in_any_case() {
        assertThat(find("a", utf8("a KEY"), "nothing", "key")).hasSize(1);
        assertThat(find("a", utf8("a KE"), "nothing", "key")).isEmpty();
    }

    @Test
    void says_which_pattern_is_invalid() {
        assertThatThrownBy(
                () -> Engines.reference(List.of(new EnginePattern("a", List.of()), new EnginePattern("(?=a)", List.of()))))
                .isInstanceOfSatisfying(InvalidPatternException.class, e -> assertThat(e.pattern()).isEqualTo(1));
    }
}
