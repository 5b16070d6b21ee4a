package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.Definition;
import dev.gatehouse.rego.syntax.Expr;
import dev.gatehouse.rego.syntax.Rule;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plans rules.
final class RulePlanner {
    private final Program program;

    RulePlanner(Program program) {
        this.program = program;
    }

    /// Plans a complete document or a function.
    ///
    /// @param conflict what to say when there are two values
    CompleteRules complete(List<Definition> definitions, String conflict) {
        List<RuleCode> rules = new ArrayList<>();
        List<Map<RuleIndex.Term, Set<Value>>> conditions = new ArrayList<>();
        RuleCode fallback = null;
        for (Definition definition : definitions) {
            if (definition.isDefault()) {
                fallback = code(definition, conflict);
            } else {
                rules.add(code(definition, conflict));
                conditions.add(Conditions.of(definition));
            }
        }
        return new CompleteRules(
                rules.toArray(RuleCode[]::new),
                haveOneValue(rules),
                program.isTraced() ? null : RuleIndex.of(conditions),
                fallback,
                conflict);
    }

    private static boolean haveOneValue(List<RuleCode> rules) {
        Value common = null;
        for (RuleCode rule : rules) {
            for (RuleCode r = rule; r != null; r = r.otherwise()) {
                if (r.constant() == null || (common != null && !common.equals(r.constant()))) {
                    return false;
                }
                common = r.constant();
            }
        }
        return true;
    }

    private RuleCode code(Definition definition, String conflict) {
        List<Definition> branches = new ArrayList<>();
        for (Definition d = definition; d != null; d = d.otherwise()) {
            branches.add(d);
        }
        RuleCode code = null;
        for (Definition branch : branches.reversed()) {
            code = branch(branch, conflict, code);
        }
        return Objects.requireNonNull(code);
    }

    private RuleCode branch(Definition definition, String conflict, @Nullable RuleCode otherwise) {
        Rule.Head head = definition.head();
        BodyPlanner body = new BodyPlanner(program, new Scope(new Frame.Layout()));
        traceEnter(body, definition);
        parameters(head.arguments(), body);
        body.body(definition.body());
        traceExit(body, definition);
        Operand value = head.value() == null
                ? new Operand.Constant(BooleanValue.TRUE)
                : body.terms().evaluate(head.value());
        Value constant = value.constant();
        Step chain = body.end(
                new RuleCode.Return(value, constant != null, definition.location(), conflict));
        return new RuleCode(
                definition.location(), body.scope().layout(), chain, constant, otherwise);
    }

    private void traceEnter(BodyPlanner body, Definition definition) {
        if (program.isTraced()) {
            body.add(new Tracing.Entering(definition.location()));
        }
    }

    private void traceExit(BodyPlanner body, Definition definition) {
        if (program.isTraced()) {
            body.add(new Tracing.Exiting(definition.location()));
        }
    }

    /// The arguments are in the first slots; a parameter that is a plain variable needs no step.
    private static void parameters(List<Term> parameters, BodyPlanner body) {
        Scope scope = body.scope();
        int[] slots = new int[parameters.size()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = scope.layout().newSlot();
        }
        for (int i = 0; i < slots.length; i++) {
            Term parameter = parameters.get(i);
            if (Unifier.isFree(parameter, scope)) {
                scope.bind(((Term.Var) parameter).name(), slots[i]);
            } else {
                body.unifier().match(parameter, new Operand.Slot(slots[i]));
            }
        }
    }

    /// Plans a set in parts.
    PartialRules set(List<Definition> definitions) {
        List<PartialRules.Code> rules = new ArrayList<>();
        List<Map<RuleIndex.Term, Set<Value>>> conditions = new ArrayList<>();
        for (Definition definition : definitions) {
            Frame.Layout layout = new Frame.Layout();
            int builder = layout.newBuilder();
            BodyPlanner body = new BodyPlanner(program, new Scope(layout));
            traceEnter(body, definition);
            body.body(definition.body());
            traceExit(body, definition);
            Operand member = body.terms().evaluate(Objects.requireNonNull(definition.head().key(), "key"));
            Step chain = body.end(
                    program.isTraced() ? new Watched.Member(builder, member) : new Comprehensions.AddToSet(builder, member));
            rules.add(new PartialRules.Code(definition.location(), layout, chain));
            conditions.add(Conditions.of(definition));
        }
        return partial(rules, conditions);
    }

