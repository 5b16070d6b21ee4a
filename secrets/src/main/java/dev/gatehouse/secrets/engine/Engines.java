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
}
