package dev.gatehouse.rego.syntax;

import java.util.ArrayList;
import java.util.List;

/// Questions about terms that need a look at the whole term.
public final class Terms {
    private Terms() {}

    /// Whether a term has no variables; the head of a reference does not count.
    public static boolean isGround(Term term) {
        boolean[] ground = {true};
        new Traversal(
                node -> {
                    switch (node) {
                        case Term.Var ignored -> ground[0] = false;
                        case Term.Ref ref -> {
                            List<Term> parts = ref.parts();
                            if (!parts.subList(1, parts.size()).stream().allMatch(Terms::isGround)) {
                                ground[0] = false;
                            }
                            return true;
                        }
                        default -> {
                        }
                    }
                    return !ground[0];
                })
                .term(term);
        return ground[0];
    }

    /// What messages call this kind of term.
    public static String kind(Term term) {
        return switch (term) {
            case Term.Scalar s -> s.value().kind().typeName();
            case Term.Var ignored -> "var";
            case Term.Ref ignored -> "ref";
            case Term.Array ignored -> "array";
            case Term.SetLiteral ignored -> "set";
            case Term.ObjectLiteral ignored -> "object";
            case Term.Call ignored -> "call";
            case Term.TemplateString ignored -> "templatestring";
            case Term.Comprehension c ->
                switch (c.kind()) {
                    case ARRAY -> "arraycomprehension";
                    case SET -> "setcomprehension";
                    case OBJECT -> "objectcomprehension";
                };
        };
    }

    /// The kinds of those parts of a term that keep it from being a constant, outside of comprehensions.
    static List<String> kindsNotConstant(Term value) {
        List<String> kinds = new ArrayList<>();
        new Traversal(
                node -> {
                    switch (node) {
                        case Term.Comprehension ignored -> {
                            return true;
                        }
                        case Term.Ref ref -> kinds.add(kind(ref));
                        case Term.Var v -> kinds.add(kind(v));
                        case Term.Call call -> kinds.add(kind(call));
                        default -> {
                            return false;
                        }
                    }
                    return true;
                })
                .term(value);
        return kinds;
    }

    /// The term with all of its parts standing at one place.
    static Term move(Term term, Location place) {
        return new Mover(place).term(term);
    }

    static List<Term> moveAll(List<Term> terms, Location place) {
        return new Mover(place).terms(terms);
    }

    private static final class Mover extends Transformation {
        private final Location place;

        Mover(Location place) {
            this.place = place;
        }

        @Override
        public Term term(Term term) {
            return super.term(term).at(place);
        }

        @Override
        public Expr expr(Expr expr) {
            return super.expr(expr).at(place);
        }
    }
}
