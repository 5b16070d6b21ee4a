package dev.gatehouse.secrets.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The engine for every platform: looks for the literals that matches cannot do without, all in one pass, and at each looks with
/// small automata whether there is a match around it. Patterns without such literals cost a pass of their own.
final class JavaEngine implements Engine {
    /// The characters that fold to an ASCII s and k.
    private static final List<byte[]> FOLDING = List.of("ſ".getBytes(StandardCharsets.UTF_8),
            "\u212A".getBytes(StandardCharsets.UTF_8));
    private static final int[] NO_CUTS = {};
    /// Bytes of literals in one automaton.
    private static final int MAX_LITERALS = 60_000;

    private final List<SoughtPattern> patterns;
    private final List<Cut> cuts = new ArrayList<>();
    /// For each cut its pattern.
    private final int[] patternOf;
    /// For each pattern whether its right sides may read far.
    private final boolean[] unbounded;
    /// Patterns that are looked for everywhere, and those that are if the text holds a character that folds to ASCII.
    private final List<SoughtPattern> everywhere = new ArrayList<>();
    private final List<SoughtPattern> folded = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    /// A share of the literals.
    ///
    /// @param cuts
    ///            for each literal the cuts that it ends at
    private record Part(LiteralAutomaton automaton, int[][] cuts) {}

    JavaEngine(List<SoughtPattern> patterns) {
        this.patterns = patterns;
        unbounded = new boolean[patterns.size()];
        List<Integer> owners = new ArrayList<>();
        Map<String, List<Integer>> literals = new LinkedHashMap<>();
        for (SoughtPattern pattern : patterns) {
            if (pattern.branches().isEmpty()) {
                everywhere.add(pattern);
            } else if (pattern.branches().stream().anyMatch(Branch::folded)) {
                folded.add(pattern);
            }
            for (Branch branch : pattern.branches()) {
                Cut cut = new Cut(branch.left(), branch.right());
                unbounded[pattern.index()] |= Node.sequence(branch.right()).maxWidth() == Node.UNBOUNDED;
                for (String literal : branch.literals()) {
                    literals.computeIfAbsent(literal, _ -> new ArrayList<>()).add(cuts.size());
                }
                owners.add(pattern.index());
                cuts.add(cut);
            }
        }
        patternOf = owners.stream().mapToInt(i -> i).toArray();
        build(literals);
    }

    private void build(Map<String, List<Integer>> literals) {
        List<byte[]> keys = new ArrayList<>(folded.isEmpty() ? List.of() : FOLDING);
        List<int[]> refs = new ArrayList<>(folded.isEmpty() ? List.of() : List.of(NO_CUTS, NO_CUTS));
        int bytes = 0;
        for (Map.Entry<String, List<Integer>> entry : literals.entrySet()) {
            byte[] key = entry.getKey().getBytes(StandardCharsets.ISO_8859_1);
            bytes += key.length;
            if (bytes > MAX_LITERALS) {
                parts.add(new Part(new LiteralAutomaton(keys), refs.toArray(int[][]::new)));
                keys = new ArrayList<>();
                refs = new ArrayList<>();
                bytes = key.length;
            }
            keys.add(key);
            refs.add(entry.getValue().stream().mapToInt(i -> i).toArray());
        }
        if (!keys.isEmpty()) {
            parts.add(new Part(new LiteralAutomaton(keys), refs.toArray(int[][]::new)));
        }
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public Session session() {
        return new Scan();
    }

    @Override
    public void close() {}

    private final class Scan implements Session {
        private final Hits[] hits = new Hits[patterns.size()];
        /// Patterns with hits in this text, and which these are.
        private final boolean[] hit = new boolean[patterns.size()];
        /// Patterns that need a pass over the whole text.
        private final boolean[] overrun = new boolean[patterns.size()];
        private byte[] text = new byte[0];
        private int begin;
        private int end;
        private boolean foldingSeen;

        Scan() {
            Arrays.setAll(hits, _ -> new Hits());
        }

        @Override
        public List<Match> matches(byte[] bytes, int offset, int length) {
            text = bytes;
            begin = offset;
            end = offset + length;
            foldingSeen = false;
            for (Part part : parts) {
                int[][] refs = part.cuts();
                part.automaton().find(bytes, begin, end, (literal, at) -> found(refs[literal], at));
            }
            List<Match> matches = new ArrayList<>();
            Confirmation confirmation = new Confirmation(bytes, begin, end, matches);
            everywhere.forEach(confirmation::everywhere);
            if (foldingSeen) {
                folded.forEach(pattern -> overrun[pattern.index()] = true);
            }
            for (int i = 0; i < hits.length; i++) {
                if (overrun[i]) {
                    confirmation.everywhere(patterns.get(i));
                } else if (hit[i]) {
                    confirmation.at(patterns.get(i), hits[i], cuts);
                }
                if (overrun[i] || hit[i]) {
                    overrun[i] = false;
                    hit[i] = false;
                    hits[i].clear();
                }
            }
            matches.sort(ReferenceEngine.ORDER);
            text = new byte[0];
            return matches;
        }

        private void found(int[] refs, int at) {
            foldingSeen |= refs == NO_CUTS;
            for (int ref : refs) {
                int pattern = patternOf[ref];
                if (overrun[pattern]) {
                    continue;
                }
                int read = cuts.get(ref).rightFrom(text, begin, at, end);
                Hits found = hits[pattern];
                if (read >= 0) {
                    found.add(at, ref);
                    hit[pattern] = true;
                }
                if (unbounded[pattern]) {
                    hit[pattern] = true;
                    found.work(read < 0 ? ~read : read);
                    overrun[pattern] = found.work() > Confirmation.allowance(end - begin);
                }
            }
        }

        @Override
        public void close() {}
    }
}
