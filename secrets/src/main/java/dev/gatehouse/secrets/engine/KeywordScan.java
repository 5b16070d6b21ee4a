package dev.gatehouse.secrets.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells in one pass for which patterns a text holds a keyword. Immutable.
final class KeywordScan {
    private final LiteralAutomata automata;
    /// For each keyword its patterns.
    private final List<List<Integer>> patternsOf;
    private final BitSet always = new BitSet();

    KeywordScan(Iterable<SoughtPattern> patterns) {
        Map<String, List<Integer>> keywords = new LinkedHashMap<>();
        for (SoughtPattern pattern : patterns) {
            for (byte[] keyword : pattern.keywords().folded()) {
                if (keyword.length == 0) {
                    always.set(pattern.index());
                } else {
                    // One character a byte, so that any bytes may be the key.
                    keywords.computeIfAbsent(new String(keyword, StandardCharsets.ISO_8859_1), _ -> new ArrayList<>())
                            .add(pattern.index());
                }
            }
            if (pattern.keywords().none()) {
                always.set(pattern.index());
            }
        }
        automata = LiteralAutomata.of(keywords.keySet().stream().map(key -> key.getBytes(StandardCharsets.ISO_8859_1)).toList());
        patternsOf = List.copyOf(keywords.values());
    }

    /// The indexes of the patterns that may match in the text as far as keywords go.
    BitSet present(byte[] text, int from, int to) {
        BitSet seen = new BitSet(patternsOf.size());
        automata.find(text, from, to, (keyword, _) -> seen.set(keyword));
        BitSet present = (BitSet) always.clone();
        seen.stream().forEach(keyword -> patternsOf.get(keyword).forEach(present::set));
        return present;
    }
}
