package dev.gatehouse.secrets.engine;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A pattern with all that an engine knows of it. Thread-safe.
final class SoughtPattern {
    /// Patterns with more states are refused.
    private static final int MAX_SIZE = 100_000;

    private final int index;
    private final Keywords keywords;
    private final Probe probe;
    private final Plan plan;
    private volatile @Nullable Passage passage;

    private SoughtPattern(int index, EnginePattern pattern, Keywords keywords, Plan plan) {
        this.index = index;
        this.keywords = keywords;
        this.plan = plan;
        probe = new Probe(pattern.regex(), plan.openQuote());
    }

    /// Patterns of any origin. Those whose plan is packed are known to be good; each other is compiled once to see that it can be.
    ///
    /// @throws InvalidPatternException
    ///             if one is too large or not in RE2 syntax
    static List<SoughtPattern> of(List<EnginePattern> patterns, PlanPack pack) {
        List<SoughtPattern> sought = new ArrayList<>();
        List<@Nullable Plan> plans = pack.plans(patterns);
        for (int index = 0; index < plans.size(); index++) {
            EnginePattern pattern = patterns.get(index);
            Plan plan = plans.get(index);
            sought.add(plan == null
                    ? checked(index, pattern)
                    : new SoughtPattern(index, pattern, new Keywords(pattern.keywords()), plan));
        }
        return List.copyOf(sought);
    }

    private static SoughtPattern checked(int index, EnginePattern pattern) {
        Keywords keywords = new Keywords(pattern.keywords());
        SoughtPattern sought = new SoughtPattern(index, pattern, keywords, plan(index, pattern, keywords));
        try {
            sought.probe.compile();
        } catch (PatternSyntaxException e) {
            throw new InvalidPatternException(index, e.getDescription() + ": " + e.getPattern());
        }
        return sought;
    }

    private static Plan plan(int index, EnginePattern pattern, Keywords keywords) {
        RegexReader.Read read;
        try {
            read = RegexReader.read(pattern.regex());
        } catch (RegexReader.UnknownSyntax e) {
            return Plan.onlyByRe2j(false);
        }
        if (read.node().size() > MAX_SIZE) {
            throw new InvalidPatternException(index, "expression too large: " + pattern.regex());
        }
        return Plan.of(read, keywords);
    }

    int index() {
        return index;
    }

    Keywords keywords() {
        return keywords;
    }

    Plan plan() {
        return plan;
    }

    Probe probe() {
        return probe;
    }

    /// Whether a pass over the whole text may find something, as far as can be told without one.
    ///
    /// @param attention
    ///            told if the answer would be yes but for keywords
    boolean mayMatchIn(byte[] text, int begin, int end, Attention attention) {
        if (end - begin > plan.whole()) {
            return false;
        }
        if (plan.cuts().isEmpty() && plan.whole() == Node.UNBOUNDED && plan.language() != null
                && !attention.passes.get(index)) {
            if (!passage(plan.language()).mayFind(text, begin, end, attention)) {
                return false;
            }
            attention.passes.set(index);
        }
        return keywords.occur(text, begin, end);
    }

    /// Marks, in one pass from the end, where matches may begin.
    void markStarts(Supplier<Node> language, byte[] text, int begin, int end, Marks marks) {
        passage(language).markStarts(text, begin, end, marks);
    }

    private Passage passage(Supplier<Node> language) {
        Passage made = passage;
        if (made == null) {
            made = new Passage(language.get());
            passage = made;
        }
        return made;
    }
}
