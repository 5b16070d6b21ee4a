package dev.gatehouse.secrets.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The branches of a pattern, so chosen that their literals are rare in texts.
///
/// @param rarity
///            about the negative binary logarithm of how often one of the literals stands at a place
record Branches(List<Branch> branches, double rarity) {
    /// Literals that are more frequent than this are not worth looking for.
    private static final double USEFUL = 9;
    private static final int MAX_LITERALS = 96;
    private static final int MAX_LENGTH = 32;
    private static final int MAX_BRANCHES = 128;
    /// Characters of a set that are told apart in literals.
    private static final int MAX_CHOICES = 8;
    private static final int MAX_TIMES = 4;
    /// What is rarer than this costs nothing any more; then few literals are better than many.
    private static final double ENOUGH = 22;

    Branches {
        branches = List.copyOf(branches);
    }

    /// The best branches of a pattern, null if it has no useful literals.
    static @Nullable Branches of(Node node) {
        Branches best = best(node);
        return best != null && best.rarity >= USEFUL && best.branches.size() <= MAX_BRANCHES ? best : null;
    }

    /// About how rare a character is in source code, letters in either case: the negative binary logarithm of its frequency.
    static double bits(char c) {
        return switch (c) {
            case ' ' -> 2;
            case 'e', 't', 'a', 'o', 'i', 'n', 's', 'r' -> 3.5;
            case '\n', '\t', '.', '(', ')', '=', '-', '*', '/', ',', '"', ';', ':', '_', '0' -> 5;
            default -> c >= 'a' && c <= 'z' ? 4.5 : 6.5;
        };
    }

    static List<Node> join(List<Node> a, List<Node> b) {
        List<Node> joined = new ArrayList<>(a);
        joined.addAll(b);
        return joined;
    }

    private static @Nullable Branches best(Node node) {
        return switch (node) {
            case Node.One one -> run(List.of(one), 0);
            case Node.Sequence sequence -> best(sequence.parts());
            case Node.Choice choice -> union(choice);
            case Node.Repeat repeat when repeat.min() > 0 -> {
                Branches first = best(repeat.body());
                if (first == null) {
                    yield null;
                }
                int max = repeat.max() == Node.UNBOUNDED ? Node.UNBOUNDED : repeat.max() - 1;
                List<Node> rest = max == 0 ? List.of() : List.of(new Node.Repeat(repeat.body(), repeat.min() - 1, max));
                yield first.within(List.of(), rest);
            }
            case Node.Repeat _,Node.Assertion _ -> null;
        };
    }

    private static @Nullable Branches best(List<Node> parts) {
        Branches best = null;
        boolean within = false;
        for (int i = 0; i < parts.size(); i++) {
            Node part = parts.get(i);
            // The rest of a run of literals is never better than the whole, unless the whole is more than fits.
            boolean literal = part instanceof Node.One one && one.set().oneLetter();
            if (!within || !literal) {
                best = better(best, run(parts, i));
            }
            within = literal;
            if (part instanceof Node.Choice || part instanceof Node.Repeat) {
                Branches inner = best(part);
                if (inner != null) {
                    best = better(best, inner.within(parts.subList(0, i), parts.subList(i + 1, parts.size())));
                }
            }
        }
        return best;
    }

    private static @Nullable Branches better(@Nullable Branches a, @Nullable Branches b) {
        return a == null || b != null && b.worth() > a.worth() ? b : a;
    }

    private double worth() {
        int literals = branches.stream().mapToInt(branch -> branch.literals().size()).sum();
        return Math.min(rarity, ENOUGH) - Math.log(literals) / 2;
    }

    private Branches within(List<Node> before, List<Node> after) {
        return new Branches(branches.stream().map(b -> b.within(before, after)).toList(), rarity);
    }

    private static @Nullable Branches union(Node.Choice choice) {
        Literals whole = literals(choice);
        List<Branch> branches = new ArrayList<>();
        double frequency = 0;
        for (Node option : choice.options()) {
            Branches best = best(option);
            if (best == null) {
                branches.clear();
                break;
            }
            branches.addAll(best.branches);
            frequency += Math.pow(2, -best.rarity);
        }
        Branches apart = branches.isEmpty() ? null : new Branches(branches, -Math.log(frequency) / Math.log(2));
        Branches together = whole == null
                ? null
                : new Branches(List.of(new Branch(List.of(choice), whole.settled(), whole.folded(), List.of())), whole.rarity());
        // One cut behind the choice is cheaper than one in each of its options.
        return together != null && (apart == null || together.rarity >= apart.rarity - 1) ? together : apart;
    }