    private PartialRules partial(
            List<PartialRules.Code> rules, List<Map<RuleIndex.Term, Set<Value>>> conditions) {
        return new PartialRules(
                rules.toArray(PartialRules.Code[]::new),
                program.isTraced() ? null : RuleIndex.of(conditions));
    }

    /// Plans an object in parts.
    ///
    /// @param keys what the first steps are, as far as that is known
    PartialRules general(List<GeneralDocument.Entry.OfRule> entries, List<Value> keys) {
        List<PartialRules.Code> rules = new ArrayList<>();
        List<Map<RuleIndex.Term, Set<Value>>> conditions = new ArrayList<>();
        for (GeneralDocument.Entry.OfRule entry : entries) {
            for (Definition d = entry.definition(); d != null; d = d.otherwise()) {
                rules.add(entry(d, entry.steps(), keys));
                conditions.add(Conditions.of(d));
            }
        }
        return partial(rules, conditions);
    }

    private PartialRules.Code entry(Definition definition, List<Term> all, List<Value> keys) {
        // The steps of the rewritten head, as many as the entry has.
        List<Term> path = definition.path().parts();
        List<Term> steps = path.subList(path.size() - all.size(), path.size());
        Frame.Layout layout = new Frame.Layout();
        int builder = layout.newBuilder();
        BodyPlanner body = new BodyPlanner(program, new Scope(layout));
        traceEnter(body, definition);
        for (int i = 0; i < keys.size(); i++) {
            body.unifier().match(steps.get(i), new Operand.Constant(keys.get(i)));
        }
        body.body(definition.body());
        traceExit(body, definition);
        List<Term> open = steps.subList(keys.size(), steps.size());
        Operand[] operands = new Operand[open.size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = body.terms().evaluate(open.get(i));
        }
        Rule.Head head = definition.head();
        Operand member = head.isMultiValue() && head.key() != null ? body.terms().evaluate(head.key()) : null;
        Operand value = head.value() == null ? null : body.terms().evaluate(head.value());
        Step chain = body.end(
                new AddAtPath(builder, operands, member, value, definition.location()));
        return new PartialRules.Code(definition.location(), layout, chain);
    }

    /// Adds one solution to an object.
    private static final class AddAtPath extends Step {
        private final int builder;
        private final Operand[] path;
        private final @Nullable Operand member;
        private final @Nullable Operand value;
        private final dev.gatehouse.rego.syntax.Location location;

        AddAtPath(
                int builder,
                Operand[] path,
                @Nullable Operand member,
                @Nullable Operand value,
                dev.gatehouse.rego.syntax.Location location) {
            this.builder = builder;
            this.path = path;
            this.member = member;
            this.value = value;
            this.location = location;
        }

        @Override
        @Nullable
        Step run(Frame frame) {
            Value[] keys = new Value[path.length];
            for (int i = 0; i < keys.length; i++) {
                Value key = path[i].get(frame);
                if (key == null) {
                    return null;
                }
                keys[i] = key;
            }
            Operand operand = member == null ? value : member;
            Value result = operand == null ? null : operand.get(frame);
            if (result == null || !(frame.builders[builder] instanceof ObjectAssembly assembly)) {
                return null;
            }
            frame.evaluation.meter.allocate(32);
            if (frame.evaluation.provenance != null) {
                frame.evaluation.provenance.solved(keys.length > 0 ? keys[0] : result);
            }
            if (member == null) {
                assembly.put(keys, result, location);
            } else {
                assembly.add(keys, result, location);
            }
            return null;
        }
    }

    /// Plans a query: the end step takes what the variables are bound to.
    Step query(List<Expr> expressions, BodyPlanner body, Step end) {
        body.body(expressions);
        return body.end(end);
    }
}
