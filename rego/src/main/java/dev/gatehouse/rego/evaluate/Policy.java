package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.builtin.Declaration;
import dev.gatehouse.rego.compile.Compilation;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.ModuleParser;
import dev.gatehouse.rego.syntax.RegoException;
import dev.gatehouse.rego.syntax.RegoVersion;
import dev.gatehouse.rego.syntax.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compiled modules. Immutable; any number of threads may query and evaluate at once.
public final class Policy {
    private final Compilation compilation;
    private final Program program;

    private Policy(Compilation compilation, boolean traced) {
        this.compilation = compilation;
        this.program = new Program(compilation.tree(), compilation.builtins(), traced);
    }

    /// A policy of compiled modules.
    ///
    /// @param traced whether evaluations can be watched, which makes them slower
    public static Policy of(Compilation compilation, boolean traced) {
        return new Policy(compilation, traced);
    }

    /// What the policy was made of.
    public Compilation compilation() {
        return compilation;
    }

    /// Writes the policy in a form that is read in milliseconds, by the same release only.
    public byte[] save() {
        return compilation.save();
    }

    /// Prepares a query, such as `data.authz.allow` or `data.authz.deny[message]`. The work is done once; the
    /// prepared query can be evaluated any number of times.
    ///
    /// @throws RegoException when the query cannot be parsed or compiled
    public PreparedQuery query(String text) throws RegoException {
        return query(ModuleParser.parseQuery(text, RegoVersion.V1));
    }

    /// Prepares a parsed query.
    ///
    /// @throws RegoException when it cannot be compiled
    public PreparedQuery query(List<Expr> parsed) throws RegoException {
        List<Expr> captured = new ArrayList<>();
        List<String> captures = new ArrayList<>();
        for (Expr expr : parsed) {
            captured.add(capture(expr, captures));
        }
        Compilation.Query query = compilation.query(captured);
        BodyPlanner body = new BodyPlanner(program, new Scope(new Frame.Layout()));
        body.body(query.body());
        List<Integer> values = new ArrayList<>();
        for (String capture : captures) {
            values.add(capture.isEmpty() ? -1 : body.scope().slot(new Term.Var(parsed.getFirst().location(), capture)));
        }
        Map<String, Integer> variables = new LinkedHashMap<>();
        body.scope()
                .slots()
                .forEach(
                        (name, slot) -> {
                            String original = query.variables().getOrDefault(name, name);
                            if (!original.startsWith("__local")
                                    && !original.startsWith("__capture")
                                    && !original.startsWith("$")) {
                                variables.put(original, slot);
                            }
                        });
        return new PreparedQuery(body, variables, values);
    }

    /// Gives an expression a variable for its value, where it has one: `data.x.allow` may be false, and the
    /// query's answer is false then, not nothing.
    private Expr capture(Expr expr, List<String> captures) {
        if (expr.negated()) {
            captures.add("");
            return expr;
        }
        Term.Var variable = new Term.Var(expr.location(), "__capture" + captures.size() + "__");
        switch (expr.clause()) {
            case Expr.Clause.Value(Term term) -> {
                captures.add(variable.name());
                Term.Ref equals = new Term.Ref(expr.location(), List.of(new Term.Var(expr.location(), "eq")));
                return expr.withClause(new Expr.Clause.Call(equals, List.of(variable, term)));
            }
            case Expr.Clause.Call call when hasResult(call) -> {
                captures.add(variable.name());
                List<Term> arguments = new ArrayList<>(call.arguments());
                arguments.add(variable);
                return expr.withClause(new Expr.Clause.Call(call.operator(), arguments));
            }
            default -> {
                captures.add("");
                return expr;
            }
        }
    }

    private boolean hasResult(Expr.Clause.Call call) {
        String name = call.name();
        if (name.equals("eq") || name.equals("assign") || name.equals("print")) {
            return false;
        }
        Declaration builtin = compilation.builtins().declaration(name);
        return builtin == null
                ? program.function(call.operator()) instanceof FunctionDocument f
                        && f.arity() == call.arguments().size()
                : builtin.type().result() != null && builtin.type().arity() == call.arguments().size();
    }
}
