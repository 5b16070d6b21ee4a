package dev.gatehouse.ledger;

import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing Merkle tree: the roots of its perfect subtrees, largest first. Enough to append and to tell the
/// root, in memory that grows with the logarithm of the size.
final class Frontier {
    private final List<Hash> roots = new ArrayList<>();
    private long size;

    /// A tree of this size whose perfect subtrees have these roots.
    static Frontier of(long size, List<Hash> roots) throws LedgerException {
        if (Long.bitCount(size) != roots.size()) {
            throw new LedgerException("a tree of " + size + " leaves has " + Long.bitCount(size) + " perfect subtrees");
        }
        var frontier = new Frontier();
        frontier.roots.addAll(roots);
        frontier.size = size;
        return frontier;
    }

    List<Hash> roots() {
        return List.copyOf(roots);
    }

    long size() {
        return size;
    }

    /// Adds a leaf: each trailing one bit of the old size is a perfect subtree that now has its right sibling.
    void append(Hash leaf) {
        Hash merged = leaf;
        for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
            merged = Hash.node(roots.removeLast(), merged);
        }
        roots.add(merged);
        size++;
    }

    /// The root of the whole tree.
    Hash root() {
        if (roots.isEmpty()) {
            return Hash.EMPTY;
        }
        Hash root = roots.getLast();
        for (int i = roots.size() - 2; i >= 0; i--) {
            root = Hash.node(roots.get(i), root);
        }
        return root;
    }
}
