package dev.gatehouse.document;

/// Counts what a reader makes and stops it at the limits. Serves one reading; not thread-safe.
final class Budget {
    private final SourceText source;
    private final Limits limits;
    private long nodes;

    Budget(SourceText source, Limits limits) {
        this.source = source;
        this.limits = limits;
    }

    /// One value more.
    void value(int offset) throws DocumentException {
        values(1, offset);
    }

    /// Several values more.
    void values(long count, int offset) throws DocumentException {
        nodes += count;
        if (nodes > limits.nodes()) {
            throw source.error(offset, "the document holds more than the " + limits.nodes() + " values that are read");
        }
    }

    /// How many values were counted so far.
    long values() {
        return nodes;
    }

    /// A mapping or sequence at this depth, the outermost being 1.
    void depth(int depth, int offset) throws DocumentException {
        if (depth > limits.depth()) {
            throw source.error(offset, "the document nests deeper than the " + limits.depth() + " levels that are read");
        }
    }
}
