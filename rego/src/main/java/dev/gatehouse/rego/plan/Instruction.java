package dev.gatehouse.rego.plan;

/// One statement of a plan. Immutable.
@FunctionalInterface
interface Instruction {
    /// Goes on with the next instruction.
    int NEXT = -1;

    /// Leaves the block: what a statement does that is undefined. A greater number leaves so many blocks around it too.
    int LEAVE = 0;

    /// Leaves the function.
    int RETURN = Integer.MAX_VALUE;

    /// Does the work and answers how to go on: [#NEXT], [#RETURN], or how many blocks to leave besides the own.
    int run(Locals locals);

    /// What is left to leave outside of a block that was left.
    static int outside(int left) {
        return left == RETURN ? RETURN : left - 1;
    }
}
