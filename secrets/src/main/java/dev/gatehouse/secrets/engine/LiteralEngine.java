package dev.gatehouse.secrets.engine;

import dev.gatehouse.secrets.change.Edits;
import dev.gatehouse.secrets.change.Offsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looks for the literals that matches cannot do without, all in one pass, and at each looks with small automata whether there is
/// a match around it. What finds the literals differs from platform to platform. Patterns without such literals cost a pass of their
/// own.
///
/// Literals rather than whole expressions are looked for natively too: they are rare in real texts, what stands behind them fails
/// within a few bytes, and they need no translation into another expression language.
///
/// Literals of packed plans have numbers already, and those that no pattern of this engine has are passed over: so what was made for
/// all of our own patterns serves for some of them, and beside it a second scanner in Java serves patterns of other origin.
final class LiteralEngine implements Engine {
    /// The characters that fold to an ASCII s and k.
    static final List<Literal> FOLDING = List.of(Literal.inAnyCase("ſ"), Literal.inAnyCase("\u212A"));
    private static final int[] NO_CUTS = {};

    private final List<SoughtPattern> patterns;
    private final List<Cut> cuts = new ArrayList<>();
    /// For each cut its pattern.
    private final int[] patternOf;
    /// For each literal its cuts.
    private final int[][] cutsOf;
    /// For each literal whether it is one of [#FOLDING].
    private final boolean[] folding;
    /// For each pattern whether its right sides may read far.
    private final boolean[] unbounded;
    /// Patterns that are looked for everywhere.
    private final List<SoughtPattern> everywhere = new ArrayList<>();
    private final LiteralScanner.Source literals;
    /// For each literal its bytes if case matters.
    private final byte[] @Nullable [] exact;
    /// For each literal its length in bytes, and the most of them.
    private final int[] lengths;
    private final int longest;

    /// @param pack
    ///            the one that the patterns were made with
    /// @param packed
    ///            makes the scanners of its literals; not asked if no pattern has one
    /// @param others
    ///            makes the scanners of all other literals
    LiteralEngine(List<SoughtPattern> patterns, PlanPack pack, Function<PlanPack, LiteralScanner.Source> packed,
            Function<List<Literal>, LiteralScanner.Source> others) {
        this.patterns = patterns;
        unbounded = new boolean[patterns.size()];
        List<Integer> owners = new ArrayList<>();
        boolean anyPacked = false;
        // In order, for what is made of them is kept under a digest of all.
        var spelled = new TreeSet<Literal>();
        for (SoughtPattern pattern : patterns) {
            List<Cut> found = pattern.plan().cuts();
            for (Cut cut : found) {
                unbounded[pattern.index()] |= cut.unbounded();
                owners.add(pattern.index());
                cuts.add(cut);
                if (cut.literals() instanceof Cut.Literals.Spelled own) {
                    spelled.addAll(own.literals());
                    spelled.addAll(own.folded() ? FOLDING : List.of());
                } else {
                    anyPacked = true;
                }
            }
            if (found.isEmpty()) {
                everywhere.add(pattern);
            }
        }
        patternOf = owners.stream().mapToInt(i -> i).toArray();
        List<Literal> numbered = anyPacked ? pack.literals() : List.of();
        List<Literal> more = List.copyOf(spelled);
        Map<Literal, Integer> numbers = new HashMap<>();
        spelled.forEach(literal -> numbers.put(literal, numbered.size() + numbers.size()));
        cutsOf = cutsOf(numbered.size() + more.size(), numbers);
        folding = new boolean[cutsOf.length];
        lengths = new int[cutsOf.length];
        exact = new byte[cutsOf.length][];
        int most = 0;
        for (int i = 0; i < folding.length; i++) {
            Literal literal = i < numbered.size() ? numbered.get(i) : more.get(i - numbered.size());
            byte[] bytes = literal.bytes();
            exact[i] = literal.anyCase() ? null : bytes;
            lengths[i] = bytes.length;
            most = Math.max(most, bytes.length);
            folding[i] = FOLDING.contains(literal);
        }
        longest = most;
        LiteralScanner.Source ours = anyPacked ? packed.apply(pack) : null;
        LiteralScanner.Source theirs = ours == null || !more.isEmpty() ? others.apply(more) : null;
        literals = ours == null
                ? Objects.requireNonNull(theirs)
                : theirs == null ? ours : new BothScanners(ours, theirs, numbered.size());
    }

    /// @param numbers
    ///            of the literals that are not packed
    private int[][] cutsOf(int literals, Map<Literal, Integer> numbers) {
        int[][] all = new int[literals][];
        Arrays.fill(all, NO_CUTS);
        for (int cut = 0; cut < cuts.size(); cut++) {
            switch (cuts.get(cut).literals()) {
                case Cut.Literals.Numbered(int[] own, boolean _) -> {
                    for (int literal : own) {
                        all[literal] = append(all[literal], cut);
                    }
                }
                case Cut.Literals.Spelled(List<Literal> own, boolean _) -> {
                    for (Literal literal : own) {
                        int number = Objects.requireNonNull(numbers.get(literal));
                        all[number] = append(all[number], cut);
                    }
                }
            }
        }
        return all;
    }

