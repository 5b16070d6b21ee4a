package dev.gatehouse.rego.plan;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.SetValue;
import dev.gatehouse.rego.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Instructions that say what runs next.
final class Flow {
    private Flow() {}

    /// Blocks one after the other; leaving one goes on with the next.
    static Instruction blocks(List<Block> blocks) {
        return locals -> {
            for (Block block : blocks) {
                int left = block.run(locals);
                if (left > Instruction.LEAVE) {
                    return Instruction.outside(left);
                }
            }
            return Instruction.NEXT;
        };
    }

    static Instruction leave(int more) {
        return locals -> more;
    }

    static Instruction giveBack(int source) {
        return locals -> {
            locals.giveBack(locals.value(source));
            return Instruction.RETURN;
        };
    }

    static Instruction result(int source) {
        return locals -> {
            Value value = locals.value(source);
            if (value != null) {
                locals.machine.meter().allocate(64);
                locals.machine.add(value);
            }
            return Instruction.NEXT;
        };
    }

    /// The block for each element; leaving it goes on with the next element.
    static Instruction scan(int source, int key, int element, Block block) {
        return locals -> {
            Value collection = locals.value(source);
            if (!(collection instanceof ArrayValue || collection instanceof ObjectValue || collection instanceof SetValue)) {
                return Instruction.LEAVE;
            }
            for (int i = 0; i < collection.size(); i++) {
                locals.machine.meter().work(1);
                locals.set(key, keyAt(collection, i));
                locals.set(element, elementAt(collection, i));
                int left = block.run(locals);
                if (left > Instruction.LEAVE) {
                    // One more than the block is the loop itself.
                    return left == 1 ? Instruction.NEXT : Instruction.outside(Instruction.outside(left));
                }
            }
            return Instruction.NEXT;
        };
    }

    private static Value keyAt(Value collection, int index) {
        return switch (collection) {
            case ObjectValue object -> object.key(index);
            case SetValue set -> set.element(index);
            default -> NumberValue.of(index);
        };
    }

    private static Value elementAt(Value collection, int index) {
        return switch (collection) {
            case ObjectValue object -> object.value(index);
            case SetValue set -> set.element(index);
            case ArrayValue array -> array.get(index);
            default -> collection;
        };
    }

    /// Goes on when the block is left before its end.
    static Instruction not(Block block) {
        return locals -> {
            int left = block.run(locals);
            return left == Instruction.NEXT
                    ? Instruction.LEAVE
                    : left == Instruction.LEAVE ? Instruction.NEXT : Instruction.outside(left);
        };
    }

    /// Runs the block with another input or other data.
    static Instruction with(int local, List<Value> path, Operand operand, Block block) {
        return locals -> {
            Value value = operand.value(locals);
            if (value == null && !path.isEmpty()) {
                return Instruction.LEAVE;
            }
            Object before = locals.get(local);
            // Without a path the whole document is replaced, also by none: what a plan does to end a replacement.
            locals.set(local, value == null ? null : put(Draft.value(before), path, 0, value));
            int left = locals.machine.under(locals.value(0), locals.value(1), block, locals);
            locals.set(local, before);
            return left > Instruction.LEAVE ? Instruction.outside(left) : left;
        };
    }

    /// The document with a value at a path. What is in the way and no object gives way.
    private static Value put(@Nullable Value document, List<Value> path, int index, Value value) {
        if (index == path.size()) {
            return value;
        }
        ObjectValue object = document instanceof ObjectValue o ? o : ObjectValue.EMPTY;
        return object.with(path.get(index), put(object.get(path.get(index)), path, index + 1, value));
    }
}
