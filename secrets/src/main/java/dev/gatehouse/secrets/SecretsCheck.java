package dev.gatehouse.secrets;

import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.secrets.decode.Decoder;
import dev.gatehouse.secrets.decode.Limits;
import dev.gatehouse.secrets.engine.Engine;
import dev.gatehouse.secrets.generic.GenericDetector;
import dev.gatehouse.secrets.engine.EnginePattern;
import dev.gatehouse.secrets.match.Found;
import dev.gatehouse.secrets.match.GenericJudge;
import dev.gatehouse.secrets.match.Mask;
import dev.gatehouse.secrets.match.Scanner;
import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.RulePack;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import dev.gatehouse.secrets.validate.Clear;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds leaked secrets. Closing it closes the engine.
public final class SecretsCheck implements Check<SecretFacts>, AutoCloseable {
    /// Changes when the same rules could find something else.
    private static final String CODE = "2";
    private static final Set<String> MARKERS = Set.of("gitleaks:allow", "trufflehog:ignore", "pragma: allowlist secret",
            "pragma: whitelist secret", "#nosec", "nosemgrep", "noqa: S105", "noqa: S106", "noqa: S107");

    private final Scanner scanner;
    private final Engine engine;
    private final FingerprintKey key;
    private final Placement placement;
    private final String version;
    /// Where secrets whose providers will be asked are kept; null if nobody is asked.
    private final @Nullable Clear clear;
    /// Sessions that no thread uses at the moment.
    private final Deque<Engine.Session> sessions = new ConcurrentLinkedDeque<>();

    private SecretsCheck(Scanner scanner, Engine engine, FingerprintKey key, Placement placement, String version,
            @Nullable Clear clear) {
        this.scanner = scanner;
        this.engine = engine;
        this.key = key;
        this.placement = placement;
        this.version = version;
        this.clear = clear;
    }

    /// Makes one.
    ///
    /// @param rules
    ///            see [SecretRules#assemble]
    /// @param options
    ///            for what is suppressed: ignore files and baselines
    /// @param engines
    ///            makes an engine for patterns; it is asked once
    /// @param judge
    ///            decides about values of generic rules
    public static SecretsCheck create(RuleSet rules, SecretsOptions options, Function<List<EnginePattern>, Engine> engines,
            FingerprintKey key, GenericJudge judge) {
        return create(rules, options, engines, key, judge, null);
    }

    /// Makes one that keeps secrets in clear until their providers are asked. Facts from a cache hold none, so it needs to see
    /// every content.
    ///
    /// @param clear
    ///            where it keeps them; null for nowhere
    public static SecretsCheck create(RuleSet rules, SecretsOptions options, Function<List<EnginePattern>, Engine> engines,
            FingerprintKey key, GenericJudge judge, @Nullable Clear clear) {
        Scanner scanner = new Scanner(rules, judge, new Decoder(Limits.DEFAULT));
        String version = CODE + "-" + RulePack.digest(rules).substring(0, 24) + "-" + key.id() + "-" + judge.version() + "-"
                + GenericDetector.VERSION;
        return new SecretsCheck(scanner, engines.apply(scanner.patterns()), key, new Placement(scanner, options, key), version,
                clear);
    }

    @Override
    public String id() {
        return "secrets";
    }

    @Override
    public String version() {
        return version;
    }

    /// The rules it runs with.
    public RuleSet rules() {
        return scanner.rules();
    }

    @Override
    public Set<String> markers() {
        return MARKERS;
    }

    @Override
    public boolean wants(Blob blob) {
        return placement.hasPathRules()
                || blob.length() > 0 && (blob.form() != Blob.Form.BINARY || blob.length() <= Scanner.LARGEST_BINARY);
    }

    @Override
    public @Nullable SecretFacts facts(Blob blob) {
        Engine.Session session = sessions.pollFirst();
        if (session == null) {
            session = engine.session();
        }
        List<Found> found;
        try {
            found = scanner.scan(session, blob);
        } finally {
            sessions.addFirst(session);
        }
        if (found.isEmpty()) {
            return placement.hasPathRules() ? SecretFacts.NONE : null;
        }
        int reported = (int) found.stream().filter(Found::reported).count();
        return reported == 0 && !placement.hasPathRules()
                ? null
                : new SecretFacts(found.stream().map(each -> hit(each, blob)).toList(), reported);
    }

    private SecretFacts.Hit hit(Found found, Blob blob) {
        SecretRule rule = rules().rules().get(found.rule());
        Detection detection = rule.detection();
        String hmac = key.hmacOf(found.secret());
        if (clear != null && found.reported()) {
            clear.keep(hmac, rule.id(), found.secret());
        }
        int linesBefore = 0;
        for (int i = found.matchStart(); i < found.start(); i++) {
            linesBefore += blob.array()[blob.offset() + i] == '\n' ? 1 : 0;
        }
        return new SecretFacts.Hit(found.rule(), new Span(found.start(), found.end()), linesBefore, found.severity(),
                found.confidence(), found.entropy(), Mask.of(found.secret(), detection.filtered() && !detection.generic()),
                hmac, found.checksum(), found.encoding(), found.probability(),
                Arrays.stream(found.waiting()).boxed().toList(),
                found.support().stream().map(group -> Arrays.stream(group).boxed().toList()).toList());
    }

    @Override
    public List<Finding> place(ContentId content, SecretFacts facts, List<Shown> shown, List<Place> places) {
        return placement.findings(facts, shown, places);
    }

    @Override
    public void write(SecretFacts facts, DataOutput out) throws IOException {
        FactsCodec.write(facts, out);
    }

    @Override
    public SecretFacts read(DataInput in) throws IOException {
        return FactsCodec.read(in, rules().rules().size());
    }

    @Override
    public void close() {
        for (Engine.Session session = sessions.pollFirst(); session != null; session = sessions.pollFirst()) {
            session.close();
        }
        engine.close();
    }
}
