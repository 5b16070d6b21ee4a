package dev.gatehouse.rego.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One expression of a body.
///
/// @param negated whether `not` stands before it
/// @param generated whether the compiler made it
public record Expr(
        Location location, boolean negated, Clause clause, List<With> with, boolean generated) {
    public Expr {
        with = List.copyOf(with);
    }

    /// A plain expression.
    public static Expr of(Location location, Clause clause) {
        return new Expr(location, false, clause, List.of(), false);
    }

    public Expr at(Location place) {
        return new Expr(place, negated, clause, with, generated);
    }

    public Expr withClause(Clause other) {
        return new Expr(location, negated, other, with, generated);
    }

    public Expr withModifiers(List<With> modifiers) {
        return new Expr(location, negated, clause, modifiers, generated);
    }

    public Expr asGenerated() {
        return new Expr(location, negated, clause, with, true);
    }

    public Expr withNegated(boolean value) {
        return new Expr(location, value, clause, with, generated);
    }

    /// Whether this is a call of the named operator.
    public boolean isCallOf(String operator) {
        return clause instanceof Clause.Call call && call.name().equals(operator);
    }

    @Override
    public String toString() {
        return Printer.print(this);
    }

    /// What an expression says.
    public sealed interface Clause {
        /// A term that must be neither undefined nor false.
        record Value(Term term) implements Clause {}

        /// A call: of a function, a built-in, or an operator (`=` is the operator `eq`, `:=` is `assign`). Once
        /// compiled it may have one argument more than its function has, which receives the result.
        record Call(Term.Ref operator, List<Term> arguments) implements Clause {
            public Call {
                arguments = List.copyOf(arguments);
            }

            /// The operator's name with dots.
            public String name() {
                return Printer.print(operator);
            }
        }

        /// `some x, y` or, with one symbol that is a call of `internal.member_2` or `_3`, `some x in xs`.
        record Some(Location location, List<Term> symbols) implements Clause {
            public Some {
                symbols = List.copyOf(symbols);
            }
        }

        /// `every key, value in domain { body }`.
        record Every(Location location, @Nullable Term key, Term value, Term domain, List<Expr> body)
                implements
                    Clause {
            public Every {
                body = List.copyOf(body);
            }
        }
    }

    /// `with target as value`.
    public record With(Location location, Term target, Term value) {}
}
