package dev.gatehouse.secrets.generic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/// What holds for any text.
class CandidateFinderPropertyTest {
    @Property(tries = 400)
    void staysInsideAnyText(@ForAll @Size(max = 300) List<@From("piece") String> pieces) {
        byte[] text = String.join("", pieces).getBytes(StandardCharsets.UTF_8);
        for (Language language : Language.values()) {
            new CandidateFinder(text, 0, text.length, language, c -> {
                assertThat(c.start()).isBetween(c.lineStart(), c.end());
                assertThat(c.end()).isBetween(c.start(), c.lineEnd());
                assertThat(c.lineEnd()).isLessThanOrEqualTo(text.length);
                assertThat(c.keyStart()).isBetween(0, c.keyEnd());
            }).run();
        }
    }

    @Provide
    Arbitrary<String> piece() {
        return Arbitraries.of("password", "key", "token", "://", "basic ", "mysql ", "curl ", "identified by ",
                "-p", "-u ",
                " ", "=", ":", "\"", "'", "`", "\\", "\n", "\r\n", "(", ")", "[", "]", "{", "}", "<", ">", ",", "&quot;", "%22",
                "%3D", "@",
                "value", "name", "a", "9", "é", "@tcp(", "|", "-", "+", "$", "or ", "is ", "new ", "new X(", "\u0000");
    }

    @Property(tries = 300)
    void findsEveryTriggerWord(@ForAll @Size(max = 200) List<@From("piece") String> pieces) {
        byte[] text = String.join("", pieces).getBytes(StandardCharsets.UTF_8);
        TriggerWords words = new TriggerWords(List.of("key", "pass", "://", "token"));
        List<Integer> found = new ArrayList<>();
        int at = 0;
        for (long hit; (hit = words.next(text, at, text.length)) >= 0; at = (int) (hit >>> 8) + 1) {
            found.add((int) (hit >>> 8));
        }
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < text.length; i++) {
            if (Bytes.at(text, i, text.length, "key") || Bytes.at(text, i, text.length, "pass")
                    || Bytes.at(text, i, text.length, "://")
                    || Bytes.at(text, i, text.length, "token")) {
                expected.add(i);
            }
        }
        assertThat(found).isEqualTo(expected);
    }
}
