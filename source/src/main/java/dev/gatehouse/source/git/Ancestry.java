package dev.gatehouse.source.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/// Answers how commits descend from each other, reading no more of the history than needed: newest commits first, as git does.
final class Ancestry {
    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int STALE = 4;
    /// Clocks run wrong: so many commits older than all of the result are looked at before it counts as final.
    private static final int SLOP = 1000;

    private final Commits commits;

    private record Dated(ObjectId id, long time) {}

    private static final Comparator<Dated> NEWEST_FIRST = Comparator.comparingLong(Dated::time).reversed()
            .thenComparing(Dated::id);

    Ancestry(Commits commits) {
        this.commits = commits;
    }

    private Dated dated(ObjectId id) throws IOException {
        ObjectHeader header = commits.find(id);
        return new Dated(id, header == null ? Long.MIN_VALUE : header.commitTime());
    }

    private List<ObjectId> parents(ObjectId id) throws IOException {
        ObjectHeader header = commits.find(id);
        return header == null ? List.of() : header.parents();
    }

    /// The best common ancestor; of several the newest, then the one with the smaller id.
    Optional<ObjectId> mergeBase(ObjectId a, ObjectId b) throws IOException {
        if (a.equals(b)) {
            return Optional.of(a);
        }
        List<Dated> candidates = common(a, b);
        List<Dated> best = new ArrayList<>();
        for (Dated candidate : candidates) {
            boolean redundant = false;
            for (Dated other : candidates) {
                redundant |= !other.equals(candidate) && common(candidate.id, other.id).contains(candidate);
            }
            if (!redundant) {
                best.add(candidate);
            }
        }
        return best.stream().min(NEWEST_FIRST).map(Dated::id);
    }

    /// Common ancestors that are not ancestors of others that were met before them.
    private List<Dated> common(ObjectId a, ObjectId b) throws IOException {
        if (a.equals(b)) {
            return List.of(dated(a));
        }
        Map<ObjectId, Integer> flags = new HashMap<>();
        PriorityQueue<Dated> queue = new PriorityQueue<>(NEWEST_FIRST);
        Set<Dated> results = new HashSet<>();
        flags.merge(a, FIRST, (x, y) -> x | y);
        flags.merge(b, SECOND, (x, y) -> x | y);
        queue.add(dated(a));
        queue.add(dated(b));
        while (queue.stream().anyMatch(next -> (flags.getOrDefault(next.id, 0) & STALE) == 0)) {
            // Every commit before the next that is not stale is handled without asking the whole queue again.
            boolean fresh;
            do {
                Dated next = queue.remove();
                int flag = flags.getOrDefault(next.id, 0);
                fresh = (flag & STALE) == 0;
                if ((flag & (FIRST | SECOND)) == (FIRST | SECOND)) {
                    if (fresh) {
                        results.add(next);
                    }
                    flag |= STALE;
                }
                for (ObjectId parent : parents(next.id)) {
                    int before = flags.getOrDefault(parent, 0);
                    if ((before & flag) != flag) {
                        flags.put(parent, before | flag);
                        queue.add(dated(parent));
                    }
                }
            } while (!fresh && !queue.isEmpty());
        }
        return results.stream().filter(result -> (flags.getOrDefault(result.id, 0) & STALE) == 0).sorted(NEWEST_FIRST).toList();
    }

    /// Commits reachable from the head and not from the base, newest first.
    List<ObjectId> range(ObjectId base, ObjectId head) throws IOException {
        Set<ObjectId> hidden = new HashSet<>(Set.of(base));
        Set<ObjectId> seen = new HashSet<>(Set.of(base));
        Set<ObjectId> queued = new HashSet<>(Set.of(base));
        List<Dated> result = new ArrayList<>();
        PriorityQueue<Dated> queue = new PriorityQueue<>(NEWEST_FIRST);
        queue.add(dated(base));
        // Commits in the queue that are not known to be reachable from the base.
        int open = 0;
        if (seen.add(head)) {
            queue.add(dated(head));
            queued.add(head);
            open++;
        }
        int slop = SLOP;
        long oldest = Long.MAX_VALUE;
        while (!queue.isEmpty() && open + slop > 0) {
            Dated next = queue.remove();
            queued.remove(next.id);
            boolean hide = hidden.contains(next.id);
            if (!hide) {
                open--;
                result.add(next);
                oldest = Math.min(oldest, next.time);
            } else if (open == 0 && next.time < oldest) {
                slop--;
            }
            for (ObjectId parent : parents(next.id)) {
                if (hide ? !hidden.add(parent) : !seen.add(parent)) {
                    continue;
                }
                seen.add(parent);
                if (queued.add(parent)) {
                    // Also if it has been taken for part of the result: its parents must learn better.
                    queue.add(dated(parent));
                    open += hide ? 0 : 1;
                } else {
                    open--;
                }
            }
        }
        return result.stream().map(Dated::id).filter(id -> !hidden.contains(id)).toList();
    }
}
