package dev.gatehouse.rego.evaluate;

import dev.gatehouse.rego.compile.DamagedPolicyException;
import dev.gatehouse.rego.syntax.Term;
import dev.gatehouse.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans terms. What has several values, a reference with free variables, becomes steps that try each; the
/// operand then stands for one of them.
final class TermPlanner {
    private final Program program;
    private final Scope scope;
    private final BodyPlanner body;

    TermPlanner(Program program, Scope scope, BodyPlanner body) {
        this.program = program;
        this.scope = scope;
        this.body = body;
    }

    /// An operand for a term whose variables are bound, free variables in the steps of references aside, which
    /// are bound by this.
    Operand evaluate(Term term) {
        return switch (term) {
            case Term.Scalar s -> new Operand.Constant(s.value());
            case Term.Var v -> new Operand.Slot(scope.slot(v));
            case Term.Ref ref -> reference(ref);
            case Term.Array array -> folded(new Operand.Array(all(array.items())), array.items());
            case Term.SetLiteral set -> folded(new Operand.SetOf(all(set.items())), set.items());
            case Term.ObjectLiteral object -> {
                List<Term> keys = object.entries().stream().map(Term.Entry::key).toList();
                List<Term> values = object.entries().stream().map(Term.Entry::value).toList();
                List<Term> both = new ArrayList<>(keys);
                both.addAll(values);
                yield folded(new Operand.ObjectOf(all(keys), all(values)), both);
            }
            case Term.Comprehension c -> program.isTraced() ? new Watched.All(comprehension(c)) : comprehension(c);
            case Term.Call call ->
                throw new DamagedPolicyException("call " + call + " was not taken apart");
            case Term.TemplateString t ->
                throw new DamagedPolicyException("template " + t + " was not rewritten");
        };
    }

    private Operand[] all(List<Term> terms) {
        Operand[] operands = new Operand[terms.size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = evaluate(terms.get(i));
        }
        return operands;
    }

    /// A composite of constants is a constant.
    private Operand folded(Operand operand, List<Term> parts) {
        for (Term part : parts) {
            if (!isConstant(part)) {
                return operand;
            }
        }
        Value value = operand.get(Frame.ofConstants());
        return value == null ? operand : new Operand.Constant(value);
    }

    static boolean isConstant(Term term) {
        return switch (term) {
            case Term.Scalar ignored -> true;
            case Term.Array array -> array.items().stream().allMatch(TermPlanner::isConstant);
            case Term.SetLiteral set -> set.items().stream().allMatch(TermPlanner::isConstant);
            case Term.ObjectLiteral object ->
                object.entries().stream().allMatch(e -> isConstant(e.key()) && isConstant(e.value()));
            default -> false;
        };
    }

    private Operand comprehension(Term.Comprehension c) {
        int builder = scope.layout().newBuilder();
        BodyPlanner inner = body.inner();
        inner.body(c.body());
        Operand value = inner.terms().evaluate(c.value());
        return switch (c.kind()) {
            case ARRAY ->
                new Comprehensions.ArrayOf(
                        builder, inner.end(new Comprehensions.AddToArray(builder, value)));
            case SET ->
                new Comprehensions.SetOf(
                        builder, inner.end(new Comprehensions.AddToSet(builder, value)));
            case OBJECT -> {
                Operand key = inner.terms().evaluate(java.util.Objects.requireNonNull(c.key(), "key"));
                yield new Comprehensions.ObjectOf(
                        builder,
                        inner.end(
                                new Comprehensions.AddToObject(builder, key, value, c.location())));
            }
        };
    }

    private Operand reference(Term.Ref ref) {
        Term.Var head = (Term.Var) ref.head();
        if (scope.isBound(head.name())) {
            return steps(new Operand.Slot(scope.slot(head)), ref.parts(), 1);
        }
        if (head.name().equals("input")) {
            int constants = constantsFrom(ref.parts(), 1);
            return constants == 1 || program.isTraced()
                    ? steps(new Operand.Input(), ref.parts(), 1)
                    : steps(
                            new DataOperands.InputPath(values(ref.parts(), 1, constants)),
                            ref.parts(),
                            constants);
        }
        if (head.name().equals("data")) {
            return data(ref.parts());
        }
        return new Operand.Slot(scope.slot(head));
    }

