package dev.gatehouse.secrets.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        return new LiteralEngine(SoughtPattern.of(patterns), LiteralAutomata::of);
    }

    /// Whether an engine would take the pattern.
    ///
    /// @throws InvalidPatternException
    ///             if it is too large or not in RE2 syntax
    public static void check(EnginePattern pattern) {
        SoughtPattern.of(List.of(pattern)).forEach(SoughtPattern::check);
    }

    /// The fastest engine of this platform: Vectorscan where its library is to be had, else [#java].
    ///
    /// The library runs in this process, so the patterns must be our own, not a user's.
    ///
    /// @param cache
    ///            the user's directory for what can be made again; the library and its databases are kept there
    public static Engine fastest(List<EnginePattern> trusted, Path cache) {
        try {
            return vectorscan(trusted, cache);
        } catch (Vectorscan.Unavailable e) {
            return java(trusted);
        }
    }

    /// Why [#fastest] has to do without Vectorscan; empty if it has not.
    ///
    /// @param cache
    ///            as for [#fastest]
    public static Optional<String> vectorscanMissing(Path cache) {
        try {
            new Vectorscan(VectorscanLibrary.file(cache));
            return Optional.empty();
        } catch (Vectorscan.Unavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    static Engine vectorscan(List<EnginePattern> trusted, Path cache) throws Vectorscan.Unavailable {
        Vectorscan library = new Vectorscan(VectorscanLibrary.file(cache));
        return new LiteralEngine(SoughtPattern.of(trusted),
                literals -> literals.isEmpty() ? LiteralAutomata.of(literals) : new VectorscanLiterals(library, literals, cache));
    }
}
