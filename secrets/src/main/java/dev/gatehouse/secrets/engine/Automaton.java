package dev.gatehouse.secrets.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A deterministic automaton over bytes that says where the matches of a [Node] end, made state by state as texts need them.
/// Runs forward from the beginning of a match or backward from its end. Thread-safe: all sessions of an engine share it, so that
/// each state is made once.
///
/// A state holds the positions in the nondeterministic automaton that have been reached, with conditions such as `\b` still open:
/// they are settled when the next byte is known.
final class Automaton {
    /// What stands beside a place, as far as conditions care.
    static final int EDGE = 0;
    static final int NEWLINE = 1;
    static final int WORD = 2;
    static final int OTHER = 3;
    private static final int[] KINDS = new int[256];

    static {
        for (int b = 0; b < 256; b++) {
            KINDS[b] = b == '\n' ? NEWLINE : b < 128 && (Character.isLetterOrDigit(b) || b == '_') ? WORD : OTHER;
        }
    }

    /// States that are kept; when there are more, all are forgotten and made anew.
    private static final int MAX_STATES = 4096;

    /// A state.
    static final class State {
        /// Positions in the nondeterministic automaton.
        private final int[] positions;
        /// What was read last.
        private final int kind;
        /// Bit i: a match ends here if what comes next is of kind i.
        final int accepts;
        private final State[] next;

        State(int[] positions, int kind, int accepts, int classes) {
            this.positions = positions;
            this.kind = kind;
            this.accepts = accepts;
            this.next = new State[classes];
        }

        /// Whether nothing can match any more, apart from what ends here.
        boolean dead() {
            return positions.length == 0;
        }
    }

    private record Key(List<Integer> positions, int kind) {}

    private final NondeterministicAutomaton positions;
    private final byte[] classOf;
    private final int classes;
    private final State[] starts = new State[4];
    private final Map<Key, State> states = new HashMap<>();
    private final int[] stack;
    private final boolean[] seen;

    Automaton(Node node, boolean backward) {
        positions = new NondeterministicAutomaton(node, backward);
        classOf = positions.classes();
        int max = 0;
        for (byte c : classOf) {
            max = Math.max(max, c & 0xFF);
        }
        classes = max + 1;
        stack = new int[2 * positions.size() + 2];
        seen = new boolean[positions.size()];
    }

    /// What a byte is.
    static int kind(int b) {
        return KINDS[b];
    }

    /// What stands at the offset; [#EDGE] outside of the text from `begin` to `end`.
    static int kind(byte[] text, int begin, int at, int end) {
        return at < begin || at >= end ? EDGE : KINDS[text[at] & 0xFF];
    }

    /// The state before the first byte, where the given kind stands on the other side.
    State start(int kind) {
        State state = starts[kind];
        return state != null ? state : makeStart(kind);
    }

    State next(State state, byte b) {
        State next = state.next[classOf[b & 0xFF] & 0xFF];
        return next != null ? next : makeNext(state, b & 0xFF);
    }

    /// Reads forward from the offset until a match ends or none can any more.
    ///
    /// @return bytes read if there is a match, else their complement
    int run(byte[] text, int begin, int from, int end) {
        State state = start(kind(text, begin, from - 1, end));
        int at = from;
        while (true) {
            if (state.accepts != 0 && (state.accepts >>> kind(text, begin, at, end) & 1) != 0) {
                return at - from;
            }
            if (at == end || state.dead()) {
                return ~(at - from);
            }
            state = next(state, text[at++]);
        }
    }

    /// Reads backward from the offset until no match can begin any more, but not beyond `from`, and marks where one may begin.
    ///
    /// @return bytes read
    int runBack(byte[] text, int begin, int from, int to, int end, Marks marks) {
        State state = start(kind(text, begin, to, end));
        int at = to;
        while (true) {
            if (state.accepts != 0 && (state.accepts >>> kind(text, begin, at - 1, end) & 1) != 0) {
                marks.set(at);
            }
            if (at == from || state.dead()) {
                return to - at;
            }
            state = next(state, text[--at]);
        }
    }

    private synchronized State makeStart(int kind) {
        int[] reached = new int[positions.size()];
        int n = close(new int[]{positions.start()}, 1, reached);
        State state = state(reached, n, positions.conditional() ? kind : OTHER);
        starts[kind] = state;
        return state;
    }

    private synchronized State makeNext(State from, int b) {
        int[] settled = new int[positions.size()];
        int n = settle(from.positions, from.kind, KINDS[b], settled);
        int[] targets = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (positions.takes(settled[i], b)) {
                targets[count++] = positions.out(settled[i]);
            }
        }
        int[] reached = new int[positions.size()];
        State next = state(reached, close(targets, count, reached), positions.conditional() ? KINDS[b] : OTHER);
        from.next[classOf[b] & 0xFF] = next;
        return next;
    }

    /// Follows what needs no byte and no condition.
    private int close(int[] from, int count, int[] reached) {
        Arrays.fill(seen, false);
        int n = 0;
        for (int i = 0; i < count; i++) {
            n = follow(from[i], -1, -1, reached, n);
        }
        Arrays.sort(reached, 0, n);
        return n;
    }

    /// Follows the conditions that hold between the two kinds.
    private int settle(int[] from, int kind, int nextKind, int[] reached) {
        Arrays.fill(seen, false);
        int n = 0;
        for (int position : from) {
            n = follow(position, kind, nextKind, reached, n);
        }
        return n;
    }

    private int follow(int first, int kind, int nextKind, int[] reached, int count) {
        int n = count;
        int top = 0;
        stack[top++] = first;
        while (top > 0) {
            int position = stack[--top];
            if (seen[position]) {
                continue;
            }
            seen[position] = true;
            if (positions.splits(position)) {
                stack[top++] = positions.other(position);
                stack[top++] = positions.out(position);
            } else if (positions.conditional(position) && kind >= 0) {
                if (positions.holds(position, kind, nextKind)) {
                    stack[top++] = positions.out(position);
                }
            } else {
                reached[n++] = position;
            }
        }
        return n;
    }

    private State state(int[] reached, int n, int kind) {
        int[] members = Arrays.copyOf(reached, n);
        List<Integer> list = new ArrayList<>(n);
        for (int member : members) {
            list.add(member);
        }
        Key key = new Key(list, kind);
        State known = states.get(key);
        if (known != null) {
            return known;
        }
        if (states.size() >= MAX_STATES) {
            states.clear();
            Arrays.fill(starts, null);
        }
        int accepts = 0;
        int[] settled = new int[positions.size()];
        for (int nextKind = EDGE; nextKind <= OTHER; nextKind++) {
            int count = settle(members, kind, nextKind, settled);
            for (int i = 0; i < count; i++) {
                accepts |= positions.matches(settled[i]) ? 1 << nextKind : 0;
            }
        }
        State state = new State(members, kind, accepts, classes);
        states.put(key, state);
        return state;
    }
}
