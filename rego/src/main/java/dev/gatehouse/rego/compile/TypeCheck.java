package dev.gatehouse.rego.compile;

import dev.gatehouse.rego.builtin.Builtins;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.RegoError;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.syntax.Traversal;
import dev.gatehouse.rego.type.AnyType;
import dev.gatehouse.rego.type.ArrayType;
import dev.gatehouse.rego.type.FunctionType;
import dev.gatehouse.rego.type.ObjectType;
import dev.gatehouse.rego.type.SetType;
import dev.gatehouse.rego.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds expressions that no value can make true: built-ins called with arguments of wrong types, equations of
/// different types, references into what has no such part.
final class TypeCheck {
    private final Names names;
    private final TypeEnvironment global;
    private @Nullable DeclaredTypes declared;

    TypeCheck(Names names, Builtins builtins) {
        this.names = names;
        this.global = TypeEnvironment.of(builtins, this::comprehension);
    }

    private TypeCheck(Names names, TypeEnvironment global) {
        this.names = names;
        this.global = global;
    }

    /// Sets the types that schemas declare, of `input` everywhere and of other documents rule by rule.
    void declare(@Nullable Type input, DeclaredTypes types) {
        if (input != null) {
            global.put(new Term.Var(Location.of(""), "input"), input);
        }
        declared = types;
    }

    /// A checker of queries, whose variables have names of their own.
    TypeCheck forQuery(Names own) {
        return new TypeCheck(own, global);
    }

    /// Checks definitions, each of which comes after those that it uses.
    void definitions(List<Definition> sorted, Diagnostics diagnostics) {
        List<RegoError> errors = new ArrayList<>();
        sorted.forEach(d -> definition(d, errors));
        errors.sort((a, b) -> Location.compare(a.location(), b.location()));
        diagnostics.addAll(errors);
    }

    void query(List<Expr> body, Diagnostics diagnostics) {
        List<RegoError> errors = new ArrayList<>();
        body(global, body, errors);
        diagnostics.addAll(errors);
    }

    private void definition(Definition definition, List<RegoError> errors) {
        int before = errors.size();
        TypeEnvironment known = global.inner();
        if (declared != null) {
            declared.declare(definition, known, errors);
            before = errors.size();
        }
        TypeEnvironment environment = body(known, definition.body(), errors);
        List<Term> path = definition.path().parts();
        if (errors.size() > before) {
            // What refers to the rule shall not have errors because the rule has.
            global.put(path, AnyType.ANY);
            return;
        }
        Type type = typeOf(definition, environment);
        if (type != null) {
            global.insert(
                    definition.head().isMultiValue() || definition.head().isFunction()
                            ? path
                            : definition.groundPath(),
                    type);
        }
    }

    private static @Nullable Type typeOf(Definition definition, TypeEnvironment environment) {
        Rule.Head head = definition.head();
        if (head.isFunction()) {
            List<Type> arguments = new ArrayList<>();
            for (Term argument : head.arguments()) {
                for (String name : Variables.all(argument)) {
                    Term.Var v = new Term.Var(argument.location(), name);
                    if (environment.of(v) == null) {
                        environment.put(v, AnyType.ANY);
                    }
                }
                Type type = environment.of(argument);
                arguments.add(type == null ? AnyType.ANY : type);
            }
            return FunctionType.of(
                    arguments, head.value() == null ? null : environment.of(head.value()));
        }
        if (head.value() == null) {
            Type member = head.key() == null ? null : environment.of(head.key());
            return member == null ? null : new SetType(member);
        }
        Type type = environment.of(head.value());
        List<Term> path = definition.path().parts();
        List<Term> open = path.subList(definition.groundPath().size(), path.size());
        for (Term step : open.reversed()) {
            Type key = environment.of(step);
            if (type == null || key == null) {
                return null;
            }
            type = ObjectType.of(key, type);
        }
        return type;
    }

    private @Nullable Type comprehension(TypeEnvironment environment, Term.Comprehension c) {
        List<RegoError> errors = new ArrayList<>();
        TypeEnvironment inner = body(environment, c.body(), errors);
        if (!errors.isEmpty()) {
            return null;
        }
        Type value = inner.of(c.value());
        if (value == null) {
            return null;
        }
        return switch (c.kind()) {
            case ARRAY -> ArrayType.of(value);
            case SET -> new SetType(value);
            case OBJECT -> {
                Type key = c.key() == null ? null : inner.of(c.key());
                yield key == null ? null : ObjectType.of(key, value);
            }
        };
    }

