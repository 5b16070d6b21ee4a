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
    ///             if a pattern is not in RE2 syntax or too large
    public static Engine java(List<EnginePattern> patterns) {
        return new LiteralEngine(SoughtPattern.checked(patterns), LiteralAutomata::of);
    }

    /// The fastest engine of this platform: the same as [#java] for the first megabytes, then with Vectorscan where its library
    /// is
    /// to be had.
    ///
    /// For our own patterns only, not for a user's: they are not checked, and the library runs in this process.
    ///
    /// @param cache
    ///            the user's directory for what can be made again; the library and its databases are kept there
    public static Engine fastest(List<EnginePattern> trusted, Path cache) {
        return new LiteralEngine(SoughtPattern.of(trusted), literals -> new FasterInTime(literals, FasterInTime.ENOUGH,
                () -> vectorscan(literals, cache)));
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

    /// Whether an engine takes the pattern.
    ///
    /// @throws InvalidPatternException
    ///             if it is not in RE2 syntax or too large
    public static void check(EnginePattern pattern) {
        SoughtPattern.checked(List.of(pattern));
    }

    private static Optional<LiteralScanner.Source> vectorscan(List<byte[]> literals, Path cache) {
        if (literals.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new VectorscanLiterals(new Vectorscan(VectorscanLibrary.file(cache)), literals, cache));
        } catch (Vectorscan.Unavailable e) {
            // The engine in Java finds the same; #vectorscanMissing tells why.
            return Optional.empty();
        }
    }

    /// Vectorscan from the first byte.
    static Engine vectorscanEngine(List<EnginePattern> trusted, Path cache) throws Vectorscan.Unavailable {
        Vectorscan library = new Vectorscan(VectorscanLibrary.file(cache));
        return new LiteralEngine(SoughtPattern.of(trusted),
                literals -> literals.isEmpty() ? LiteralAutomata.of(literals) : new VectorscanLiterals(library, literals, cache));
    }
}
