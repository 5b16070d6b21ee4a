package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.evaluate.EvaluationException;
import dev.gatehouse.rego.syntax.Location;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.Value;
import org.jspecify.annotations.Nullable;

/// Instructions that copy between variables, compare them and look into them.
final class Moving {
    private Moving() {}

    static Instruction assign(Operand source, int target) {
        return locals -> {
            locals.set(target, source.content(locals));
            return Instruction.NEXT;
        };
    }

    /// @param conflict what to say when there was another value
    static Instruction assignOnce(Operand source, int target, Location place, String conflict) {
        return locals -> {
            Value value = source.value(locals);
            if (value == null) {
                return Instruction.LEAVE;
            }
            Value before = locals.value(target);
            if (before != null && !before.equals(value)) {
                throw EvaluationException.conflict(place, conflict);
            }
            locals.set(target, value);
            return Instruction.NEXT;
        };
    }

    static Instruction reset(int target) {
        return locals -> {
            locals.set(target, null);
            return Instruction.NEXT;
        };
    }

    /// What a collection has under a key.
    ///
    /// @param base whether the collection is part of the base documents, which come from JSON: their keys are strings, and a number
    ///        stands for its text
    static Instruction dot(Operand source, Operand keyOperand, int target, boolean base) {
        return locals -> {
            Value key = keyOperand.value(locals);
            Object found = key == null ? null : element(source.content(locals), key);
            if (found == null && base && key instanceof NumberValue number
                    && source.value(locals) instanceof ObjectValue object) {
                found = object.get(number.text());
            }
            if (found == null) {
                return Instruction.LEAVE;
            }
            locals.set(target, found);
            return Instruction.NEXT;
        };
    }

    private static @Nullable Object element(@Nullable Object content, Value key) {
        if (content instanceof Draft.OfObject object) {
            return object.get(key);
        }
        Value value = Draft.value(content);
        return value == null ? null : value.get(key);
    }

    static Instruction equal(Operand left, Operand right) {
        return locals -> {
            Value a = left.value(locals);
            return a != null && a.equals(right.value(locals)) ? Instruction.NEXT : Instruction.LEAVE;
        };
    }

    static Instruction notEqual(Operand left, Operand right) {
        return locals -> {
            Value a = left.value(locals);
            Value b = right.value(locals);
            return a != null && b != null && !a.equals(b) ? Instruction.NEXT : Instruction.LEAVE;
        };
    }

    static Instruction isOfKind(Operand source, Value.Kind kind) {
        return locals -> {
            Value value = source.value(locals);
            return value != null && value.kind() == kind ? Instruction.NEXT : Instruction.LEAVE;
        };
    }

    static Instruction isDefined(int source) {
        return locals -> locals.isDefined(source) ? Instruction.NEXT : Instruction.LEAVE;
    }

    static Instruction isUndefined(int source) {
        return locals -> locals.isDefined(source) ? Instruction.LEAVE : Instruction.NEXT;
    }
}