    /// The index of the first step from an index on that is no constant.
    private static int constantsFrom(List<Term> parts, int from) {
        int i = from;
        while (i < parts.size() && parts.get(i) instanceof Term.Scalar) {
            i++;
        }
        return i;
    }

    private static List<Value> values(List<Term> parts, int from, int to) {
        List<Value> values = new ArrayList<>();
        for (Term part : parts.subList(from, to)) {
            values.add(((Term.Scalar) part).value());
        }
        return values;
    }

    private Operand data(List<Term> parts) {
        Node node = program.root();
        int i = 1;
        while (i < parts.size() && node instanceof Namespace namespace) {
            if (!(parts.get(i) instanceof Term.Scalar s)) {
                return dynamic(namespace, parts.subList(i, parts.size()));
            }
            Node child = namespace.children().get(s.value());
            if (child == null) {
                int constants = constantsFrom(parts, 1);
                return steps(
                        new DataOperands.BasePath(values(parts, 1, constants)), parts, constants);
            }
            node = child;
            i++;
        }
        if (node instanceof GeneralDocument general) {
            List<Value> keys = values(parts, i, constantsFrom(parts, i));
            int usable = general.usableKeys(keys);
            if (usable > 0) {
                node = program.part(general, keys.subList(0, usable));
                i += usable;
            }
        }
        return steps(new DataOperands.NodeValue(node), parts, i);
    }

    private Operand dynamic(Namespace start, List<Term> steps) {
        @Nullable
        Operand[] keys = new Operand[steps.size()];
        int[] slots = new int[steps.size()];
        List<Runnable> matches = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            Term step = steps.get(i);
            slots[i] = -1;
            if (scope.isKnown(step)) {
                keys[i] = evaluate(step);
            } else if (step instanceof Term.Var v) {
                slots[i] = scope.bind(v.name());
            } else {
                int slot = scope.layout().newSlot();
                slots[i] = slot;
                matches.add(() -> body.unifier().match(step, new Operand.Slot(slot)));
            }
        }
        int output = scope.layout().newSlot();
        body.add(new DataOperands.Dynamic(start, keys, slots, output));
        matches.forEach(Runnable::run);
        return new Operand.Slot(output);
    }

    /// Goes on from a value by the steps from an index on.
    private Operand steps(Operand base, List<Term> parts, int from) {
        Operand at = base;
        for (Term step : parts.subList(from, parts.size())) {
            if (step instanceof Term.Scalar s) {
                at = field(at, s.value());
            } else if (scope.isKnown(step)) {
                at = element(at, evaluate(step));
            } else {
                at = scan(at, step);
            }
        }
        return at;
    }

    /// One step into a value, with a key that is known before.
    Operand field(Operand base, Value key) {
        return program.isTraced() ? new Watched.Element(base, new Operand.Constant(key)) : new Operand.Field(base, key);
    }

    /// One step into a value.
    Operand element(Operand base, Operand key) {
        return program.isTraced() ? new Watched.Element(base, key) : new Operand.Element(base, key);
    }

    /// An operand whose value is compared, tested or given away.
    Operand used(Operand operand) {
        return program.isTraced() && operand.constant() == null ? new Watched.Used(operand) : operand;
    }

    private Step scan(Operand collection, int key, int element) {
        return program.isTraced() ? new Watched.Scan(collection, key, element) : new Steps.Scan(collection, key, element);
    }

    private Operand scan(Operand collection, Term step) {
        int element = scope.layout().newSlot();
        if (step instanceof Term.Var v) {
            int key = scope.bind(v.name());
            body.add(scan(collection, key, element));
        } else {
            int key = scope.layout().newSlot();
            body.add(scan(collection, key, element));
            body.unifier().match(step, new Operand.Slot(key));
        }
        return new Operand.Slot(element);
    }
}
