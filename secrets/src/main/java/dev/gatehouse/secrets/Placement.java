package dev.gatehouse.secrets;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.secrets.gitleaks.GitleaksBaseline;
import dev.gatehouse.secrets.gitleaks.GitleaksIgnore;
import dev.gatehouse.secrets.match.Scanner;
import dev.gatehouse.secrets.match.Standing;
import dev.gatehouse.secrets.rule.SecretRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the secrets of a content mean where it lies: rules on paths and commits, confidence by the kind of place, suppressions.
/// Immutable.
final class Placement {
    private static final Set<Trait> LESS_SURE = Set.of(Trait.TEST, Trait.DOCUMENTATION, Trait.VENDORED, Trait.GENERATED);
    private static final int[] NOTHING_WAITS = {};

    private final Scanner scanner;
    private final SecretsOptions options;
    private final FingerprintKey key;
    /// Indexes of the rules that look at paths alone.
    private final int[] pathRules;

    Placement(Scanner scanner, SecretsOptions options, FingerprintKey key) {
        this.scanner = scanner;
        this.options = options;
        this.key = key;
        List<SecretRule> rules = scanner.rules().rules();
        this.pathRules = IntStream.range(0, rules.size())
                .filter(i -> rules.get(i).detection().regex() == null && rules.get(i).detection().path() != null
                        && rules.get(i).detection().reported())
                .toArray();
    }

    boolean hasPathRules() {
        return pathRules.length > 0;
    }

    List<Finding> findings(SecretFacts facts, List<Shown> shown, List<Place> places) {
        SequencedMap<Fingerprint, Finding> findings = new LinkedHashMap<>();
        Rivals rivals = new Rivals(facts);
        for (int i = 0; i < facts.reported(); i++) {
            Finding finding = finding(facts, rivals, i, shown.get(i), places);
            if (finding != null) {
                findings.merge(finding.fingerprint(), finding, Finding::merge);
            }
        }
        for (int rule : pathRules) {
            for (Place place : places) {
                if (scanner.applies(rule, NOTHING_WAITS, place)) {
                    Finding finding = pathFinding(scanner.rules().rules().get(rule), place);
                    findings.merge(finding.fingerprint(), finding, Finding::merge);
                }
            }
        }
        return List.copyOf(findings.values());
    }

    private @Nullable Finding finding(SecretFacts facts, Rivals rivals, int index, Shown shown, List<Place> places) {
        SecretFacts.Hit hit = facts.hits().get(index);
        Rule rule = null;
        List<Occurrence> occurrences = new ArrayList<>();
        Fingerprint fingerprint = key.fingerprintOf(hit.hmac());
        for (Place place : places) {
            if (!counts(facts, hit, place) || rivals.beat(index, place)) {
                continue;
            }
            if (rule == null) {
                rule = scanner.rules().rules().get(hit.rule()).header();
            }
            occurrences.add(new Occurrence(new Location.Text(place, shown.region()), confidence(hit, place),
                    shown.excerpt(), suppression(rule, hit, shown, place, fingerprint)));
        }
        return rule == null
                ? null
                : new Finding(List.of(fingerprint), rule, hit.severity(), rule.message(), occurrences, List.of(),
                        new Remedy(rule.fix(), rule.link()), evidence(rule, hit));
    }

    private boolean counts(SecretFacts facts, SecretFacts.Hit hit, Place place) {
        if (!applies(hit, place)) {
            return false;
        }
        for (List<Integer> group : hit.support()) {
            if (group.stream().noneMatch(other -> applies(facts.hits().get(other), place))) {
                return false;
            }
        }
        return true;
    }

    /// The hits that count at some places only: where they do, they take the place of lesser ones that they touch.
    private final class Rivals {
        private final SecretFacts facts;
        private final boolean any;
        /// By hit: how far it or any before it reaches.
        private final int[] reach;

        Rivals(SecretFacts facts) {
            this.facts = facts;
            this.any = IntStream.range(0, facts.reported()).anyMatch(i -> waits(facts.hits().get(i)));
            this.reach = new int[any ? facts.reported() : 0];
            for (int i = 0; i < reach.length; i++) {
                reach[i] = Math.max(i == 0 ? 0 : reach[i - 1], facts.hits().get(i).span().end());
            }
        }

        private boolean waits(SecretFacts.Hit hit) {
            return scanner.waitsForPlace(hit.rule(), !hit.waiting().isEmpty() || !hit.support().isEmpty());
        }

        boolean beat(int index, Place place) {
            SecretFacts.Hit hit = facts.hits().get(index);
            if (!any || !scanner.rules().rules().get(hit.rule()).detection().filtered()) {
                return false;
            }
            for (int i = index - 1; i >= 0 && reach[i] > hit.span().start(); i--) {
                if (beats(i, hit, place)) {
                    return true;
                }
            }
            for (int i = index + 1; i < reach.length && facts.hits().get(i).span().start() < hit.span().end(); i++) {
                if (beats(i, hit, place)) {
                    return true;
                }
            }
            return false;
        }

