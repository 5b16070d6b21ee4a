package dev.gatehouse.cli.engine;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.Workplace;
import dev.gatehouse.config.SecretsSettings;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.secrets.FingerprintKey;
import dev.gatehouse.secrets.NearMiss;
import dev.gatehouse.secrets.SecretRules;
import dev.gatehouse.secrets.SecretsCheck;
import dev.gatehouse.secrets.SecretsOptions;
import dev.gatehouse.secrets.gitleaks.GitleaksBaseline;
import dev.gatehouse.secrets.gitleaks.GitleaksIgnore;
import dev.gatehouse.secrets.match.HeuristicJudge;
import dev.gatehouse.secrets.rule.Catalogue;
import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import dev.gatehouse.secrets.validate.Clear;
import dev.gatehouse.secrets.validate.Egress;
import dev.gatehouse.secrets.validate.Validated;
import dev.gatehouse.secrets.validate.Validator;
import dev.gatehouse.source.git.GitRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Leaked secrets.
final class SecretsEngine implements Engine {
    /// File that holds the organisation's fingerprint key, or the key itself.
    private static final String FINGERPRINT_KEY = "GATEHOUSE_FINGERPRINT_KEY";
    private static final String GITLEAKS_RULES = ".gitleaks.toml";
    private static final String GITLEAKS_IGNORE = ".gitleaksignore";

    @Override
    public String id() {
        return "secrets";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("secret", "secret-file");
    }

    @Override
    public PreparedCheck prepare(EngineSetup setup) throws UsageException, IOException {
        FingerprintKey key = key(setup.console(), setup.repository());
        SecretsOptions options = options(setup, baselines(setup, key));
        RuleSet rules = rules(setup, options);
        Clear clear = setup.configuration().secrets().validate() ? new Clear(Catalogue.load()) : null;
        SecretsCheck check = SecretsCheck.create(rules, options,
                patterns -> dev.gatehouse.secrets.engine.Engines.fastest(patterns, Workplace.cache(setup.console())), key,
                new HeuristicJudge(), clear);
        return new PreparedCheck(check, Map.of(), clear == null ? PreparedCheck.Confirmation.NONE : asking(clear),
                check::close);
    }

    private static PreparedCheck.Confirmation asking(Clear clear) {
        var validator = new Validator(Egress.to(clear.requests()), Validator.Pace.DEFAULT);
        return findings -> Validated.of(findings, clear, validator);
    }

    @Override
    public List<RuleEntry> rules(EngineSetup setup) throws UsageException, IOException {
        return rules(setup, options(setup)).rules().stream().map(SecretsEngine::entry).toList();
    }

    @Override
    public List<String> nearMisses(EngineSetup setup, String path, byte[] content, int line) throws UsageException, IOException {
        return NearMiss.at(rules(setup, options(setup)), content, path, line).stream()
                .map(miss -> miss.rule() + ": " + miss.why()).toList();
    }

    private static RuleEntry entry(SecretRule rule) {
        Detection detection = rule.detection();
        var body = new LinkedHashMap<String, String>();
        if (!detection.keywords().isEmpty()) {
            body.put("keywords", String.join(", ", detection.keywords()));
        }
        put(body, "regex", detection.regex());
        put(body, "path", detection.path());
        return new RuleEntry(rule.header(), body);
    }

    private static void put(Map<String, String> body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private static RuleSet rules(EngineSetup setup, SecretsOptions options) throws UsageException, IOException {
        try {
            return SecretRules.assemble(Catalogue.load(), options, (path, from) -> {
                try {
                    byte[] bytes = setup.files().read(path);
                    if (bytes == null) {
                        throw new IOException("there is no such file");
                    }
                    return bytes;
                } catch (UsageException e) {
                    throw new IOException(e.getMessage(), e);
                }
            }, setup.diagnostics());
        } catch (DocumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static SecretsOptions options(EngineSetup setup) throws UsageException, IOException {
        return options(setup, List.of());
    }

    private static List<GitleaksBaseline> baselines(EngineSetup setup, FingerprintKey key) throws UsageException, IOException {
        String name = setup.configuration().secrets().gitleaksBaseline();
        if (name == null) {
            return List.of();
        }
        byte[] bytes = setup.files().read(name);
        if (bytes == null) {
            throw new UsageException(
                    Workplace.FILE + ": secrets.gitleaks-baseline names " + name + ", and there is no such file");
        }
        try {
            return List.of(GitleaksBaseline.read(name, bytes, secret -> key.fingerprint(secret).toString()));
        } catch (DocumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static SecretsOptions options(EngineSetup setup, List<GitleaksBaseline> baselines)
            throws UsageException, IOException {
        SecretsSettings settings = setup.configuration().secrets();
        String name = settings.rules() == null ? GITLEAKS_RULES : settings.rules();
        byte[] rules = setup.files().read(name);
        if (rules == null && settings.rules() != null) {
            throw new UsageException(Workplace.FILE + ": secrets.rules names " + name + ", and there is no such file");
        }
        byte[] ignore = setup.files().read(GITLEAKS_IGNORE);
        // A configured regex must match the whole secret, so that a short one does not silence everything that contains it.
        List<String> allow = settings.allow().stream().map(regex -> "^(?:" + regex + ")$").toList();
        return new SecretsOptions(settings.profile(), Set.of(), Set.copyOf(settings.disable()), settings.severity(),
                true, rules == null ? List.of() : List.of(new SecretsOptions.RuleFile(name, rules)), allow, List.of(), List.of(),
                ignore == null ? List.of() : List.of(GitleaksIgnore.read(GITLEAKS_IGNORE, ignore, setup.diagnostics())),
                baselines);
    }

    /// The key that fingerprints are made with: the organisation's, else the repository's own, else the constant one.
    private static FingerprintKey key(Console console, @Nullable GitRepository repository) throws UsageException, IOException {
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
        if (repository != null) {
            String root = new RootCommits(Workplace.cache(console)).of(repository);
            if (root != null) {
                return FingerprintKey.ofRootCommit(root);
            }
        }
        return FingerprintKey.ofNobody();
    }
}
