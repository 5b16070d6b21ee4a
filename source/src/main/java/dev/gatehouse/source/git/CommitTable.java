package dev.gatehouse.source.git;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// All commits of a repository as arrays, and how they descend from each other. Commits are numbered from 0 here ("ordinal"),
/// in the order of their object numbers. Immutable, thread-safe.
final class CommitTable {
    private static final int[] NO_PARENTS = {};

    private final List<Row> rows;
    private final int[] ordinals;
    private final int[][] parents;
    private final int missingParents;

    /// One commit.
    ///
    /// @param number
    ///            of the commit object
    /// @param tree
    ///            number of its tree; -1 if that is missing
    /// @param parents
    ///            numbers of its parents; -1 where one is missing
    /// @param digest
    ///            of its message; a commit without message has [Message#NONE]
    record Row(int number, int tree, int[] parents, long authorTime, long commitTime, Message digest) {}

    /// Takes commits from several threads.
    static final class Builder {
        private final List<Row> rows = new ArrayList<>();

        synchronized void add(Row row) {
            rows.add(row);
        }

        /// @param objects
        ///            how many object numbers there are
        /// @param shallow
        ///            numbers of the commits that are to count as having no parents
        synchronized CommitTable build(int objects, Set<Integer> shallow) {
            return new CommitTable(rows, objects, shallow);
        }
    }

    private CommitTable(List<Row> unsorted, int objects, Set<Integer> shallow) {
        rows = unsorted.stream().sorted(Comparator.comparingInt(Row::number)).toList();
        ordinals = new int[objects];
        Arrays.fill(ordinals, -1);
        for (int i = 0; i < rows.size(); i++) {
            ordinals[rows.get(i).number] = i;
        }
        parents = new int[rows.size()][];
        int missing = 0;
        for (int i = 0; i < parents.length; i++) {
            Row row = rows.get(i);
            if (shallow.contains(row.number)) {
                parents[i] = NO_PARENTS;
                continue;
            }
            parents[i] = Arrays.stream(row.parents).map(this::ordinal).filter(parent -> parent >= 0).toArray();
            missing += row.parents.length - parents[i].length;
        }
        missingParents = missing;
    }

    int count() {
        return parents.length;
    }

    Row row(int ordinal) {
        return rows.get(ordinal);
    }

    int[] parents(int ordinal) {
        return parents[ordinal];
    }

    /// The ordinal of the commit with the object number; -1 if that is no commit.
    int ordinal(int number) {
        return number < 0 ? -1 : ordinals[number];
    }

    /// How many parents are named but not there, shallow ones aside.
    int missingParents() {
        return missingParents;
    }

    /// The commits themselves and all their ancestors.
    BitSet reachable(Iterable<Integer> from) {
        BitSet seen = new BitSet(parents.length);
        int[] stack = new int[256];
        int depth = 0;
        for (int start : from) {
            if (!seen.get(start)) {
                seen.set(start);
                stack[depth++] = start;
            }
            while (depth > 0) {
                int commit = stack[--depth];
                for (int parent : parents[commit]) {
                    if (!seen.get(parent)) {
                        seen.set(parent);
                        if (depth == stack.length) {
                            stack = Arrays.copyOf(stack, 2 * depth);
                        }
                        stack[depth++] = parent;
                    }
                }
            }
        }
        return seen;
    }

    /// Oldest author time first; of commits with the same, the one committed first; then by id.
    Comparator<Integer> byAge() {
        return Comparator.comparingLong((Integer ordinal) -> rows.get(ordinal).authorTime)
                .thenComparingLong(ordinal -> rows.get(ordinal).commitTime).thenComparingInt(ordinal -> rows.get(ordinal).number);
    }
}
