package dev.gatehouse.secrets.engine;

import java.util.List;
import java.util.Set;

/// One way in which a pattern may match: `left` and then `right`, where every match of `left` ends with one of the literals. A
/// pattern is the union of its branches.
///
/// @param literals
///            of ASCII
/// @param folded
///            whether a letter of a literal may also stand in the text as a character above ASCII that folds to it
record Branch(List<Node> left, Set<Literal> literals, boolean folded, List<Node> right) {
    Branch {
        left = List.copyOf(left);
        literals = Set.copyOf(literals);
        right = List.copyOf(right);
    }

    /// With more on both sides.
    Branch within(List<Node> before, List<Node> after) {
        return new Branch(Branches.join(before, left), literals, folded, Branches.join(right, after));
    }
}
