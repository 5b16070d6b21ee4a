package dev.gatehouse.source.git;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Work;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the commits that introduced some blobs: whose tree has the blob at a path at which no parent's tree has it.
///
/// One pass over all trees records which tree holds which. From there on nothing is read: trees that do not lead to a wanted
/// blob are passed over, and each commit's tree is compared with its parents' only where they differ.
final class Attribution {
    private static final byte UNKNOWN = 0;
    private static final byte OPEN = 1;
    private static final byte LEADS = 2;
    private static final byte LEADS_NOWHERE = 3;
    /// Deeper trees are not followed; no file system would hold them.
    private static final int DEEPEST = 1500;
    /// A few trees nested in each other many times over stand for more paths than anybody could list.
    private static final long MOST_STEPS = 2_000_000_000L;
    private static final int MOST_PATHS = 10_000;

    private final CommitTable commits;
    private final TreeEdges edges;
    private final Damage damage;
    private final byte[] leads;
    private final List<Map<SourcePath, Integer>> introductions;
    private final Comparator<Integer> byAge;
    private final int[] path = new int[DEEPEST + 1];
    private long steps;
    private boolean cut;

    /// Where a blob came from.
    ///
    /// @param path
    ///            where it lay
    /// @param commit
    ///            ordinal of the oldest commit that put it there
    record Introduction(SourcePath path, int commit) {}

    private Attribution(ObjectNumbers numbers, CommitTable commits, TreeEdges edges, int targets, Damage damage) {
        this.commits = commits;
        this.edges = edges;
        this.damage = damage;
        leads = new byte[numbers.count()];
        introductions = new ArrayList<>(targets);
        for (int i = 0; i < targets; i++) {
            introductions.add(new HashMap<>());
        }
        byAge = commits.byAge();
    }

    /// For each blob, for each path at which a reachable commit introduced it, the oldest such commit; sorted by path.
    static List<List<Introduction>> trace(ObjectNumbers numbers, CommitTable commits, BitSet reachable, List<ObjectId> blobs,
            Work work, Damage damage) throws InterruptedException {
        TreeEdges edges = TreeEdges.read(numbers, blobs, work, damage);
        Attribution attribution = new Attribution(numbers, commits, edges, blobs.size(), damage);
        for (int commit = reachable.nextSetBit(0); commit >= 0; commit = reachable.nextSetBit(commit + 1)) {
            attribution.compare(commit);
            if ((commit & 0xfff) == 0 && work.cancelled()) {
                throw new InterruptedException("cancelled");
            }
        }
        List<List<Introduction>> result = new ArrayList<>();
        for (Map<SourcePath, Integer> found : attribution.introductions) {
            result.add(found.entrySet().stream().map(entry -> new Introduction(entry.getKey(), entry.getValue()))
                    .sorted(Comparator.comparing(Introduction::path)).toList());
        }
        return result;
    }

    private void compare(int commit) {
        int[] parents = commits.parents(commit);
        int[] parentTrees = new int[parents.length];
        for (int i = 0; i < parents.length; i++) {
            parentTrees[i] = commits.row(parents[i]).tree();
        }
        compare(commit, commits.row(commit).tree(), parentTrees, parents.length, 0);
    }

    private void compare(int commit, int tree, int[] parents, int parentCount, int depth) {
        if (tree < 0 || !leads(tree)) {
            return;
        }
        for (int i = 0; i < parentCount; i++) {
            if (parents[i] == tree) {
                return;
            }
        }
        if (depth >= DEEPEST || ++steps > MOST_STEPS) {
            cut();
            return;
        }
        long[][] theirs = new long[parentCount][];
        for (int i = 0; i < parentCount; i++) {
            theirs[i] = edges.of(parents[i]);
        }
        int[] children = new int[parentCount];
        for (long entry : edges.of(tree)) {
            path[depth] = TreeEdges.name(entry);
            if (TreeEdges.blob(entry)) {
                if (Arrays.stream(theirs).noneMatch(entries -> Arrays.binarySearch(entries, entry) >= 0)) {
                    introduced(TreeEdges.target(entry), commit, depth + 1);
                }
            } else if (leads(TreeEdges.target(entry))) {
                int count = 0;
                for (long[] entries : theirs) {
                    int child = childTree(entries, TreeEdges.name(entry));
                    if (child >= 0) {
                        children[count++] = child;
                    }
                }
                compare(commit, TreeEdges.target(entry), children, count, depth + 1);
            }
        }
    }

    private static int childTree(long[] entries, int name) {
        int at = Arrays.binarySearch(entries, (long) name << 32);
        int first = at >= 0 ? at : -at - 1;
        return first < entries.length && TreeEdges.name(entries[first]) == name && !TreeEdges.blob(entries[first])
                ? TreeEdges.target(entries[first])
                : -1;
    }

    private void introduced(int target, int commit, int depth) {
        Map<SourcePath, Integer> found = introductions.get(target);
        SourcePath where = path(depth);
        if (found.size() >= MOST_PATHS && !found.containsKey(where)) {
            cut();
            return;
        }
        found.merge(where, commit, (a, b) -> byAge.compare(a, b) <= 0 ? a : b);
    }

    private SourcePath path(int depth) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < depth; i++) {
            if (i > 0) {
                bytes.write('/');
            }
            bytes.writeBytes(edges.nameBytes(path[i]));
        }
        return SourcePath.of(bytes.toByteArray());
    }

    private void cut() {
        if (!cut) {
            cut = true;
            damage.report(Diagnostic.of("git-attribution-incomplete", Diagnostic.Kind.DEGRADED, null,
                    "the history has trees nested too deep or too often to name every path", null));
        }
    }

    /// Whether a wanted blob lies anywhere below the tree. Walks with a stack of its own: trees may be nested without end.
    private boolean leads(int root) {
        if (leads[root] > OPEN) {
            return leads[root] == LEADS;
        }
        int[] stack = new int[64];
        int depth = 0;
        stack[depth++] = root;
        while (depth > 0) {
            int tree = stack[depth - 1];
            if (leads[tree] > OPEN) {
                // Met again below one of its siblings meanwhile.
                depth--;
                continue;
            }
            boolean second = leads[tree] == OPEN;
            leads[tree] = OPEN;
            boolean found = false;
            int pushed = depth;
            for (long entry : edges.of(tree)) {
                int target = TreeEdges.target(entry);
                if (TreeEdges.blob(entry) || leads[target] == LEADS) {
                    found = true;
                } else if (!second && leads[target] == UNKNOWN) {
                    if (pushed == stack.length) {
                        stack = Arrays.copyOf(stack, 2 * pushed);
                    }
                    stack[pushed++] = target;
                }
            }
            if (second || pushed == depth) {
                leads[tree] = found ? LEADS : LEADS_NOWHERE;
                depth--;
            } else {
                depth = pushed;
            }
        }
        return leads[root] == LEADS;
    }
}
