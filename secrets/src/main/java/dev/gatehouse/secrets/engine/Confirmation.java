package dev.gatehouse.secrets.engine;

import java.util.List;
import java.util.function.Supplier;

/// Turns the places where a pattern may match into its matches, exactly those that successive finds over the whole text give.
///
/// Whether a match begins at a place, and which, depends on the text alone and not on where the search began. So the successive
/// finds are: the match at the first place, from the end of the one before, at which one begins. All that is needed is a set of
/// places that misses none, and re2j's word at each of them. For use by one thread at a time.
final class Confirmation {
    private final Marks marks = new Marks();
    private final byte[] text;
    private final int begin;
    private final int end;
    private final List<Match> matches;
    private final Attention attention;
    private int from;

    /// Matches found are added to the list, their offsets counted from `begin`.
    Confirmation(byte[] text, int begin, int end, Attention attention, List<Match> matches) {
        this.attention = attention;
        this.text = text;
        this.begin = begin;
        this.end = end;
        this.matches = matches;
    }

    /// How many bytes may be read to judge the hits of one pattern before a pass over the whole text is cheaper.
    static long allowance(int length) {
        return 64L * length + 65_536;
    }

    /// All matches of a pattern, looked for everywhere.
    void everywhere(SoughtPattern pattern) {
        if (!pattern.mayMatchIn(text, begin, end, attention)) {
            return;
        }
        Supplier<Node> language = pattern.plan().language();
        if (language == null) {
            Text whole = Text.of(text, begin, end);
            ReferenceEngine.findAll(pattern.index(), pattern.probe().plain(), whole, whole.toString(), begin, matches);
        } else {
            from = begin;
            pattern.markStarts(language, text, begin, end, marks);
            decide(pattern, end);
        }
    }

    /// All matches of a pattern, each of which has one of the hits at its cut.
    void at(SoughtPattern pattern, Hits hits, List<Cut> cuts) {
        from = begin;
        hits.order();
        // Most hits are no matches, so whether the text holds a keyword is asked last.
        boolean keywordKnown = pattern.plan().literalsHoldKeywords() && !hits.keywordInDoubt();
        int maxLeft = 0;
        for (int i = 0; i < hits.size(); i++) {
            maxLeft = Math.max(maxLeft, cuts.get(hits.cut(i)).maxLeft());
        }
        int before = matches.size();
        for (int first = 0; first < hits.size();) {
            // Hits so near to each other that a later one may mean an earlier beginning are judged together.
            int next = first + 1;
            while (next < hits.size() && hits.offset(next) - maxLeft <= hits.offset(next - 1)) {
                next++;
            }
            marks.reset(Math.max(begin, hits.offset(first) - maxLeft), hits.offset(next - 1));
            for (int i = first; i < next; i++) {
                Cut cut = cuts.get(hits.cut(i));
                int earliest = Math.max(from, Math.max(begin, hits.offset(i) - maxLeft));
                if (hits.offset(i) > earliest) {
                    hits.work(cut.markStarts(text, begin, earliest, hits.offset(i), end, marks));
                }
                if (maxLeft == Node.UNBOUNDED && hits.work() > allowance(end - begin)) {
                    matches.subList(before, matches.size()).clear();
                    everywhere(pattern);
                    return;
                }
            }
            int last = hits.offset(next - 1);
            first = next;
            int marked = marks.next(from);
            if (marked < 0 || marked > last) {
                continue;
            }
            if (!keywordKnown && !pattern.keywords().occur(text, begin, end)) {
                return;
            }
            keywordKnown = true;
            decide(pattern, last);
        }
    }

    private void decide(SoughtPattern pattern, int to) {
        for (int at = marks.next(from); at >= 0 && at <= to; at = marks.next(at)) {
            int[] groups = pattern.probe().match(text, begin, at, end);
            if (groups == null) {
                at++;
            } else {
                matches.add(new Match(pattern.index(), groups));
                from = begin + groups[1];
                at = from;
            }
        }
    }
}
