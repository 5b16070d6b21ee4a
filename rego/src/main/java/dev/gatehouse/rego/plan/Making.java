package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;

/// Instructions that make values and collections.
final class Making {
    private Making() {}

    static Instruction constant(int target, Value value) {
        return locals -> {
            locals.set(target, value);
            return Instruction.NEXT;
        };
    }

    static Instruction array(int target) {
        return locals -> {
            locals.set(target, new Draft.OfArray(null));
            return Instruction.NEXT;
        };
    }

    static Instruction set(int target) {
        return locals -> {
            locals.set(target, new Draft.OfSet(null));
            return Instruction.NEXT;
        };
    }

    static Instruction object(int target) {
        return locals -> {
            locals.set(target, new Draft.OfObject(null));
            return Instruction.NEXT;
        };
    }

    static Instruction append(int array, Operand operand) {
        return locals -> {
            Value value = operand.value(locals);
            if (value == null) {
                return Instruction.LEAVE;
            }
            locals.machine.meter().allocate(16);
            locals.array(array).add(value);
            return Instruction.NEXT;
        };
    }

    static Instruction add(int set, Operand operand) {
        return locals -> {
            Value value = operand.value(locals);
            if (value == null) {
                return Instruction.LEAVE;
            }
            locals.machine.meter().allocate(16);
            locals.set(set).add(value);
            return Instruction.NEXT;
        };
    }

    static Instruction insert(int object, Operand keyOperand, Operand operand) {
        return locals -> {
            Value key = keyOperand.value(locals);
            Object content = operand.content(locals);
            if (key == null || content == null) {
                return Instruction.LEAVE;
            }
            Draft.OfObject draft = locals.object(object);
            if (content == draft) {
                // No value contains itself; a plan that says so gets what there is so far.
                content = draft.value();
            }
            locals.machine.meter().allocate(32);
            draft.put(key, content);
            return Instruction.NEXT;
        };
    }

    static Instruction insertOnce(int object, Operand keyOperand, Operand operand, Location place) {
        return locals -> {
            Value key = keyOperand.value(locals);
            Value value = operand.value(locals);
            if (key == null || value == null) {
                return Instruction.LEAVE;
            }
            Draft.OfObject draft = locals.object(object);
            Value before = Draft.value(draft.get(key));
            if (before != null && !before.equals(value)) {
                throw EvaluationException.conflict(place, "object keys must be unique");
            }
            locals.machine.meter().allocate(32);
            draft.put(key, value);
            return Instruction.NEXT;
        };
    }

    /// Merges two documents; where they disagree, the first one counts.
    static Instruction merge(int first, int second, int target) {
        return locals -> {
            Value a = locals.value(first);
            Value b = locals.value(second);
            locals.set(target, a == null ? b : b == null ? a : merged(a, b, 0));
            return Instruction.NEXT;
        };
    }

    private static Value merged(Value first, Value second, int depth) {
        if (!(first instanceof ObjectValue a) || !(second instanceof ObjectValue b) || depth > 1_000) {
            return first;
        }
        ObjectValue.Builder both = ObjectValue.builder(a.size() + b.size());
        both.putAll(b);
        a.forEach((key, value) -> {
            Value other = b.get(key);
            both.put(key, other == null ? value : merged(value, other, depth + 1));
        });
        return both.build();
    }

    static Instruction length(Operand operand, int target) {
        return locals -> {
            Value value = operand.value(locals);
            if (value == null) {
                return Instruction.LEAVE;
            }
            locals.set(target, NumberValue.of(value.size()));
            return Instruction.NEXT;
        };
    }
}
