package dev.gatehouse.secrets.engine;

import java.io.IOException;
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
        PlanPack pack = PlanPack.builtIn();
        return new LiteralEngine(SoughtPattern.of(patterns, pack), pack, PlanPack::automata, LiteralAutomata::of);
    }

    /// The fastest engine of this platform for patterns of any origin. Of our own patterns, as this build of Gatehouse has packed
    /// them, literals are found in Java at first, then by Vectorscan where its library is to be had; of all others in Java alone,
    /// for the library runs in this process and is given nothing that a repository brings.
    ///
    /// @param cache
    ///            the user's directory for what can be made again; the library and its databases are kept there
    /// @throws InvalidPatternException
    ///             if a pattern is not in RE2 syntax or too large
    public static Engine fastest(List<EnginePattern> patterns, Path cache) {
        return fastest(patterns, PlanPack.builtIn(), cache, FasterInTime.ENOUGH);
    }

    static Engine fastest(List<EnginePattern> patterns, PlanPack pack, Path cache, long enough) {
        return new LiteralEngine(SoughtPattern.of(patterns, pack), pack,
                packed -> new FasterInTime(packed.automata(), enough, () -> vectorscan(packed.literals(), cache)),
                LiteralAutomata::of);
    }

    /// What [#java] and [#fastest] read when they start, so that they need not work it out: the plans of our own patterns.
    ///
    /// @throws InvalidPatternException
    ///             if a pattern is not in RE2 syntax or too large
    public static byte[] pack(List<EnginePattern> patterns) {
        return PlanPack.of(patterns);
    }

    /// Puts what [#fastest] would make in the user's directory into a folder beside the launcher, for whoever starts it. Does nothing
    /// where there is no Vectorscan for the platform.
    ///
    /// @param folder
    ///            what the system property `gatehouse.native` names in later starts
    /// @throws IOException
    ///             if it cannot be written
    public static void install(Path folder) throws IOException {
        List<Literal> literals = PlanPack.builtIn().literals();
        try {
            Vectorscan library = new Vectorscan(VectorscanLibrary.install(folder));
            if (!literals.isEmpty()) {
                VectorscanLiterals.install(library, literals, folder);
            }
        } catch (Vectorscan.Unavailable e) {
            // The engine in Java finds the same; #vectorscanMissing tells why.
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

    /// Whether an engine takes the pattern.
    ///
    /// @throws InvalidPatternException
    ///             if it is not in RE2 syntax or too large
    public static void check(EnginePattern pattern) {
        SoughtPattern.of(List.of(pattern), PlanPack.NONE);
    }

    private static Optional<LiteralScanner.Source> vectorscan(List<Literal> literals, Path cache) {
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
        return new LiteralEngine(SoughtPattern.of(trusted, PlanPack.NONE), PlanPack.NONE, PlanPack::automata,
                literals -> literals.isEmpty() ? LiteralAutomata.of(literals) : new VectorscanLiterals(library, literals, cache));
    }
}
