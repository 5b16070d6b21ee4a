package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A term: everything that has a value.
public sealed interface Term {
    Location location();

    /// The same term, standing elsewhere.
    Term at(Location place);

    /// A null, boolean, number or string, or, after compilation, any constant.
    record Scalar(Location location, Value value) implements Term {
        @Override
        public Scalar at(Location place) {
            return new Scalar(place, value);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /// A variable, or the first word of a reference. Wildcards are named `$0`, `$1`…; variables that the
    /// compiler makes are named `__local0__`, `__local1__`….
    record Var(Location location, String name) implements Term {
        @Override
        public Var at(Location place) {
            return new Var(place, name);
        }

        public boolean isWildcard() {
            return name.startsWith("$");
        }

        /// Whether the compiler made it.
        public boolean isGenerated() {
            return name.startsWith("__local");
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /// A reference, such as `data.a[x]`: a head and one term per step.
    ///
    /// @param parts the head, then the steps; at least one
    record Ref(Location location, List<Term> parts) implements Term {
        public Ref {
            parts = List.copyOf(parts);
        }

        @Override
        public Ref at(Location place) {
            return new Ref(place, parts);
        }

        public Term head() {
            return parts.getFirst();
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    record Array(Location location, List<Term> items) implements Term {
        public Array {
            items = List.copyOf(items);
        }

        @Override
        public Array at(Location place) {
            return new Array(place, items);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    record SetLiteral(Location location, List<Term> items) implements Term {
        public SetLiteral {
            items = List.copyOf(items);
        }

        @Override
        public SetLiteral at(Location place) {
            return new SetLiteral(place, items);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    record ObjectLiteral(Location location, List<Entry> entries) implements Term {
        public ObjectLiteral {
            entries = List.copyOf(entries);
        }

        @Override
        public ObjectLiteral at(Location place) {
            return new ObjectLiteral(place, entries);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /// A key and its value in an [ObjectLiteral].
    record Entry(Term key, Term value) {}

    /// A call inside of a term, such as `f(x)` or `a + b`.
    record Call(Location location, Ref operator, List<Term> arguments) implements Term {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public Call at(Location place) {
            return new Call(place, operator, arguments);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /// `[value | body]`, `{value | body}` or `{key: value | body}`.
    ///
    /// @param key present for objects only
    record Comprehension(
            Location location, Kind kind, @Nullable Term key, Term value, List<Expr> body)
            implements
                Term {
        public Comprehension {
            body = List.copyOf(body);
        }

        /// What a comprehension makes.
        public enum Kind {
            ARRAY, SET, OBJECT
        }

        @Override
        public Comprehension at(Location place) {
            return new Comprehension(place, kind, key, value, body);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /// `$"… {expression} …"`.
    ///
    /// @param multiline whether it is written with backquotes
    record TemplateString(Location location, boolean multiline, List<TemplatePart> parts)
            implements
                Term {
        public TemplateString {
            parts = List.copyOf(parts);
        }

        @Override
        public TemplateString at(Location place) {
            return new TemplateString(place, multiline, parts);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /// A piece of a template string.
    sealed interface TemplatePart {
        /// Text, or a constant.
        record Fixed(Term.Scalar scalar, boolean inBraces) implements TemplatePart {}

        /// An expression between braces.
        record Computed(Expr expr) implements TemplatePart {}
    }
}