        private boolean beats(int rival, SecretFacts.Hit hit, Place place) {
            SecretFacts.Hit other = facts.hits().get(rival);
            return other.span().end() > hit.span().start() && waits(other)
                    && !(other.encoding() != null && other.encoding().equals(hit.encoding()))
                    && standing(other).compareTo(standing(hit)) < 0 && counts(facts, other, place);
        }

        private Standing standing(SecretFacts.Hit hit) {
            return scanner.standing(hit.rule(), hit.confidence(), hit.severity(), hit.encoding() != null,
                    hit.span().end() - hit.span().start());
        }
    }

    private boolean applies(SecretFacts.Hit hit, Place place) {
        int[] waiting = hit.waiting().isEmpty()
                ? NOTHING_WAITS
                : hit.waiting().stream().mapToInt(Integer::intValue).toArray();
        return scanner.applies(hit.rule(), waiting, place);
    }

    private Confidence confidence(SecretFacts.Hit hit, Place place) {
        Confidence judged = scanner.confidence(hit.rule(), hit.probability(), place.traits());
        return judged == null ? confidence(hit.confidence(), place) : judged;
    }

    /// One step less sure where secrets are often made up or not one's own.
    private static Confidence confidence(Confidence given, Place place) {
        boolean less = place.traits().stream().anyMatch(LESS_SURE::contains);
        return less && given != Confidence.POSSIBLE ? Confidence.values()[given.ordinal() - 1] : given;
    }

    private @Nullable Suppression suppression(Rule rule, SecretFacts.Hit hit, Shown shown, Place place, Fingerprint fingerprint) {
        Set<String> ids = new LinkedHashSet<>(Set.of(rule.id()));
        rule.aliases().values().forEach(ids::addAll);
        for (String id : ids) {
            Suppression inline = shown.suppresses(id);
            if (inline != null) {
                return inline;
            }
        }
        if (options.ignores().isEmpty() && options.baselines().isEmpty()) {
            return null;
        }
        String commit = place.origin() instanceof Origin.Commit origin ? origin.id() : null;
        String path = place.path().toString();
        int line = Math.max(1, shown.region().startLine() - hit.linesBefore());
        for (GitleaksIgnore ignore : options.ignores()) {
            String where = ignore.ignores(commit, path, ids, line);
            if (where != null) {
                return new Suppression(Suppression.Kind.CONFIGURATION, where, "");
            }
        }
        for (GitleaksBaseline baseline : options.baselines()) {
            if (baseline.contains(commit, path, ids, line, fingerprint.toString())) {
                return new Suppression(Suppression.Kind.CONFIGURATION, baseline.name(), "known to the gitleaks baseline");
            }
        }
        return null;
    }

    private static SequencedMap<String, String> evidence(Rule rule, SecretFacts.Hit hit) {
        SequencedMap<String, String> evidence = new LinkedHashMap<>();
        evidence.put("rule", rule.id());
        evidence.put("secret", hit.mask());
        evidence.put("entropy", String.format(Locale.ROOT, "%.2f bits a character", hit.entropy()));
        if (hit.checksum() != null) {
            evidence.put("checksum", hit.checksum());
        }
        if (hit.encoding() != null) {
            evidence.put("decoded", hit.encoding());
        }
        if (!Double.isNaN(hit.probability())) {
            evidence.put("probability", String.format(Locale.ROOT, "%.2f", hit.probability()));
        }
        String reason = !Double.isNaN(hit.probability())
                ? "from name, writing and randomness of the value"
                : hit.confidence() != rule.confidence()
                        ? "from the checksum or structure of the value"
                        : "from the form of the value";
        evidence.put("confidence", hit.confidence().label() + " " + reason
                + "; one step less in tests, documentation, vendored and generated files");
        return evidence;
    }

    /// A finding about a file as such. It is the same as long as the file is called the same.
    private static Finding pathFinding(SecretRule rule, Place place) {
        Rule header = rule.header();
        String path = place.path().toString();
        Fingerprint fingerprint = new Fingerprint("secret-file", 1, digest(rule.id() + "\0" + path));
        Occurrence occurrence = new Occurrence(new Location.Text(place, null), confidence(rule.confidence(), place), null, null);
        SequencedMap<String, String> evidence = new LinkedHashMap<>(Map.of("rule", rule.id()));
        evidence.put("confidence", rule.confidence().label() + " from the path alone");
        return new Finding(List.of(fingerprint), header, rule.severity(), header.message(), List.of(occurrence), List.of(),
                new Remedy(header.fix(), header.link()), evidence);
    }

    private static String digest(String path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
