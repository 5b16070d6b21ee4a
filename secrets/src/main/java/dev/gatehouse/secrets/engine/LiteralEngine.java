package dev.gatehouse.secrets.engine;

import dev.gatehouse.secrets.change.Edits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/// Looks for the literals that matches cannot do without, all in one pass, and at each looks with small automata whether there is
/// a
/// match around it. What finds the literals differs from platform to platform. Patterns without such literals cost a pass of their
/// own.
///
/// Literals rather than whole expressions are looked for natively too: they are rare in real texts, what stands behind them fails
/// within a few bytes, and they need no translation into another expression language.
final class LiteralEngine implements Engine {
    /// The characters that fold to an ASCII s and k.
    private static final List<String> FOLDING = List.of("ſ", "\u212A");

    private final List<SoughtPattern> patterns;
    private final List<Cut> cuts = new ArrayList<>();
    /// For each cut its pattern.
    private final int[] patternOf;
    /// For each literal its cuts; none for those in [#FOLDING].
    private final int[][] cutsOf;
    /// For each pattern whether its right sides may read far.
    private final boolean[] unbounded;
    /// Patterns that are looked for everywhere, and those that are if the text holds a character that folds to ASCII.
    private final List<SoughtPattern> everywhere = new ArrayList<>();
    private final List<SoughtPattern> folded = new ArrayList<>();
    private final LiteralScanner.Source literals;
    /// Most bytes of a literal.
    private final int longest;

    /// @param scanners
    ///            makes the scanners of the literals, which are in lower case
    LiteralEngine(List<SoughtPattern> patterns, Function<List<byte[]>, LiteralScanner.Source> scanners) {
        this.patterns = patterns;
        unbounded = new boolean[patterns.size()];
        List<Integer> owners = new ArrayList<>();
        // In order, for what is made of them is kept under a digest of all.
        Map<String, List<Integer>> found = new TreeMap<>();
        for (SoughtPattern pattern : patterns) {
            if (pattern.branches().isEmpty()) {
                everywhere.add(pattern);
            } else if (pattern.branches().stream().anyMatch(Branch::folded)) {
                folded.add(pattern);
                FOLDING.forEach(literal -> found.putIfAbsent(literal, List.of()));
            }
            for (Branch branch : pattern.branches()) {
                unbounded[pattern.index()] |= Node.sequence(branch.right()).maxWidth() == Node.UNBOUNDED;
                for (String literal : branch.literals()) {
                    found.computeIfAbsent(literal, _ -> new ArrayList<>()).add(cuts.size());
                }
                owners.add(pattern.index());
                cuts.add(new Cut(branch.left(), branch.right()));
            }
        }
        patternOf = owners.stream().mapToInt(i -> i).toArray();
        cutsOf = found.values().stream().map(refs -> refs.stream().mapToInt(i -> i).toArray()).toArray(int[][]::new);
        longest = found.keySet().stream().mapToInt(literal -> literal.getBytes(StandardCharsets.UTF_8).length).max().orElse(0);
        literals = scanners.apply(found.keySet().stream().map(literal -> literal.getBytes(StandardCharsets.UTF_8)).toList());
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
        private final Hits[] hits = new Hits[patterns.size()];
        /// Patterns with hits in this text, and which these are.
        private final boolean[] hit = new boolean[patterns.size()];
        /// Patterns that need a pass over the whole text.
        private final boolean[] overrun = new boolean[patterns.size()];
        private byte[] text = new byte[0];
        private int begin;
        private int end;
        private boolean foldingSeen;
        private Attention attention = Attention.toAll(0);
        /// Literals that end up to here have been told of, or are of no interest.
        private int told;

        Scan() {
            Arrays.setAll(hits, _ -> new Hits());
        }

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
                confirm(matches);
            } finally {
                clear();
            }
            matches.sort(ReferenceEngine.ORDER);
            return matches;
        }

        private void confirm(List<Match> matches) {
            Confirmation confirmation = new Confirmation(text, begin, end, attention, matches);
            everywhere.forEach(pattern -> overrun[pattern.index()] = true);
            if (foldingSeen) {
                folded.forEach(pattern -> overrun[pattern.index()] = true);
            }
            for (SoughtPattern pattern : patterns) {
                if (overrun[pattern.index()]) {
                    confirmation.everywhere(pattern);
                } else if (hit[pattern.index()]) {
                    confirmation.at(pattern, hits[pattern.index()], cuts);
                }
            }
        }

        private void clear() {
            for (int i = 0; i < hits.length; i++) {
                if (hit[i]) {
                    hits[i].clear();
                }
            }
            Arrays.fill(hit, false);
            Arrays.fill(overrun, false);
            foldingSeen = false;
            text = new byte[0];
            attention = Attention.toAll(0);
        }

        @Override
        public void found(int literal, int at) {
            if (at <= told) {
                return;
            }
            int[] refs = cutsOf[literal];
            foldingSeen |= refs.length == 0;
            boolean again = refs.length == 0;
            for (int ref : refs) {
                int pattern = patternOf[ref];
                if (overrun[pattern]) {
                    again = true;
                    continue;
                }
                int read = cuts.get(ref).rightFrom(text, begin, at, end);
                Hits found = hits[pattern];
                if (read >= 0) {
                    found.add(at, ref);
                    hit[pattern] = true;
                }
                again |= read >= 0 || ~read >= Attention.REACH;
                if (unbounded[pattern]) {
                    hit[pattern] = true;
                    found.work(read < 0 ? ~read : read);
                    overrun[pattern] = found.work() > Confirmation.allowance(end - begin);
                }
            }
            if (again) {
                attention.ends.add(at - begin);
            }
        }

        @Override
        public void close() {
            scanner.close();
        }
    }
}