    private static int[] append(int[] cuts, int cut) {
        int[] longer = Arrays.copyOf(cuts, cuts.length + 1);
        longer[cuts.length] = cut;
        return longer;
    }

    @Override
    public String name() {
        return literals.name();
    }

    @Override
    public Session session() {
        return new Scan();
    }

    @Override
    public void close() {
        literals.close();
    }

    private final class Scan implements Session, LiteralScanner.Listener {
        private final LiteralScanner scanner = literals.scanner();
        private final @Nullable Hits[] hits = new Hits[patterns.size()];
        /// Patterns with hits in this text: which they are, and for each whether it is one.
        private final int[] hit = new int[patterns.size()];
        private int hitCount;
        private final boolean[] isHit = new boolean[patterns.size()];
        /// Patterns that need a pass over the whole text.
        private final boolean[] overrun = new boolean[patterns.size()];
        private byte[] text = new byte[0];
        private int begin;
        private int end;
        /// Where characters end that fold to ASCII.
        private final Offsets foldings = new Offsets();
        private Attention attention = Attention.toAll(0);
        /// Literals that end up to here have been told of, or are of no interest.
        private int told;

        @Override
        public Attention toChanges(Edits edits, Attention.Seen before, int length) {
            return Attention.toChanges(edits, before, longest, length);
        }

        @Override
        public List<Match> matches(byte[] bytes, int offset, int length, Attention where) {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            text = bytes;
            begin = offset;
            end = offset + length;
            attention = where;
            List<Match> matches = new ArrayList<>();
            try {
                for (int i = 0; i < where.zones.count(); i++) {
                    told = begin + where.zones.from(i);
                    scanner.find(bytes, Math.max(begin, told - longest), begin + where.zones.to(i), this);
                }
                if (foldings.size() > 0) {
                    new FoldedText(bytes, begin, end, foldings.toArray(), longest).find(scanner, this::foundFolded);
                }
                confirm(matches);
            } finally {
                clear();
            }
            matches.sort(ReferenceEngine.ORDER);
            return matches;
        }

        private void confirm(List<Match> matches) {
            Confirmation confirmation = new Confirmation(text, begin, end, attention, matches);
            for (SoughtPattern pattern : everywhere) {
                confirmation.everywhere(pattern);
            }
            for (int i = 0; i < hitCount; i++) {
                SoughtPattern pattern = patterns.get(hit[i]);
                if (overrun[hit[i]]) {
                    confirmation.everywhere(pattern);
                } else {
                    confirmation.at(pattern, hitsOf(hit[i]), cuts);
                }
            }
        }

        /// The hits of a pattern, which has some from now on.
        private Hits hitsOf(int pattern) {
            Hits found = hits[pattern];
            if (found == null) {
                found = new Hits();
                hits[pattern] = found;
            }
            if (!isHit[pattern]) {
                isHit[pattern] = true;
                hit[hitCount++] = pattern;
            }
            return found;
        }

        private void clear() {
            for (int i = 0; i < hitCount; i++) {
                int pattern = hit[i];
                hitsOf(pattern).clear();
                isHit[pattern] = false;
                overrun[pattern] = false;
            }
            hitCount = 0;
            foldings.clear();
            text = new byte[0];
            attention = Attention.toAll(0);
        }

        @Override
        public void found(int literal, int at) {
            byte[] bytes = exact[literal];
            if (at <= told || bytes != null && !Arrays.equals(text, at - bytes.length, at, bytes, 0, bytes.length)) {
                return;
            }
            boolean again = false;
            for (int cut : cutsOf[literal]) {
                again |= judge(cut, at);
            }
            if (folding[literal]) {
                foldings.add(at);
                again = true;
            }
            if (again) {
                attention.ends.add(at - begin);
            }
        }

        /// A literal with letters that stand in the text as characters which fold to them. A later version is looked at for it
        /// again because of those characters.
        private void foundFolded(FoldedText folded, int literal, int at) {
            if (!folded.within(at - lengths[literal], at)) {
                return;
            }
            for (int cut : cutsOf[literal]) {
                if (cuts.get(cut).literals().folded()) {
                    // No keyword has been found by it, for those are told by their bytes.
                    hitsOf(patternOf[cut]).doubtKeyword();
                    judge(cut, folded.origin(at));
                }
            }
        }

        /// Looks whether there may be a match around a cut.
        ///
        /// @return whether a later version of the text has to be looked at here again
        private boolean judge(int ref, int at) {
            int pattern = patternOf[ref];
            if (overrun[pattern]) {
                return true;
            }
            int read = cuts.get(ref).rightFrom(text, begin, at, end);
            int work = read < 0 ? ~read : read;
            if (read >= 0) {
                hitsOf(pattern).add(at, ref);
            }
            if (unbounded[pattern] && work > 0) {
                Hits found = hitsOf(pattern);
                found.work(work);
                overrun[pattern] = found.work() > Confirmation.allowance(end - begin);
            }
            return read >= 0 || work >= Attention.REACH;
        }

        @Override
        public void close() {
            scanner.close();
        }
    }
}
