package dev.gatehouse.rego.syntax;

import dev.gatehouse.rego.value.StringValue;
import java.util.List;
import java.util.Map;

/// Writes syntax trees as Rego of version 1. Parsing the text gives the same tree again, locations and the
/// names of wildcards aside.
public final class Printer {
    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("eq", "="),
            Map.entry("assign", ":="),
            Map.entry("equal", "=="),
            Map.entry("neq", "!="),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("lte", "<="),
            Map.entry("gte", ">="),
            Map.entry("plus", "+"),
            Map.entry("minus", "-"),
            Map.entry("mul", "*"),
            Map.entry("div", "/"),
            Map.entry("rem", "%"),
            Map.entry("and", "&"),
            Map.entry("or", "|"));

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    /// The sign of an infix operator's function, such as `+` for `plus`; null for other functions.
    public static @org.jspecify.annotations.Nullable String sign(String function) {
        return OPERATORS.get(function);
    }

    public static String print(Term term) {
        Printer printer = new Printer();
        printer.term(term);
        return printer.out.toString();
    }

    public static String print(Expr expr) {
        Printer printer = new Printer();
        printer.expr(expr);
        return printer.out.toString();
    }

    public static String print(Rule rule) {
        Printer printer = new Printer();
        printer.rule(rule);
        return printer.out.toString();
    }

    public static String print(Module.Import imported) {
        return "import "
                + print(imported.path())
                + (imported.alias() == null ? "" : " as " + imported.alias());
    }

    /// A whole module. Comments are not written.
    public static String print(Module module) {
        Printer printer = new Printer();
        Term.Ref path = module.packageDeclaration().path();
        printer.out.append("package ");
        printer.path(path.parts().subList(1, path.parts().size()));
        printer.out.append("\n\n");
        module.imports().forEach(i -> printer.out.append(print(i)).append('\n'));
        for (Rule rule : module.rules()) {
            printer.out.append('\n');
            printer.rule(rule);
            printer.out.append('\n');
        }
        return printer.out.toString();
    }

    private void path(List<Term> parts) {
        out.append(((StringValue) ((Term.Scalar) parts.getFirst()).value()).text());
        steps(parts.subList(1, parts.size()));
    }

    private void rule(Rule rule) {
        if (rule.isDefault()) {
            out.append("default ");
        }
        head(rule.head());
        body(rule);
        for (Rule e = rule.otherwise(); e != null; e = e.otherwise()) {
            out.append(" else");
            if (!e.head().generatedValue() && e.head().value() != null) {
                out.append(e.head().assigned() ? " := " : " = ");
                term(e.head().value());
            }
            body(e);
        }
    }

    private void body(Rule rule) {
        if (rule.isDefault() || rule.generatedBody()) {
            return;
        }
        out.append(" if { ");
        body(rule.body());
        out.append(" }");
    }

    private void head(Rule.Head head) {
        term(head.reference());
        if (head.isFunction()) {
            out.append('(');
            terms(head.arguments());
            out.append(')');
        }
        if (head.value() == null) {
            if (head.key() != null) {
                out.append(" contains ");
                term(head.key());
            }
        } else if (!head.generatedValue()) {
            out.append(head.assigned() ? " := " : " = ");
            term(head.value());
        }
    }

    private void body(List<Expr> body) {
        for (int i = 0; i < body.size(); i++) {
            if (i > 0) {
                out.append("; ");
            }
            expr(body.get(i));
        }
    }

    private void expr(Expr expr) {
        if (expr.negated()) {
            out.append("not ");
        }
        switch (expr.clause()) {
            case Expr.Clause.Value(Term term) -> term(term);
            case Expr.Clause.Call(Term.Ref operator, List<Term> arguments) -> call(operator, arguments);
            case Expr.Clause.Some some -> {
                out.append("some ");
                if (some.symbols().getFirst() instanceof Term.Call call) {
                    call(call.operator(), call.arguments());
                } else {
                    terms(some.symbols());
                }
            }
            case Expr.Clause.Every every -> {
                out.append("every ");
                if (every.key() != null) {
                    term(every.key());
                    out.append(", ");
                }
                term(every.value());
                out.append(" in ");
                term(every.domain());
                out.append(" { ");
                body(every.body());
                out.append(" }");
            }
        }
        for (Expr.With with : expr.with()) {
            out.append(" with ");
            term(with.target());
            out.append(" as ");
            term(with.value());
        }
    }

    private void call(Term.Ref operator, List<Term> arguments) {
        String name = print(operator);
        String sign = sign(name);
        if (sign != null && arguments.size() == 2) {
            term(arguments.getFirst());
            out.append(' ').append(sign).append(' ');
            term(arguments.getLast());
        } else if (name.equals(BodyParser.MEMBER) && arguments.size() == 2) {
            term(arguments.getFirst());
            out.append(" in ");
            term(arguments.getLast());
        } else if (name.equals(BodyParser.MEMBER_WITH_KEY) && arguments.size() == 3) {
            term(arguments.getFirst());
            out.append(", ");
            term(arguments.get(1));
            out.append(" in ");
            term(arguments.getLast());
        } else {
            out.append(name).append('(');
            terms(arguments);
            out.append(')');
        }
    }

    private void terms(List<Term> terms) {
        for (int i = 0; i < terms.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            term(terms.get(i));
        }
    }

    private void term(Term term) {
        switch (term) {
            case Term.Scalar s -> s.value().appendTo(out);
            case Term.Var v -> out.append(v.isWildcard() ? "_" : v.name());
            case Term.Ref ref -> {
                term(ref.head());
                steps(ref.parts().subList(1, ref.parts().size()));
            }
            case Term.Array array -> {
                out.append('[');
                terms(array.items());
                out.append(']');
            }
            case Term.SetLiteral set -> {
                out.append(set.items().isEmpty() ? "set(" : "{");
                terms(set.items());
                out.append(set.items().isEmpty() ? ')' : '}');
            }
            case Term.ObjectLiteral object -> object(object);
            case Term.Call call -> {
                boolean infix = isInfix(call);
                out.append(infix ? "(" : "");
                call(call.operator(), call.arguments());
                out.append(infix ? ")" : "");
            }
            case Term.Comprehension c -> {
                boolean array = c.kind() == Term.Comprehension.Kind.ARRAY;
                out.append(array ? '[' : '{');
                if (c.key() != null) {
                    term(c.key());
                    out.append(": ");
                }
                term(c.value());
                out.append(" | ");
                body(c.body());
                out.append(array ? ']' : '}');
            }
            case Term.TemplateString t -> template(t);
        }
    }

    private static boolean isInfix(Term.Call call) {
        String name = print(call.operator());
        return (sign(name) != null && call.arguments().size() == 2)
                || (name.equals(BodyParser.MEMBER) && call.arguments().size() == 2)
                || (name.equals(BodyParser.MEMBER_WITH_KEY) && call.arguments().size() == 3);
    }

    private void object(Term.ObjectLiteral object) {
        out.append('{');
        boolean first = true;
        for (Term.Entry entry : object.entries()) {
            if (!first) {
                out.append(", ");
            }
            first = false;
            term(entry.key());
            out.append(": ");
            term(entry.value());
        }
        out.append('}');
    }

    private void template(Term.TemplateString t) {
        char quote = t.multiline() ? '`' : '"';
        out.append('$').append(quote);
        for (Term.TemplatePart part : t.parts()) {
            switch (part) {
                case Term.TemplatePart.Fixed fixed when !fixed.inBraces() -> {
                    String text = ((StringValue) fixed.scalar().value()).text();
                    if (t.multiline()) {
                        out.append(text.replace("{", "\\{"));
                    } else {
                        String quoted = fixed.scalar().value().toString();
                        out.append(quoted.substring(1, quoted.length() - 1).replace("{", "\\{"));
                    }
                }
                case Term.TemplatePart.Fixed fixed -> {
                    out.append('{');
                    term(fixed.scalar());
                    out.append('}');
                }
                case Term.TemplatePart.Computed computed -> {
                    out.append('{');
                    expr(computed.expr());
                    out.append('}');
                }
            }
        }
        out.append(quote);
    }

    private void steps(List<Term> steps) {
        for (Term step : steps) {
            if (step instanceof Term.Scalar s && s.value() instanceof StringValue t && isWord(t.text())) {
                out.append('.').append(t.text());
            } else {
                out.append('[');
                term(step);
                out.append(']');
            }
        }
    }

    /// Whether a text can stand after a dot.
    static boolean isWord(String text) {
        return !text.isEmpty()
                && Lexer.isLetter(text.charAt(0))
                && text.chars().allMatch(c -> Lexer.isLetter(c) || (c >= '0' && c <= '9'));
    }
}
