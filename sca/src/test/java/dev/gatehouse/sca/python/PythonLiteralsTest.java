package dev.gatehouse.sca.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PythonLiteralsTest {

    @Property(tries = 5000)
    void anyTokensAreReadToTheirEnd(@ForAll("tokens") List<String> tokens) {
        PythonLiterals.Call call = new PythonLiterals(String.join(" ", tokens)).call("setup");
        assertThat(call != null).isEqualTo(String.join(" ", tokens).matches("(?s)(?:.*\\s)?setup \\(.*"));
    }

    @Provide
    Arbitrary<List<String>> tokens() {
        return Arbitraries.of("setup", "(", ")", "[", "]", "{", "}", ",", "=", "+", ":", ".", "a", "b", "'x'", "f'x'", "1")
                .list().ofMaxSize(40);
    }

    @Test
    void variablesThatMultiplyStopAtALimit() {
        StringBuilder source = new StringBuilder("v0 = ['x']\n");
        for (int i = 1; i < 31; i++) {
            source.append("v%d = v%d + v%d + v%d\n".formatted(i, i - 1, i - 1, i - 1));
        }
        source.append("setup(install_requires=v30, name='n')\n");
        PythonLiterals.Call call = new PythonLiterals(source.toString()).call("setup");
        assertThat(call).isNotNull();
    }

    @Test
    void aVariableThatChangesIsComputed() {
        PythonLiterals.Call call = new PythonLiterals("r = ['a']\nr.append('b')\nsetup(install_requires=r)").call("setup");
        assertThat(call).isNotNull();
        assertThat(java.util.Objects.requireNonNull(call).arguments().get("install_requires"))
                .isInstanceOf(PythonLiterals.Computed.class);
    }
}
