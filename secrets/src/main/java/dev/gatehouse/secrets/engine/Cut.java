package dev.gatehouse.secrets.engine;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A place within a pattern, `left` of it and `right` of it, behind one of some literals: where a scan says that the place may lie in
/// a text, it finds out whether it does and where such a match may begin. Never misses one; what it lets through is true as far as
/// ASCII goes. Thread-safe.
final class Cut {
    private final Literals literals;
    private final Supplier<Node> left;
    private final Supplier<Node> right;
    private final int maxLeft;
    private final boolean nothingRight;
    private final boolean unbounded;
    /// Bit for bit the bytes that the right side may begin with; null if it may be empty, or that is not known.
    private final long @Nullable [] first;
    private volatile @Nullable Automaton backward;
    private volatile @Nullable Automaton forward;

    /// What ends at a cut.
    sealed interface Literals {
        /// In order.
        ///
        /// @param folded
        ///            whether a letter of one may also stand in the text as a character above ASCII that folds to it
        record Spelled(List<Literal> literals, boolean folded) implements Literals {}

        /// As a [PlanPack] numbers them.
        record Numbered(int[] numbers, boolean folded) implements Literals {}

        /// Whether a letter of one may also stand in the text as a character above ASCII that folds to it.
        boolean folded();
    }

    /// @param maxLeft
    ///            most bytes of the left side
    /// @param unbounded
    ///            whether the right side has no greatest length
    /// @param nothingRight
    ///            whether there is no right side
    Cut(Literals literals, Supplier<Node> left, Supplier<Node> right, int maxLeft, boolean unbounded, boolean nothingRight,
            long @Nullable [] first) {
        this.literals = literals;
        this.left = left;
        this.right = right;
        this.maxLeft = maxLeft;
        this.unbounded = unbounded;
        this.nothingRight = nothingRight;
        this.first = first;
    }

    static Cut of(Branch branch) {
        Node left = Node.sequence(branch.left());
        Node right = Node.sequence(branch.right());
        return new Cut(new Literals.Spelled(branch.literals().stream().sorted().toList(), branch.folded()), () -> left,
                () -> right,
                left.maxWidth(), right.maxWidth() == Node.UNBOUNDED, branch.right().isEmpty(), null);
    }

    Literals literals() {
        return literals;
    }

    Node left() {
        return left.get();
    }

    Node right() {
        return right.get();
    }

    /// Most bytes from the beginning of a match to the cut.
    int maxLeft() {
        return maxLeft;
    }

    /// Whether the right side may read far.
    boolean unbounded() {
        return unbounded;
    }

    /// Whether there is no right side.
    boolean nothingRight() {
        return nothingRight;
    }

    /// Bytes that have to be read to see that the right side matches at the offset; their complement, a negative number, if they
    /// show that it does not. The text lies from `begin` to `end`.
    int rightFrom(byte[] text, int begin, int cut, int end) {
        if (nothingRight) {
            return 0;
        }
        if (first != null) {
            // Most end here, and many cuts are never made an automaton of.
            int b = cut == end ? -1 : text[cut] & 0xFF;
            if (b < 0 || (first[b >>> 6] >>> b & 1) == 0) {
                return ~0;
            }
        }
        return forward().run(text, begin, cut, end);
    }

    private Automaton forward() {
        Automaton automaton = forward;
        if (automaton == null) {
            automaton = new Automaton(right.get(), false);
            forward = automaton;
        }
        return automaton;
    }

    private Automaton backward() {
        Automaton automaton = backward;
        if (automaton == null) {
            automaton = new Automaton(left.get(), true);
            backward = automaton;
        }
        return automaton;
    }

    /// Marks where a match may begin whose left side ends at the offset, but not before `from`.
    ///
    /// @return bytes read
    int markStarts(byte[] text, int begin, int from, int cut, int end, Marks marks) {
        return backward().runBack(text, begin, from, cut, end, marks);
    }
}
