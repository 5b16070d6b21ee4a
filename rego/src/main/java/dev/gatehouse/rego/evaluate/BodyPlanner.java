package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.DamagedPolicyException;
import dev.gatehouse.rego.builtin.Builtin;
import dev.gatehouse.rego.builtin.BuiltinError;
import dev.gatehouse.rego.builtin.Declaration;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans one body: appends steps to a chain, in the order of the expressions.
final class BodyPlanner {
    private final Program program;
    private final Scope scope;
    private final TermPlanner terms;
    private final Unifier unifier;

    /// Stands before the first step.
    private final Step start = new Steps.Fail();

    private Step last = start;

    BodyPlanner(Program program, Scope scope) {
        this.program = program;
        this.scope = scope;
        this.terms = new TermPlanner(program, scope, this);
        this.unifier = new Unifier(scope, terms, this);
    }

    Scope scope() {
        return scope;
    }

    TermPlanner terms() {
        return terms;
    }

    Unifier unifier() {
        return unifier;
    }

    /// A planner for a body inside of this one.
    BodyPlanner inner() {
        return new BodyPlanner(program, scope.inner());
    }

    void add(Step step) {
        last.next = step;
        last = step;
    }

    /// Ends the chain and answers its first step.
    Step end(Step end) {
        last.next = end;
        return start.next;
    }

    void body(List<Expr> body) {
        body.forEach(this::expr);
    }

    private void expr(Expr expr) {
        if (program.isTraced() && !expr.generated()) {
            add(new Tracing.Evaluating(expr.location(), scope.slots()));
        }
        if (!expr.with().isEmpty()) {
            add(enter(expr.with()));
        }
        if (expr.negated()) {
            BodyPlanner inner = inner();
            inner.clause(expr.clause(), expr.location());
            add(whole(new Steps.Not(inner.end(Step.STOP))));
        } else {
            clause(expr.clause(), expr.location());
        }
        if (!expr.with().isEmpty()) {
            add(new With.Leave());
        }
    }

    private void clause(Expr.Clause clause, Location place) {
        switch (clause) {
            case Expr.Clause.Value(Term term) -> holds(term);
            case Expr.Clause.Call call -> call(call, place);
            case Expr.Clause.Every every -> every(every);
            case Expr.Clause.Some ignored ->
                throw new DamagedPolicyException("declarations are gone by now");
        }
    }

    private void holds(Term term) {
        Operand operand = terms.evaluate(term);
        Value constant = operand.constant();
        if (constant == null) {
            add(new Steps.Holds(terms.used(operand)));
        } else if (constant == BooleanValue.FALSE) {
            add(new Steps.Fail());
        }
    }

    private void every(Expr.Clause.Every every) {
        Operand domain = terms.evaluate(every.domain());
        BodyPlanner inner = inner();
        int key = slotFor(every.key(), inner);
        int value = slotFor(every.value(), inner);
        inner.body(every.body());
        add(whole(new Steps.Every(terms.used(domain), key, value, inner.end(Step.STOP))));
    }

    private Step whole(Step step) {
        return program.isTraced() ? new Watched.Whole(step) : step;
    }

    private static int slotFor(@Nullable Term term, BodyPlanner inner) {
        return term instanceof Term.Var v ? inner.scope.bind(v.name()) : -1;
    }

    private void call(Expr.Clause.Call call, Location place) {
        String name = call.name();
        List<Term> arguments = call.arguments();
        if (name.equals("eq") && arguments.size() == 2) {
            unifier.unify(arguments.getFirst(), arguments.getLast());
            return;
        }
        FunctionDocument function = program.function(call.operator());
        Declaration builtin = program.builtins().declaration(name);
        if (function == null && builtin == null) {
            parameterless(call);
            return;
        }
        int arity = function != null && builtin == null
                ? function.arity()
                : builtin == null ? arguments.size() : builtin.type().arity();
        Calls.Target target = builtin == null && function != null
                ? new Calls.Target.OfRule(function)
                : new Calls.Target.OfBuiltin(name, builtinNamed(name));
        Operand[] operands = new Operand[arity];
        for (int i = 0; i < arity; i++) {
            Operand argument = terms.evaluate(arguments.get(i));
            // What a rule does with its arguments is seen; a built-in takes all of them.
            operands[i] = target instanceof Calls.Target.OfBuiltin ? terms.used(argument) : argument;
        }
        Term output = arguments.size() > arity ? arguments.get(arity) : null;
        Calls.Dispatch dispatch = new Calls.Dispatch(program);
        int slot = output == null ? -1 : scope.layout().newSlot();
        if (builtin != null && builtin.isRelation()) {
            add(new Calls.Relation((Calls.Target.OfBuiltin) target, operands, slot, place, dispatch));
        } else {
            add(new Calls.Call(target, operands, slot, place, dispatch));
        }
        matchOutput(output, slot);
    }

    /// A rule without parameters may be written as a call: `f()` is `f`.
    private void parameterless(Expr.Clause.Call call) {
        if (call.arguments().isEmpty()) {
            holds(call.operator());
        } else {
            unifier.unify(call.arguments().getFirst(), call.operator());
        }
    }

    private Builtin builtinNamed(String name) {
        Builtin builtin = program.builtins().function(name);
        if (builtin != null) {
            return builtin;
        }
        // Declared, but not part of this machine: calling it is an error, not compiling it.
        return (context, arguments) -> {
            throw BuiltinError.unsupported();
        };
    }

    /// Matches a call's result with what stands in the place for it.
    private void matchOutput(@Nullable Term output, int slot) {
        if (output instanceof Term.Var v && !scope.isBound(v.name())) {
            scope.bind(v.name(), slot);
        } else if (output != null) {
            unifier.match(output, new Operand.Slot(slot));
        }
    }

    private Step enter(List<Expr.With> with) {
        List<With.Modifier> modifiers = new ArrayList<>();
        for (Expr.With modifier : with) {
            modifiers.add(modifier(modifier));
        }
        return new With.Enter(modifiers, program.root());
    }

    private With.Modifier modifier(Expr.With with) {
        Term.Ref target = (Term.Ref) with.target();
        String root = target.head() instanceof Term.Var v ? v.name() : "";
        FunctionDocument function = root.equals("data") ? program.function(target) : null;
        if (function != null || (!root.equals("data") && !root.equals("input"))) {
            Object key = function == null ? target.toString() : function;
            Evaluation.Replacement replacement = replacement(with.value());
            return replacement == null
                    ? new With.Modifier.OfFunction(key, terms.evaluate(with.value()), null)
                    : new With.Modifier.OfFunction(key, null, replacement);
        }
        List<Term> steps = target.parts().subList(1, target.parts().size());
        Operand[] path = new Operand[steps.size()];
        for (int i = 0; i < path.length; i++) {
            path[i] = terms.evaluate(steps.get(i));
        }
        Operand value = terms.evaluate(with.value());
        return root.equals("input")
                ? new With.Modifier.OfInput(path, value)
                : new With.Modifier.OfData(path, value);
    }

    /// The function that a value names, or null when it is an ordinary value.
    private Evaluation.@Nullable Replacement replacement(Term value) {
        if (!(value instanceof Term.Ref ref)) {
            return null;
        }
        String name = ref.toString();
        if (program.builtins().declaration(name) != null) {
            return new Evaluation.Replacement.Builtin(name);
        }
        boolean isData = ref.head() instanceof Term.Var v && v.name().equals("data");
        FunctionDocument function = isData ? program.function(ref) : null;
        return function == null ? null : new Evaluation.Replacement.Rule(function);
    }
}
