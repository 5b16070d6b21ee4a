package dev.gatehouse.secrets.engine;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A pattern with all that an engine knows of it. Thread-safe.
final class SoughtPattern {
    /// Patterns with more states are refused.
    private static final int MAX_SIZE = 100_000;
    /// Automata with more states are made smaller by loosening counts.
    private static final int MAX_AUTOMATON = 3000;

    private final int index;
    private final Keywords keywords;
    private final Probe probe;
    private final @Nullable Node node;
    private final List<Branch> branches;
    private final boolean literalsHoldKeywords;
    /// For a pattern that has to be looked for everywhere.
    private final @Nullable RequiredRun run;
    private volatile @Nullable Node loosest;
    private volatile @Nullable Automaton starts;
    private volatile @Nullable Automaton exact;

    private SoughtPattern(int index, EnginePattern pattern, @Nullable Node node, boolean openQuote) {
        this.index = index;
        this.node = node;
        keywords = new Keywords(pattern.keywords());
        probe = new Probe(pattern.regex(), openQuote);
        Branches found = node == null ? null : Branches.of(node);
        branches = found == null ? List.of() : found.branches();
        literalsHoldKeywords = keywords.none()
                || branches.stream().flatMap(branch -> branch.literals().stream()).allMatch(keywords::within);
        run = node == null || !branches.isEmpty() || isWhole(node) ? null : RequiredRun.of(node);
    }

    /// Patterns of any origin, each compiled once to see that it can be.
    ///
    /// @throws InvalidPatternException
    ///             if one is too large or not in RE2 syntax
    static List<SoughtPattern> checked(List<EnginePattern> patterns) {
        List<SoughtPattern> sought = of(patterns);
        sought.forEach(SoughtPattern::check);
        return sought;
    }

    /// Patterns that are known to be valid; compiled when they are first needed.
    ///
    /// @throws InvalidPatternException
    ///             if one is too large
    static List<SoughtPattern> of(List<EnginePattern> patterns) {
        List<SoughtPattern> sought = new ArrayList<>();
        for (EnginePattern pattern : patterns) {
            sought.add(of(sought.size(), pattern));
        }
        return List.copyOf(sought);
    }

    private static SoughtPattern of(int index, EnginePattern pattern) {
        RegexReader.Read read;
        try {
            read = RegexReader.read(pattern.regex());
        } catch (RegexReader.UnknownSyntax e) {
            SoughtPattern unread = new SoughtPattern(index, pattern, null, false);
            unread.check();
            return unread;
        }
        if (read.node().size() > MAX_SIZE) {
            throw new InvalidPatternException(index, "expression too large: " + pattern.regex());
        }
        Node node = loosened(read.node());
        boolean usable = node.size() <= MAX_AUTOMATON && node.minWidth() > 0;
        return new SoughtPattern(index, pattern, usable ? node : null, read.openQuote());
    }

    /// Compiles the pattern.
    ///
    /// @throws InvalidPatternException
    ///             if it is not in RE2 syntax
    private void check() {
        try {
            probe.compile();
        } catch (PatternSyntaxException e) {
            throw new InvalidPatternException(index, e.getDescription() + ": " + e.getPattern());
        }
    }

    private static Node loosened(Node node) {
        Node loose = node;
        for (int cap = 512; loose.size() > MAX_AUTOMATON && cap > 1; cap /= 2) {
            loose = Loosening.upTo(node, cap);
        }
        return loose;
    }

    int index() {
        return index;
    }

    Keywords keywords() {
        return keywords;
    }

    /// Whether a text that holds one of its literals also holds a keyword.
    boolean literalsHoldKeywords() {
        return literalsHoldKeywords;
    }

    Probe probe() {
        return probe;
    }

    /// The ways in which it may match; empty if it has no useful literals.
    List<Branch> branches() {
        return branches;
    }

    /// Its language, never empty of bytes; null if only re2j can tell.
    @Nullable
    Node node() {
        return node;
    }

    /// Whether a pass over the whole text may find something, as far as can be told without one.
    ///
    /// @param attention
    ///            told if the answer would be yes but for keywords
    boolean mayMatchIn(byte[] text, int begin, int end, Attention attention) {
        if (tooLongForIt(end - begin)) {
            return false;
        }
        if (run != null && !attention.passes.get(index)) {
            if (!runIn(run, text, begin, end, attention)) {
                return false;
            }
            attention.passes.set(index);
        }
        return keywords.occur(text, begin, end);
    }

    private static boolean runIn(RequiredRun run, byte[] text, int begin, int end, Attention attention) {
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

    /// Whether it can match only as the whole of a text, and the text is too long for it.
    private boolean tooLongForIt(int length) {
        return node != null && isWhole(node) && node.maxWidth() < length;
    }

    private static boolean isWhole(Node node) {
        return node instanceof Node.Sequence(List<Node> parts) && parts.size() > 1
                && parts.getFirst() == Node.Assertion.TEXT_BEGIN && parts.getLast() == Node.Assertion.TEXT_END;
    }

    /// Marks, in one pass from the end, where matches may begin. Only for patterns with a [#node()].
    void markStarts(byte[] text, int begin, int end, Marks marks) {
        Node language = Objects.requireNonNull(node);
        Node loose = loosest;
        if (loose == null) {
            loose = Loosening.upTo(language, 8);
            loosest = loose;
        }
        Automaton backward = starts;
        if (backward == null) {
            backward = new Automaton(Node.sequence(List.of(loose, Loosening.ANYTHING)), true);
            starts = backward;
        }
        marks.reset(begin, end);
        backward.runBack(text, begin, begin, end, end, marks);
        if (!loose.equals(language)) {
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
