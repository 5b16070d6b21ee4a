package dev.gatehouse.rego.plan;

import java.util.List;

/// Instructions in a row.
record Block(List<Instruction> instructions) {
    Block {
        instructions = List.copyOf(instructions);
    }

    int run(Locals locals) {
        for (int i = 0; i < instructions.size(); i++) {
            locals.machine.meter().work(1);
            int next = instructions.get(i).run(locals);
            if (next != Instruction.NEXT) {
                return next;
            }
        }
        return Instruction.NEXT;
    }
}
