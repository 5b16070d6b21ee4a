package dev.gatehouse.secrets.engine;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What can be worked out of a pattern before a text is seen. Immutable.
///
/// @param openQuote
///            whether the expression ends within `\Q`
/// @param literalsHoldKeywords
///            whether a text that holds one of its literals also holds a keyword
/// @param whole
///            most bytes of a text that it matches, if it can only match a text as a whole; [Node#UNBOUNDED] else
/// @param language
///            never empty of bytes; null if only re2j can tell
/// @param cuts
///            the ways in which it may match; empty if it has no useful literals
record Plan(boolean openQuote, boolean literalsHoldKeywords, int whole, @Nullable Supplier<Node> language, List<Cut> cuts) {
    /// Automata with more states are made smaller by loosening counts.
    private static final int MAX_AUTOMATON = 3000;

    Plan {
        cuts = List.copyOf(cuts);
    }

    /// Works it out.
    static Plan of(RegexReader.Read read, Keywords keywords) {
        Node node = loosened(read.node());
        if (node.size() > MAX_AUTOMATON || node.minWidth() == 0) {
            return onlyByRe2j(read.openQuote());
        }
        Branches found = Branches.of(node);
        List<Branch> branches = found == null ? List.of() : found.branches();
        boolean held = keywords.none()
                || branches.stream().flatMap(branch -> branch.literals().stream())
                        .allMatch(literal -> keywords.within(literal.text()));
        return new Plan(read.openQuote(), held, isWhole(node) ? node.maxWidth() : Node.UNBOUNDED, () -> node,
                branches.stream().map(Cut::of).toList());
    }

    /// The plan for a pattern that matches nothing at all, is too large or has syntax that only re2j knows.
    static Plan onlyByRe2j(boolean openQuote) {
        return new Plan(openQuote, true, Node.UNBOUNDED, null, List.of());
    }

    private static Node loosened(Node node) {
        Node loose = node;
        for (int cap = 512; loose.size() > MAX_AUTOMATON && cap > 1; cap /= 2) {
            loose = Loosening.upTo(node, cap);
        }
        return loose;
    }

    private static boolean isWhole(Node node) {
        return node instanceof Node.Sequence(List<Node> parts) && parts.size() > 1
                && parts.getFirst() == Node.Assertion.TEXT_BEGIN && parts.getLast() == Node.Assertion.TEXT_END;
    }
}
