package dev.gatehouse.secrets.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A place within a pattern, `left` of it and `right` of it: where a scan says that the place may lie in a text, it finds out
/// whether
/// it does and where such a match may begin. Never misses one; what it lets through is true as far as ASCII goes. Thread-safe.
final class Cut {
    private final Node left;
    private final Node right;
    private final int maxLeft;
    private final boolean nothingRight;
    private volatile @Nullable Automaton backward;
    private volatile @Nullable Automaton forward;

    Cut(List<Node> left, List<Node> right) {
        this.left = Node.sequence(left);
        this.right = Node.sequence(right);
        maxLeft = this.left.maxWidth();
        nothingRight = right.isEmpty();
    }

    /// Most bytes from the beginning of a match to the cut.
    int maxLeft() {
        return maxLeft;
    }

    /// Bytes that have to be read to see that the right side matches at the offset; their complement, a negative number, if they
    /// show that it does not. The text lies from `begin` to `end`.
    int rightFrom(byte[] text, int begin, int cut, int end) {
        return nothingRight ? 0 : forward().run(text, begin, cut, end);
    }

    private Automaton forward() {
        Automaton automaton = forward;
        if (automaton == null) {
            automaton = new Automaton(right, false);
            forward = automaton;
        }
        return automaton;
    }

    private Automaton backward() {
        Automaton automaton = backward;
        if (automaton == null) {
            automaton = new Automaton(left, true);
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
