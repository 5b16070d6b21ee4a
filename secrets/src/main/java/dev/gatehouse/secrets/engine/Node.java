package dev.gatehouse.secrets.engine;

import java.util.ArrayList;
import java.util.List;

/// What of a regular expression decides *where* a match may begin: the language, without groups, greed and order of alternatives,
/// which only re2j looks at.
///
/// ASCII is exact. Of the other characters a node may take more than the regular expression does, never fewer.
sealed interface Node {

    /// One character of a set.
    record One(CharacterSet set) implements Node {}

    /// All in a row; nothing at all when empty.
    record Sequence(List<Node> parts) implements Node {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /// Any of them; never matches when empty.
    record Choice(List<Node> options) implements Node {
        public Choice {
            options = List.copyOf(options);
        }
    }

    /// The body from `min` to `max` times; [#UNBOUNDED] for no upper limit.
    record Repeat(Node body, int min, int max) implements Node {}

    /// A condition on the characters to the left and right of a place.
    enum Assertion implements Node {
        TEXT_BEGIN, TEXT_END, LINE_BEGIN, LINE_END, WORD_BOUNDARY, NO_WORD_BOUNDARY
    }

    /// No upper limit, of repetitions or of bytes.
    int UNBOUNDED = Integer.MAX_VALUE;

    Node NOTHING = new Sequence(List.of());

    /// The parts in a row, sequences among them taken apart.
    static Node sequence(List<Node> parts) {
        List<Node> flat = new ArrayList<>();
        for (Node part : parts) {
            if (part instanceof Sequence inner) {
                flat.addAll(inner.parts());
            } else {
                flat.add(part);
            }
        }
        return flat.size() == 1 ? flat.getFirst() : new Sequence(flat);
    }

    /// Fewest bytes of a match.
    default int minWidth() {
        return switch (this) {
            case One _ -> 1;
            case Sequence s -> s.parts().stream().mapToInt(Node::minWidth).reduce(0, Node::plus);
            case Choice c -> c.options().stream().mapToInt(Node::minWidth).min().orElse(UNBOUNDED);
            case Repeat r -> times(r.body().minWidth(), r.min());
            case Assertion _ -> 0;
        };
    }

    /// Most bytes of a match, [#UNBOUNDED] if there is no limit.
    default int maxWidth() {
        return switch (this) {
            case One one -> one.set().maxWidth();
            case Sequence s -> s.parts().stream().mapToInt(Node::maxWidth).reduce(0, Node::plus);
            case Choice c -> c.options().stream().mapToInt(Node::maxWidth).max().orElse(0);
            case Repeat r -> times(r.body().maxWidth(), r.max());
            case Assertion _ -> 0;
        };
    }

    /// Number of states that an automaton of it needs.
    default int size() {
        return switch (this) {
            case One one -> one.set().ascii() ? 1 : 4;
            case Sequence s -> s.parts().stream().mapToInt(Node::size).reduce(1, Node::plus);
            case Choice c -> c.options().stream().mapToInt(Node::size).reduce(1, Node::plus);
            case Repeat r -> plus(1, times(r.body().size(), r.max() == UNBOUNDED ? Math.max(1, r.min()) : r.max()));
            case Assertion _ -> 1;
        };
    }

    private static int plus(int a, int b) {
        return a == UNBOUNDED || b == UNBOUNDED ? UNBOUNDED : (int) Math.min((long) a + b, UNBOUNDED);
    }

    private static int times(int a, int n) {
        return a == 0 || n == 0 ? 0 : a == UNBOUNDED || n == UNBOUNDED ? UNBOUNDED : (int) Math.min((long) a * n, UNBOUNDED);
    }
}
