package dev.gatehouse.secrets.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The automaton of a [Node] after Thompson: positions that take a byte, split, ask a condition, or say that a match ends. A
/// character
/// above ASCII is one to four bytes above 0x7F, which takes in every UTF-8 sequence and every malformed byte.
final class NondeterministicAutomaton {
    private static final int SPLIT = 0;
    private static final int TAKE = 1;
    private static final int ASK = 2;
    private static final int MATCH = 3;
    private static final int HIGH = 0x80;

    /// Bytes that a position takes: ASCII characters, and whether all or one of the others.
    ///
    /// @param other
    ///            -1: none above 0x7F, [#HIGH]: all, else just this one
    private record Bytes(long low, long high, int other) {
        boolean has(int b) {
            return b < 64 ? (low >>> b & 1) != 0 : b < 128 ? (high >>> b - 64 & 1) != 0 : other == HIGH || other == b;
        }
    }

    private static final Bytes ANY_HIGH = new Bytes(0, 0, HIGH);

    private final boolean backward;
    private final List<Bytes> bytes = new ArrayList<>();
    private final List<Node.Assertion> conditions = new ArrayList<>();
    private final Map<Bytes, Integer> known = new HashMap<>();
    private int[] what = new int[64];
    private int[] out = new int[64];
    /// For a split the other way, for a byte or condition its index.
    private int[] argument = new int[64];
    private int size;
    private final int start;

    NondeterministicAutomaton(Node node, boolean backward) {
        this.backward = backward;
        start = build(node, add(MATCH, -1, -1));
    }

    int size() {
        return size;
    }

    int start() {
        return start;
    }

    boolean splits(int position) {
        return what[position] == SPLIT;
    }

    boolean conditional(int position) {
        return what[position] == ASK;
    }

    boolean matches(int position) {
        return what[position] == MATCH;
    }

    /// Whether there are conditions at all.
    boolean conditional() {
        return !conditions.isEmpty();
    }

    int out(int position) {
        return out[position];
    }

    int other(int position) {
        return argument[position];
    }

    boolean takes(int position, int b) {
        return what[position] == TAKE && bytes.get(argument[position]).has(b);
    }

    /// Whether the condition holds between what was read last and what comes next.
    boolean holds(int position, int kind, int nextKind) {
        int left = backward ? nextKind : kind;
        int right = backward ? kind : nextKind;
        return switch (conditions.get(argument[position])) {
            case TEXT_BEGIN -> left == Automaton.EDGE;
            case TEXT_END -> right == Automaton.EDGE;
            case LINE_BEGIN -> left <= Automaton.NEWLINE;
            case LINE_END -> right <= Automaton.NEWLINE;
            case WORD_BOUNDARY -> (left == Automaton.WORD) != (right == Automaton.WORD);
            case NO_WORD_BOUNDARY -> (left == Automaton.WORD) == (right == Automaton.WORD);
        };
    }

    /// For each byte a number; bytes of the same number are never told apart.
    byte[] classes() {
        int[] classes = new int[256];
        int count = 1;
        for (Bytes set : bytes) {
            count = divide(classes, count, set::has);
        }
        if (conditional()) {
            count = divide(classes, count, b -> Automaton.kind(b) == Automaton.NEWLINE);
            divide(classes, count, b -> Automaton.kind(b) == Automaton.WORD);
        }
        byte[] small = new byte[256];
        for (int b = 0; b < 256; b++) {
            small[b] = (byte) classes[b];
        }
        return small;
    }

    /// Gives those of each class that are in the set a class of their own, unless all are.
    private static int divide(int[] classes, int count, IntPredicate set) {
        int[] within = new int[count];
        boolean[] outside = new boolean[count];
        for (int b = 0; b < classes.length; b++) {
            outside[classes[b]] |= !set.test(b);
        }
        int next = count;
        for (int b = 0; b < classes.length; b++) {
            int old = classes[b];
            if (outside[old] && set.test(b)) {
                if (within[old] == 0) {
                    within[old] = next++;
                }
                classes[b] = within[old];
            }
        }
        return next;
    }

