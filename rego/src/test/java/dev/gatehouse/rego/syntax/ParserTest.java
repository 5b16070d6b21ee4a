package dev.gatehouse.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    private static final String MODULE = """
            # METADATA
            # title: Access
            # authors:
            # - Ada Lovelace <ada@mail.example>
            package app.access

            import data.roles as granted
            import rego.v1

            default allow := false

            # METADATA
            # scope: document
            # custom:
            #   level: 2
            allow if {
            	some role in granted[input.user]
            	not role in {"guest", "none"}
            	every i, step in input.steps {
            		step.cost + i * 2 <= 10
            	}
            } else := "maybe" if {
            	input.trusted with input.a as 1 with data.b as [1, {"k": null}]
            }

            deny contains $"no {input.user}: {count([x | x := input.xs[_]; x > -1])}" if input.blocked

            limits[name].max := value if some name, value in {"a": 1.5e3, "b": 0}

            area(x, [y, _]) := x * y

            `raw`.skip if false
            """.replace("`raw`.skip if false\n", "pattern := `a\\d+`\n");

    private static Module parse(String text) throws RegoException {
        return ModuleParser.parse("m.rego", text, RegoVersion.V1);
    }

    @Test
    void printedModulesParseToTheSameTree() throws RegoException {
        String printed = Printer.print(parse(MODULE));
        assertThat(Printer.print(parse(printed))).isEqualTo(printed);
        assertThat(printed).contains(
                "every i, step in input.steps { ((step.cost + (i * 2)) <= 10) }".replace("((", "(").replace(") }", " }"));
    }

    @Test
    void rulesKnowTheirPlaces() throws RegoException {
        Module module = parse(MODULE);
        Rule allow = module.rules().get(1);
        assertThat(allow.location().row()).isEqualTo(16);
        assertThat(allow.location().column()).isEqualTo(1);
        assertThat(allow.body().get(1).location().row()).isEqualTo(18);
        assertThat(allow.body().get(1).location().column()).isEqualTo(2);
        assertThat(module.text().substring(allow.body().get(1).location().offset(), allow.body().get(1).location().end()))
                .isEqualTo("not role in {\"guest\", \"none\"}");
    }

    @Test
    void metadataBelongsToWhatStandsBelow() throws RegoException {
        Module module = parse(MODULE);
        assertThat(module.annotations()).extracting(Annotations::scope).containsExactly(Annotations.Scope.PACKAGE,
                Annotations.Scope.DOCUMENT);
        assertThat(module.annotations().getFirst().authors())
                .containsExactly(new Annotations.Author("Ada Lovelace", "ada@mail.example"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '^', textBlock = """
            p := 1                       ! 1 ! 1  ! package expected
            package a~p if               ! 2 ! 4  ! unexpected eof token
            package a~p := 01            ! 2 ! 6  ! unexpected number token: expected number without leading zero
            package a~p { true }         ! 2 ! 1  ! `if` keyword is required before rule body
            package a~p := "\\q"         ! 2 ! 6  ! illegal escape sequence
            package a~p := [1, 2         ! 2 ! 10 ! unexpected eof token
            package a~import foo         ! 2 ! 8  ! unexpected import path, must begin with one of: {data, future, input, rego}, got: foo
            package a~p[x]~p := 1        ! 2 ! 1  ! `contains` keyword is required for partial set rules
            """)
    void errorsStandWhereOpaPutsThem(String source, int row, int column, String message) {
        RegoException e = catchThrowableOfType(RegoException.class, () -> parse(source.strip().replace("~", "\n")));
        assertThat(e).isNotNull();
        assertThat(e.errors().getFirst().location()).extracting(Location::row, Location::column).containsExactly(row, column);
        assertThat(e.errors().getFirst().message()).contains(message.strip());
    }

    @Test
    void version0NeedsImportsForNewKeywords() throws RegoException {
        Module old = ModuleParser.parse("m.rego", "package a\n\np[x] { x := [1, 2][_] }\n\nif := 1\n", RegoVersion.V0);
        assertThat(old.rules()).hasSize(2);
        assertThat(old.rules().getFirst().head().isMultiValue()).isTrue();
        Module both = ModuleParser.parse("m.rego", "package a\n\nimport rego.v1\n\np contains x if some x in [1]\n",
                RegoVersion.V0);
        assertThat(both.version()).isEqualTo(RegoVersion.V0_AS_V1);
        assertThatThrownBy(() -> ModuleParser.parse("m.rego", "package a\n\np contains 1\n", RegoVersion.V0))
                .isInstanceOf(RegoException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "(", "{1: ", "not ", "f(", "a[", "[x | ", "every x in "})
    void nestingHasALimit(String piece) {
        String source = "package a\n\np if { x := " + piece.repeat(20_000) + " }";
        assertThatThrownBy(() -> parse(source)).isInstanceOf(RegoException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+", "a|", "1 in ", "f(1)(2)", "x == ", "-"})
    void chainsHaveALimit(String piece) {
        String source = "package a\n\np := " + piece.repeat(20_000) + "1";
        assertThatThrownBy(() -> parse(source)).isInstanceOf(RegoException.class);
    }

    @Test
    void pathsHaveALimit() {
        assertThatThrownBy(() -> parse("package a" + ".a".repeat(20_000))).isInstanceOf(RegoException.class);
        assertThatThrownBy(() -> parse("package a\n\np" + "[x]".repeat(20_000) + " := 1")).isInstanceOf(RegoException.class);
    }

    @Test
    void damagedModulesEndInLocatedErrors() {
        Random random = new Random(7);
        String alphabet = "{}[]()|.,:;=\"`$#\\\n\t -+*/%<>!&_aZ09\u00e9\u0000\uD800";
        for (int round = 0; round < 3_000; round++) {
            StringBuilder damaged = new StringBuilder(MODULE);
            for (int i = 0; i <= random.nextInt(4); i++) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> damaged.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                }
            }
            try {
                String printed = Printer.print(parse(damaged.toString()));
                assertThat(Printer.print(parse(printed))).isEqualTo(printed);
            } catch (RegoException e) {
                assertThat(e.errors()).isNotEmpty().allSatisfy(error -> assertThat(error.location().row()).isPositive());
            }
        }
    }
}
