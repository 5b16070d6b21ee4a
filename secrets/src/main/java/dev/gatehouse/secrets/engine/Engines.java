package dev.gatehouse.secrets.engine;

import java.util.List;

/// Makes engines.
public final class Engines {
    private Engines() {}

    /// The engine that defines what all others find: each pattern alone, by re2j, over the whole text. Slow.
    ///
    /// @throws InvalidPatternException
    ///             if a pattern is not in RE2 syntax or too large
    public static Engine reference(List<EnginePattern> patterns) {
        return new ReferenceEngine(patterns);
    }

    /// The engine in Java alone. Takes patterns of any origin: its time is linear in the text for all but a few expressions
    /// whose successive matches are quadratic by definition, such as `a.*b|a`.
    ///
    /// @throws InvalidPatternException
    ///             if a pattern is too large, or not in RE2 syntax as far as that shows without compiling it
    public static Engine java(List<EnginePattern> patterns) {
        return new JavaEngine(SoughtPattern.of(patterns));
    }

    /// Whether an engine would take the pattern.
    ///
    /// @throws InvalidPatternException
    ///             if it is too large or not in RE2 syntax
    public static void check(EnginePattern pattern) {
        SoughtPattern.of(List.of(pattern)).forEach(SoughtPattern::check);
    }
}
