package dev.gatehouse.secrets.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pass over a whole text for one pattern, and how to see that it is not worth while. Thread-safe.
final class Passage {
    private final Node language;
    private final Node loosest;
    /// Null if nothing rare is in every match.
    private final @Nullable RequiredRun run;
    private volatile @Nullable Automaton starts;
    private volatile @Nullable Automaton exact;

    Passage(Node language) {
        this.language = language;
        loosest = Loosening.upTo(language, 8);
        run = RequiredRun.of(language);
    }

    /// Whether what every match has stands where the attention goes, or anywhere if that is everywhere.
    boolean mayFind(byte[] text, int begin, int end, Attention attention) {
        if (run == null) {
            return true;
        }
        if (attention.everything || run.least() > Attention.REACH / 2) {
            return run.in(text, begin, end, end);
        }
        for (int i = 0; i < attention.zones.count(); i++) {
            if (run.in(text, begin + attention.zones.from(i), begin + attention.zones.to(i), end)) {
                return true;
            }
        }
        return false;
    }

    /// Marks where matches may begin.
    void markStarts(byte[] text, int begin, int end, Marks marks) {
        Automaton backward = starts;
        if (backward == null) {
            backward = new Automaton(Node.sequence(List.of(loosest, Loosening.ANYTHING)), true);
            starts = backward;
        }
        marks.reset(begin, end);
        backward.runBack(text, begin, begin, end, end, marks);
        if (!loosest.equals(language)) {
            Automaton forward = exact;
            if (forward == null) {
                forward = new Automaton(language, false);
                exact = forward;
            }
            // re2j would find out too, but more slowly. The allowance keeps long runs from many places from growing quadratic.
            long allowance = Confirmation.allowance(end - begin);
            for (int at = marks.next(begin); at >= 0 && allowance > 0; at = marks.next(at + 1)) {
                int read = forward.run(text, begin, at, end);
                if (read < 0) {
                    marks.clear(at);
                }
                allowance -= Math.max(read, ~read);
            }
        }
    }
}
