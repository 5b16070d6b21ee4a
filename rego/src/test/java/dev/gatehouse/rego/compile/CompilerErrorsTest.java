package dev.gatehouse.rego.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.rego.Rego;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.RegoException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The codes and places are those that OPA 1.14 reports for the same modules.
class CompilerErrorsTest {
    private static String errors(String text, boolean strict) {
        RegoException e = catchThrowableOfType(RegoException.class,
                () -> Rego.compiler().strict(strict).compile(Map.of("m.rego", "package m\n" + text.replace("~", "\n"))));
        return e == null
                ? "none"
                : e.errors().stream().map(CompilerErrorsTest::line).sorted().collect(Collectors.joining(" / "));
    }

    private static String line(RegoError error) {
        return error.location().row() + ":" + error.location().column() + " " + error.code().id() + " " + error.message();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '^', textBlock = """
            p := 1 if y                                  ! 2:11 rego_unsafe_var_error var y is unsafe
            p := x if true                               ! 2:6 rego_unsafe_var_error var x is unsafe
            p if { not x; x > 1 }                        ! 2:8 rego_unsafe_var_error var x is unsafe
            p if { x := [y | y > 1] }                    ! 2:18 rego_unsafe_var_error var y is unsafe
            p if q~q if p                                ! 2:1 rego_recursion_error rule data.m.p is recursive: data.m.p -> data.m.q -> data.m.p / 3:1 rego_recursion_error rule data.m.q is recursive: data.m.q -> data.m.p -> data.m.q
            p if count(1) == 2                           ! 2:6 rego_type_error count: invalid argument(s)
            p if nope(1)                                 ! 2:6 rego_type_error undefined function nope
            p if f(1, 2, 3)~f(x) := x                    ! 2:6 rego_type_error function data.m.f has arity 1, got 3 arguments
            p if 1 == "a"                                ! 2:6 rego_type_error match error
            p if q.z~q := {"a": 1}                       ! 2:6 rego_type_error undefined ref: data.m.q.z
            p := 1~p contains 2                          ! 2:1 rego_type_error conflicting rules data.m.p found
            default p := 1~default p := 2                ! 1:1 rego_type_error multiple default rules data.m.p found at m.rego:2, m.rego:3
            p := 1~p.q := 2                              ! 2:1 rego_type_error rule data.m.p conflicts with [data.m.p.q]
            p if { x := 1; x := 2 }                      ! 2:16 rego_compile_error var x assigned above
            p if { x == 1; x := 2 }                      ! 2:16 rego_compile_error var x referenced above
            p if { some x; true }                        ! 2:8 rego_compile_error declared var x unused
            p if { input := 1 }                          ! 2:8 rego_compile_error variables must not shadow input (use a different variable name)
            data := 1                                    ! 2:1 rego_compile_error rules must not shadow data (use a different rule name)
            import data.a~import input.a~p if a          ! 3:1 rego_compile_error import must not shadow import data.a
            p if q with data.m.q.r as 1~q := {"r": 2}    ! 2:13 rego_compile_error with keyword cannot partially replace virtual document(s)
            p if q with foo as 1~q := 1                  ! 2:13 rego_type_error with keyword target must reference existing input, data, or a function
            p if { print(1) == 2 }                       ! 2:8 rego_type_error print(1) used as value
            """)
    void areThoseOfOpa(String text, String expected) {
        assertThat(errors(text, false)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '^', textBlock = """
            import data.a~p := 1           ! 2:1 rego_compile_error import data.a unused
            p if { x := 1; true }          ! 2:8 rego_compile_error assigned var x unused
            f(x) := 1                      ! 2:1 rego_compile_error unused argument x. (hint: use _ (wildcard variable) instead)
            """)
    void strictModeFindsWhatIsNotUsed(String text, String expected) {
        assertThat(errors(text, true)).isEqualTo(expected);
        assertThat(errors(text, false)).isEqualTo("none");
    }

    @Test
    void bodiesArePutInOrder() {
        assertThat(errors("p := x if { x > y; y := x - 1; x := 3 }", false)).contains("referenced above");
        assertThat(errors("p := x if { x > y; y = x - 1; x = 3 }", false)).isEqualTo("none");
    }
}
