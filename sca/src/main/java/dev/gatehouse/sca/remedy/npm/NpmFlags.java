package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.sca.remedy.npm.NpmNeeds.Kind;
import dev.gatehouse.sca.remedy.npm.NpmTree.Edge;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// What packages are needed for: a package is for development if every way to it from the project goes through a development
/// dependency, and so on (docs.npmjs.com, package-lock.json: dev, optional, devOptional, peer).
final class NpmFlags {
    private static final int DEVELOPMENT = 1;
    private static final int OPTIONAL = 2;
    private static final int PEER = 4;
    private static final int KINDS = 8;

    /// For each place the kinds of ways that lead to it, as a set of bits, one for each combination of the three.
    private final Map<String, Integer> ways = new HashMap<>();

    private record Step(NpmNode node, int way) {}

    NpmFlags(NpmTree tree) {
        Deque<Step> left = new ArrayDeque<>();
        for (NpmNode node : tree.nodes()) {
            if (node.isOwn() && !node.isLink()) {
                left.add(new Step(node, 0));
            }
        }
        while (!left.isEmpty()) {
            Step step = left.poll();
            for (Edge edge : tree.edges(step.node())) {
                NpmNode to = edge.to();
                if (to != null && !to.isOwn()) {
                    int way = step.way() | kind(edge.ask().kind());
                    int known = ways.getOrDefault(to.place(), 0);
                    if ((known & 1 << way) == 0) {
                        ways.put(to.place(), known | 1 << way);
                        left.add(new Step(to, way));
                    }
                }
            }
        }
    }

    private static int kind(Kind kind) {
        return switch (kind) {
            case RUNTIME -> 0;
            case DEVELOPMENT -> DEVELOPMENT;
            case OPTIONAL -> OPTIONAL;
            case PEER -> PEER;
            case OPTIONAL_PEER -> PEER | OPTIONAL;
        };
    }

    /// The flags that the lock file has for a place, true ones only; null for one that nothing leads to.
    Map<String, Boolean> of(String place) {
        int found = ways.getOrDefault(place, 0);
        Map<String, Boolean> flags = new HashMap<>();
        if (found == 0) {
            flags.put("extraneous", true);
            return flags;
        }
        boolean dev = all(found, DEVELOPMENT);
        boolean optional = all(found, OPTIONAL);
        put(flags, "dev", dev);
        put(flags, "optional", optional);
        put(flags, "devOptional", !dev && !optional && all(found, DEVELOPMENT | OPTIONAL));
        put(flags, "peer", all(found, PEER));
        return flags;
    }

    private static void put(Map<String, Boolean> flags, String name, boolean value) {
        if (value) {
            flags.put(name, true);
        }
    }

    /// Whether every way is of one of these kinds.
    private static boolean all(int found, int kinds) {
        for (int way = 0; way < KINDS; way++) {
            if ((found & 1 << way) != 0 && (way & kinds) == 0) {
                return false;
            }
        }
        return true;
    }
}
