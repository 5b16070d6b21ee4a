package dev.gatehouse.rego.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatterTest {
    private static final String UNTIDY = """
            package   a.b   # the package
            import   data.x


            # about p
            p  :=  {"a":1,"b":[1,2 , -3]} # trailing
            q  :=  x if{ some x in [1,2]
            not   x==1
            y:=x-1
               z := [ a | a:=1 ; a>0 ]


            every k,v in {"a":1} {
            v>0
            }
            f(x,-1).b[ 0 ]=="c"
            t := {1,2}|{3}
            s := $"a {x+1} { {1,2} } b"
            }
            else := 5 if {
                true
            }
            f(_,_) := {"b":["c"]}
            """;

    private static final String TIDY = """
            package a.b # the package
            import data.x

            # about p
            p := {"a": 1, "b": [1, 2, -3]} # trailing
            q := x if { some x in [1, 2]
            	not x == 1
            	y := x - 1
            	z := [a | a := 1; a > 0]

            	every k, v in {"a": 1} {
            		v > 0
            	}
            	f(x, -1).b[0] == "c"
            	t := {1, 2} | {3}
            	s := $"a {x+1} { {1,2} } b"
            }
            else := 5 if {
            	true
            }
            f(_, _) := {"b": ["c"]}
            """;

    @Test
    void spacesAndIndentationArePutRight() throws RegoException {
        assertThat(Formatter.format("m.rego", UNTIDY, RegoVersion.V1)).isEqualTo(TIDY);
    }

    @Test
    void formattedModulesStayAsTheyAre() throws RegoException {
        assertThat(Formatter.format("m.rego", TIDY, RegoVersion.V1)).isEqualTo(TIDY);
    }

    @Test
    void spacesBeforeBracketsKeepTheirMeaning() throws RegoException {
        String text = "package a\n\np := x if x := [1, 2][0]\n\nq if 1 in [1]\n\nr := [-1, 1 - 1, 1 -1]\n";
        assertThat(Formatter.format("m.rego", text, RegoVersion.V1)).isEqualTo(text.replace("1 -1", "1 - 1"));
    }
}