    /// The bytes that a match may begin with, bit for bit; null if it may be empty.
    long @Nullable [] first() {
        long[] first = new long[4];
        boolean[] seen = new boolean[size];
        int[] stack = new int[2 * size + 2];
        int top = 0;
        stack[top++] = start;
        while (top > 0) {
            int position = stack[--top];
            if (seen[position]) {
                continue;
            }
            seen[position] = true;
            switch (what[position]) {
                case SPLIT -> {
                    stack[top++] = argument[position];
                    stack[top++] = out[position];
                }
                // Whether the condition holds does not matter: it may.
                case ASK -> stack[top++] = out[position];
                case MATCH -> {
                    return null;
                }
                default -> {
                    for (int b = 0; b < 256; b++) {
                        first[b >>> 6] |= takes(position, b) ? 1L << b : 0;
                    }
                }
            }
        }
        return first;
    }

    private int add(int kind, int to, int with) {
        if (size == what.length) {
            what = Arrays.copyOf(what, 2 * size);
            out = Arrays.copyOf(out, 2 * size);
            argument = Arrays.copyOf(argument, 2 * size);
        }
        what[size] = kind;
        out[size] = to;
        argument[size] = with;
        return size++;
    }

    private int take(Bytes set, int to) {
        Integer index = known.putIfAbsent(set, bytes.size());
        if (index == null) {
            bytes.add(set);
            index = bytes.size() - 1;
        }
        return add(TAKE, to, index);
    }

    /// Adds the node in front of `to`; gives its first position.
    private int build(Node node, int to) {
        return switch (node) {
            case Node.One one -> one(one.set(), to);
            case Node.Sequence sequence -> {
                int at = to;
                List<Node> parts = backward ? sequence.parts() : sequence.parts().reversed();
                for (Node part : parts) {
                    at = build(part, at);
                }
                yield at;
            }
            case Node.Choice choice -> {
                int at = -1;
                for (Node option : choice.options()) {
                    int first = build(option, to);
                    at = at < 0 ? first : add(SPLIT, first, at);
                }
                yield at < 0 ? take(new Bytes(0, 0, -1), to) : at;
            }
            case Node.Repeat repeat -> repeat(repeat, to);
            case Node.Assertion assertion -> {
                conditions.add(assertion);
                yield add(ASK, to, conditions.size() - 1);
            }
        };
    }

    private int one(CharacterSet set, int to) {
        int ascii = take(new Bytes(set.low(), set.high(), set.others() == CharacterSet.Others.ANY ? HIGH : -1), to);
        return switch (set.others()) {
            case NONE -> ascii;
            case ANY -> {
                int second = take(ANY_HIGH, take(ANY_HIGH, to));
                int more = add(SPLIT, second, take(ANY_HIGH, to));
                more = add(SPLIT, more, take(ANY_HIGH, take(ANY_HIGH, take(ANY_HIGH, to))));
                yield add(SPLIT, ascii, take(ANY_HIGH, more));
            }
            case FOLDED -> add(SPLIT, ascii,
                    add(SPLIT, chain(to, 0xC5, 0xBF), chain(to, 0xE2, 0x84, 0xAA)));
        };
    }

    private int chain(int to, int... values) {
        int at = to;
        for (int i = 0; i < values.length; i++) {
            at = take(new Bytes(0, 0, values[backward ? i : values.length - 1 - i]), at);
        }
        return at;
    }

    private int repeat(Node.Repeat repeat, int to) {
        int at = to;
        int copies = repeat.min();
        if (repeat.max() == Node.UNBOUNDED) {
            int loop = add(SPLIT, -1, to);
            int body = build(repeat.body(), loop);
            out[loop] = body;
            at = loop;
        } else {
            for (int i = repeat.min(); i < repeat.max(); i++) {
                // Each optional copy leads to the next or straight to the end.
                at = add(SPLIT, build(repeat.body(), at), to);
            }
        }
        for (int i = 0; i < copies; i++) {
            at = build(repeat.body(), at);
        }
        return at;
    }
}
