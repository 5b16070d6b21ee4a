package dev.gatehouse.sca.library;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/// Finds which of many texts occur in bytes, in one pass over them (Aho and Corasick 1975, all transitions written out). Immutable.
final class Literals {
    private static final int ALPHABET = 256;

    /// For each state the next one by octet.
    private final int[] next;
    /// For each state the literals that end there.
    private final int[][] ends;

    Literals(List<String> literals) {
        List<int[]> edges = new ArrayList<>();
        List<List<Integer>> found = new ArrayList<>();
        edges.add(new int[ALPHABET]);
        found.add(new ArrayList<>());
        for (int i = 0; i < literals.size(); i++) {
            int state = 0;
            for (byte octet : literals.get(i).getBytes(StandardCharsets.UTF_8)) {
                int target = edges.get(state)[octet & 0xff];
                if (target == 0) {
                    target = edges.size();
                    edges.get(state)[octet & 0xff] = target;
                    edges.add(new int[ALPHABET]);
                    found.add(new ArrayList<>());
                }
                state = target;
            }
            found.get(state).add(i);
        }
        complete(edges, found);
        next = new int[edges.size() * ALPHABET];
        ends = new int[edges.size()][];
        for (int state = 0; state < edges.size(); state++) {
            System.arraycopy(edges.get(state), 0, next, state * ALPHABET, ALPHABET);
            ends[state] = found.get(state).stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /// Where no literal goes on, the longest ending of what was read goes on that begins one.
    private static void complete(List<int[]> edges, List<List<Integer>> found) {
        int[] fallback = new int[edges.size()];
        Deque<Integer> open = new ArrayDeque<>();
        for (int target : edges.getFirst()) {
            if (target != 0) {
                open.add(target);
            }
        }
        while (!open.isEmpty()) {
            int state = open.remove();
            int[] own = edges.get(state);
            int[] other = edges.get(fallback[state]);
            found.get(state).addAll(found.get(fallback[state]));
            for (int octet = 0; octet < ALPHABET; octet++) {
                if (own[octet] == 0) {
                    own[octet] = other[octet];
                } else {
                    fallback[own[octet]] = other[octet];
                    open.add(own[octet]);
                }
            }
        }
    }

    /// The numbers of those that occur.
    BitSet in(byte[] bytes) {
        BitSet seen = new BitSet();
        int state = 0;
        for (byte octet : bytes) {
            state = next[state * ALPHABET + (octet & 0xff)];
            for (int literal : ends[state]) {
                seen.set(literal);
            }
        }
        return seen;
    }

    /// The longest text that whatever an expression matches must hold, as far as its plain characters tell; empty if they tell nothing.
    static String required(String expression) {
        String best = "";
        StringBuilder run = new StringBuilder();
        int depth = 0;
        for (int at = 0; at < expression.length(); at++) {
            char c = expression.charAt(at);
            boolean escaped = c == '\\' && at + 1 < expression.length();
            char plain = escaped ? expression.charAt(++at) : c;
            boolean literal = depth == 0 && (escaped ? !Character.isLetterOrDigit(plain) : "[](){}.*+?|^$".indexOf(c) < 0);
            char following = at + 1 < expression.length() ? expression.charAt(at + 1) : 0;
            if (literal && "*?{".indexOf(following) < 0) {
                run.append(plain);
                if (following != '+') {
                    continue;
                }
            } else if (!escaped && c == '|' && depth == 0) {
                return "";
            } else if (!escaped && (c == '(' || c == '[')) {
                if (c == '[') {
                    at = classEnd(expression, at);
                } else {
                    depth++;
                }
            } else if (!escaped && c == ')') {
                depth--;
            } else if (!escaped && c == '{' && depth == 0) {
                at = Math.max(at, expression.indexOf('}', at));
            }
            best = run.length() > best.length() ? run.toString() : best;
            run.setLength(0);
        }
        return run.length() > best.length() ? run.toString() : best;
    }

    private static int classEnd(String expression, int open) {
        int at = open + 1;
        while (at < expression.length() && (expression.charAt(at) != ']' || at == open + 1)) {
            at += expression.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, expression.length() - 1);
    }

    @Override
    public String toString() {
        return ends.length + " states, " + Arrays.stream(ends).mapToInt(each -> each.length).sum() + " ends";
    }
}
