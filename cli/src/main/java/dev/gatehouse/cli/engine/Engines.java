package dev.gatehouse.cli.engine;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.finding.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The engines that a command runs.
///
/// @param engines in the order of [#IDS]
public record Engines(List<Engine> engines) {
    /// Every engine that there is.
    public static final List<String> IDS = List.of("secrets", "sca", "image", "iac", "threatmodel");

    public Engines {
        engines = List.copyOf(engines);
    }

    /// All of them.
    public static Engines all() {
        return new Engines(IDS.stream().map(id -> engine(id, false)).toList());
    }

    /// Those that flags choose.
    ///
    /// @param only if not empty, no others
    /// @param skip not these
    /// @throws UsageException if there is no such engine, or none is left
    public static Engines chosen(List<String> only, List<String> skip) throws UsageException {
        for (List<String> named : List.of(only, skip)) {
            for (String id : named) {
                if (!IDS.contains(id)) {
                    throw new UsageException("there is no engine '" + id + "'; engines: " + String.join(", ", IDS));
                }
            }
        }
        List<Engine> chosen = IDS.stream().filter(id -> (only.isEmpty() || only.contains(id)) && !skip.contains(id))
                .map(id -> engine(id, only.contains(id))).toList();
        if (chosen.isEmpty()) {
            throw new UsageException("--only and --skip leave no engine to run");
        }
        return new Engines(chosen);
    }

    /// A switch, so that the class of an engine that nobody asks for is not loaded.
    ///
    /// @param asked whether somebody named it
    private static Engine engine(String id, boolean asked) {
        return switch (id) {
            case "secrets" -> new SecretsEngine();
            case "sca" -> new ScaEngine();
            case "image" -> new ImageEngine();
            case "iac" -> new IacEngine(asked);
            case "threatmodel" -> new ThreatModelEngine(asked);
            default -> throw new IllegalArgumentException(id);
        };
    }

    /// Makes the checks.
    public Checks prepare(EngineSetup setup) throws UsageException, IOException {
        return Checks.prepare(engines, setup);
    }

    /// The rules of all of them.
    public List<RuleEntry> rules(EngineSetup setup) throws UsageException, IOException {
        List<RuleEntry> rules = new ArrayList<>();
        for (Engine engine : engines) {
            rules.addAll(engine.rules(setup));
        }
        return rules;
    }

    /// Why they report nothing on a line; see [Engine#nearMisses].
    public List<String> nearMisses(EngineSetup setup, String path, byte[] content, int line) throws UsageException, IOException {
        List<String> all = new ArrayList<>();
        for (Engine engine : engines) {
            all.addAll(engine.nearMisses(setup, path, content, line));
        }
        return all;
    }

    /// Whether one of them makes findings that carry such a fingerprint. A fingerprint whose scheme no engine knows counts, so
    /// that nothing is kept for ever.
    public boolean speakOf(Fingerprint fingerprint) {
        Set<String> silent = new HashSet<>();
        for (String id : IDS) {
            silent.addAll(engine(id, false).schemes());
        }
        engines.forEach(engine -> silent.removeAll(engine.schemes()));
        return !silent.contains(fingerprint.scheme());
    }
}