    /// The best literals that end with one of the parts from `first` on.
    private static @Nullable Branches run(List<Node> parts, int first) {
        Branches best = null;
        Literals sofar = new Literals(Set.of(Literal.EMPTY), false);
        for (int i = first; i < parts.size(); i++) {
            Literals part = literals(parts.get(i));
            sofar = part == null ? null : sofar.then(part);
            if (sofar == null) {
                break;
            }
            Branches longer = new Branches(List.of(new Branch(parts.subList(0, i + 1), sofar.settled(), sofar.folded,
                    parts.subList(i + 1, parts.size()))), sofar.rarity());
            // Of equals the longer ones: whole words are shared by many patterns.
            best = best == null || longer.worth() >= best.worth() ? longer : best;
        }
        return best;
    }

    /// All that a node can match, if that is only a few strings.
    private record Literals(Set<Literal> values, boolean folded) {
        @Nullable
        Literals then(Literals more) {
            if ((long) values.size() * more.values.size() > MAX_LITERALS) {
                return null;
            }
            Set<Literal> joined = new LinkedHashSet<>();
            for (Literal a : values) {
                for (Literal b : more.values) {
                    if (a.text().length() + b.text().length() > MAX_LENGTH) {
                        return null;
                    }
                    joined.add(a.then(b));
                }
            }
            return new Literals(joined, folded || more.folded);
        }

        Set<Literal> settled() {
            Set<Literal> all = new LinkedHashSet<>();
            values.forEach(value -> all.add(value.settled()));
            return all;
        }

        double rarity() {
            double frequency = 0;
            for (Literal value : values) {
                frequency += Math.pow(2, -Frequencies.bits(value));
            }
            return -Math.log(frequency) / Math.log(2);
        }
    }

    private static @Nullable Literals literals(Node node) {
        return switch (node) {
            case Node.One one -> literals(one.set());
            case Node.Assertion _ -> new Literals(Set.of(Literal.EMPTY), false);
            case Node.Sequence sequence -> {
                Literals all = new Literals(Set.of(Literal.EMPTY), false);
                for (Node part : sequence.parts()) {
                    Literals literals = literals(part);
                    all = literals == null || all == null ? null : all.then(literals);
                }
                yield all;
            }
            case Node.Choice choice -> {
                Set<Literal> values = new LinkedHashSet<>();
                boolean folded = false;
                for (Node option : choice.options()) {
                    Literals literals = literals(option);
                    if (literals == null || values.size() + literals.values.size() > MAX_LITERALS) {
                        yield null;
                    }
                    values.addAll(literals.values);
                    folded |= literals.folded;
                }
                yield new Literals(values, folded);
            }
            case Node.Repeat repeat -> {
                Literals body = repeat.max() > MAX_TIMES ? null : literals(repeat.body());
                if (body == null) {
                    yield null;
                }
                Set<Literal> values = new LinkedHashSet<>();
                Literals times = new Literals(Set.of(Literal.EMPTY), body.folded);
                for (int i = 0; i <= repeat.max() && times != null; i++) {
                    if (i >= repeat.min()) {
                        values.addAll(times.values);
                    }
                    times = i == repeat.max() ? times : times.then(body);
                }
                yield times == null || values.size() > MAX_LITERALS ? null : new Literals(values, body.folded);
            }
        };
    }

    private static @Nullable Literals literals(CharacterSet set) {
        if (set.others() == CharacterSet.Others.ANY || set.count() > 2 * MAX_CHOICES) {
            return null;
        }
        Set<Literal> values = new LinkedHashSet<>();
        for (int c = set.next(0); c < 128; c = set.next(c + 1)) {
            char lower = (char) Keywords.fold((byte) c);
            boolean both = lower != c && set.next(lower) == lower;
            boolean capitalToo = lower == c && c >= 'a' && c <= 'z' && set.next(c - 32) == c - 32;
            values.add(new Literal(String.valueOf(both || capitalToo ? lower : (char) c), both || capitalToo));
        }
        return values.size() > MAX_CHOICES ? null : new Literals(values, set.others() == CharacterSet.Others.FOLDED);
    }
}
