package dev.gatehouse.cli;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.SecretsSettings;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.secrets.FingerprintKey;
import dev.gatehouse.secrets.SecretRules;
import dev.gatehouse.secrets.SecretsCheck;
import dev.gatehouse.secrets.SecretsOptions;
import dev.gatehouse.secrets.engine.Engines;
import dev.gatehouse.secrets.gitleaks.GitleaksIgnore;
import dev.gatehouse.secrets.match.HeuristicJudge;
import dev.gatehouse.secrets.rule.Catalogue;
import dev.gatehouse.secrets.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the checks that a scan runs, as the configuration says.
final class Checks {
    /// File that holds the organisation's fingerprint key, or the key itself.
    static final String FINGERPRINT_KEY = "GATEHOUSE_FINGERPRINT_KEY";
    private static final String GITLEAKS_RULES = ".gitleaks.toml";
    private static final String GITLEAKS_IGNORE = ".gitleaksignore";

    private Checks() {}

    /// Reads a file of the judged state; null if there is none.
    @FunctionalInterface
    interface StateFiles {
        byte @Nullable [] read(String path) throws UsageException, IOException;
    }

    /// The rules that the configuration chooses.
    static RuleSet rules(Configuration configuration, StateFiles files, DiagnosticSink diagnostics)
            throws UsageException, IOException {
        try {
            return SecretRules.assemble(Catalogue.load(), options(configuration, files, diagnostics), (path, from) -> {
                try {
                    byte[] bytes = files.read(path);
                    if (bytes == null) {
                        throw new IOException("there is no such file");
                    }
                    return bytes;
                } catch (UsageException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }, diagnostics);
        } catch (DocumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /// The secrets check.
    static SecretsCheck secrets(Console console, Configuration configuration, StateFiles files, DiagnosticSink diagnostics,
            FingerprintKey key)
            throws UsageException, IOException {
        SecretsOptions options = options(configuration, files, diagnostics);
        RuleSet rules = rules(configuration, files, diagnostics);
        // Only our own rules are compiled by native code in this process.
        boolean trusted = options.ruleFiles().isEmpty();
        return SecretsCheck.create(rules, options,
                patterns -> trusted ? Engines.fastest(patterns, Workplace.cache(console)) : Engines.java(patterns), key,
                new HeuristicJudge());
    }

    private static SecretsOptions options(Configuration configuration, StateFiles files, DiagnosticSink diagnostics)
            throws UsageException, IOException {
        SecretsSettings settings = configuration.secrets();
        String name = settings.rules() == null ? GITLEAKS_RULES : settings.rules();
        byte[] rules = files.read(name);
        if (rules == null && settings.rules() != null) {
            throw new UsageException(Workplace.FILE + ": secrets.rules names " + name + ", and there is no such file");
        }
        byte[] ignore = files.read(GITLEAKS_IGNORE);
        // A configured regex must match the whole secret, so that a short one does not silence everything that contains it.
        List<String> allow = settings.allow().stream().map(regex -> "^(?:" + regex + ")$").toList();
        return new SecretsOptions(settings.profile(), Set.of(), Set.copyOf(settings.disable()), settings.severity(),
                true, rules == null ? List.of() : List.of(new SecretsOptions.RuleFile(name, rules)), allow, List.of(), List.of(),
                ignore == null ? List.of() : List.of(GitleaksIgnore.read(GITLEAKS_IGNORE, ignore, diagnostics)), List.of());
    }

    /// The key that fingerprints are made with: the organisation's, else the repository's own, else the constant one.
    static FingerprintKey key(Console console, Ground ground) throws UsageException, IOException {
        String given = console.environment().get(FINGERPRINT_KEY);
        if (given != null && !given.isBlank()) {
            try {
                byte[] key = given.startsWith("/") || given.startsWith("./")
                        ? Files.readAllBytes(Path.of(given))
                        : given.getBytes(StandardCharsets.UTF_8);
                return FingerprintKey
                        .ofOrganisation(new String(key, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new UsageException(FINGERPRINT_KEY + ": " + e.getMessage(), e);
            }
        }
        if (ground.repository() != null) {
            String root = new RootCommits(Workplace.cache(console)).of(ground.repository());
            if (root != null) {
                return FingerprintKey.ofRootCommit(root);
            }
        }
        return FingerprintKey.ofNobody();
    }
}