    /// Checks a body; answers what is known inside of it then.
    private TypeEnvironment body(
            TypeEnvironment outer, List<Expr> body, List<RegoError> errors) {
        TypeEnvironment environment = outer.inner();
        for (Expr expr : body) {
            List<RegoError> inClosures = new ArrayList<>();
            closures(environment, expr, inClosures);
            errors.addAll(inClosures);
            List<RegoError> inReferences = new ReferenceCheck(environment, names).check(expr);
            errors.addAll(inReferences);
            boolean explained = !inClosures.isEmpty() || !inReferences.isEmpty();
            Problem problem = expr(environment, expr);
            if (problem != null && !(explained && problem.unknownType())) {
                errors.add(problem.error());
            }
        }
        return environment;
    }

    private void closures(TypeEnvironment environment, Expr expr, List<RegoError> errors) {
        new Traversal(
                node -> {
                    if (node instanceof Term.Comprehension c) {
                        List<RegoError> found = new ArrayList<>();
                        body(environment, c.body(), found);
                        if (!found.isEmpty()) {
                            errors.clear();
                            errors.addAll(found);
                            return true;
                        }
                    }
                    return false;
                })
                .expr(expr);
    }

    /// @param unknownType whether the cause may be that a type is not known
    private record Problem(RegoError error, boolean unknownType) {}

    private static Problem problem(Location place, String message, boolean unknownType) {
        return new Problem(new RegoError(RegoError.Code.TYPE, place, message), unknownType);
    }

    private @Nullable Problem expr(TypeEnvironment environment, Expr expr) {
        for (Expr.With with : expr.with()) {
            Type target = environment.of(with.target());
            Type value = environment.of(with.value());
            if (target instanceof FunctionType
                    && value instanceof FunctionType
                    && !TypeUnification.unifies(target, value)) {
                return problem(with.location(), with.target() + ": arity mismatch", false);
            }
        }
        if (!(expr.clause() instanceof Expr.Clause.Call call)) {
            return null;
        }
        return call.name().equals("eq")
                ? equation(environment, expr, call)
                : call(environment, expr, call);
    }

    private static @Nullable Problem equation(
            TypeEnvironment environment, Expr expr, Expr.Clause.Call call) {
        int size = call.arguments().size();
        if (size != 2) {
            return problem(
                    expr.location(), "eq: too " + (size < 2 ? "few" : "many") + " arguments", false);
        }
        Term a = call.arguments().getFirst();
        Term b = call.arguments().getLast();
        boolean unknown = environment.of(a) == null || environment.of(b) == null;
        return new TypeUnification(environment).unify(a, b)
                ? null
                : problem(expr.location(), "match error", unknown);
    }

    private static @Nullable Problem call(
            TypeEnvironment environment, Expr expr, Expr.Clause.Call call) {
        Type type = environment.reference(call.operator().parts());
        if (type instanceof AnyType any && any.isUnrestricted()) {
            return null;
        }
        if (!(type instanceof FunctionType function)) {
            return problem(expr.location(), "undefined function " + call.name(), false);
        }
        List<Term> arguments = call.arguments();
        int most = function.arity() + (function.result() == null ? 0 : 1);
        boolean unknown = arguments.stream().anyMatch(a -> environment.of(a) == null);
        if (arguments.size() > most && function.variadic() == null) {
            return problem(expr.location(), call.name() + ": too many arguments", unknown);
        }
        if (arguments.size() < function.arity()) {
            return problem(expr.location(), call.name() + ": too few arguments", unknown);
        }
        TypeUnification unification = new TypeUnification(environment);
        for (int i = 0; i < arguments.size(); i++) {
            Type expected = i < function.arity()
                    ? function.argument(i)
                    : function.variadic() != null ? function.variadic() : function.result();
            if (!unification.unify(arguments.get(i), expected, false)) {
                boolean stillUnknown = arguments.stream().anyMatch(a -> environment.of(a) == null);
                return problem(
                        expr.location(), call.name() + ": invalid argument(s)", stillUnknown);
            }
        }
        return null;
    }
}
