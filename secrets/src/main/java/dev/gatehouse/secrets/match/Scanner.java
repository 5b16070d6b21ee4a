package dev.gatehouse.secrets.match;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.Lineage;
import dev.gatehouse.core.source.Notes;
import dev.gatehouse.secrets.change.Edits;
import dev.gatehouse.secrets.change.Offsets;
import dev.gatehouse.secrets.change.Zones;
import dev.gatehouse.secrets.engine.Attention;
import org.jspecify.annotations.Nullable;
import java.util.Set;
import java.util.Map;
import java.util.EnumMap;
import java.nio.charset.StandardCharsets;
import dev.gatehouse.secrets.generic.Kind;
import dev.gatehouse.secrets.generic.GenericDetector;
import dev.gatehouse.secrets.generic.GenericCandidate;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.secrets.decode.Decoder;
import dev.gatehouse.secrets.decode.Layer;
import dev.gatehouse.secrets.decode.PrintableRuns;
import dev.gatehouse.secrets.decode.Transcoded;
import dev.gatehouse.secrets.engine.Engine;
import dev.gatehouse.secrets.engine.EnginePattern;
import dev.gatehouse.secrets.engine.Match;
import dev.gatehouse.secrets.rule.Detection;
import dev.gatehouse.secrets.rule.RuleSet;
import dev.gatehouse.secrets.rule.SecretRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/// Looks for the secrets of a rule set in contents: an engine names the matches, this decides about them. Immutable, thread-safe.
public final class Scanner {
    /// Binary contents above this size are not searched.
    public static final int LARGEST_BINARY = 5 << 20;
    /// How many finds are kept of one content; a dump of a million secrets says no more than its first thousands.
    private static final int MOST = 10_000;

    private final RuleSet rules;
    private final List<CompiledRule> compiled;
    /// For each pattern of the engine the index of its rule.
    private final int[] ruleOf;
    private final List<EnginePattern> patterns;
    private final Confirmation confirmation;
    private final Decoder decoder;
    private final Overlaps overlaps;
    private final Proximity proximity;
    /// For each kind of generic secret the index of its rule, if that runs.
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final Lazy<GenericDetector> detector = new Lazy<>(GenericDetector::load);

    /// One for the rules, with a judge for those that are generic.
    public Scanner(RuleSet rules, GenericJudge judge, Decoder decoder) {
        this.rules = rules;
        this.decoder = decoder;
        this.confirmation = new Confirmation(judge);
        this.overlaps = new Overlaps(rules);
        this.proximity = new Proximity(rules);
        List<CompiledAllowlist> global = rules.allowlists().stream().map(CompiledAllowlist::new).toList();
        this.compiled = rules.rules().stream().map(rule -> new CompiledRule(rule, global)).toList();
        List<EnginePattern> found = new ArrayList<>();
        int[] indexes = new int[rules.rules().size()];
        for (int i = 0; i < indexes.length; i++) {
            Detection detection = rules.rules().get(i).detection();
            for (Kind kind : Kind.values()) {
                if (detection.generic() && detection.regex() == null && kind.rule().equals(rules.rules().get(i).id())) {
                    kinds.put(kind, i);
                }
            }
            if (detection.regex() != null) {
                indexes[found.size()] = i;
                found.add(new EnginePattern(detection.regex(), detection.keywords()));
            }
        }
        this.patterns = List.copyOf(found);
        this.ruleOf = Arrays.copyOf(indexes, found.size());
    }

    /// What an engine has to look for with some rules.
    public static List<EnginePattern> patterns(RuleSet rules) {
        List<EnginePattern> patterns = new ArrayList<>();
        for (SecretRule rule : rules.rules()) {
            if (rule.detection().regex() != null) {
                patterns.add(new EnginePattern(rule.detection().regex(), rule.detection().keywords()));
            }
        }
        return List.copyOf(patterns);
    }

    /// What an engine has to look for, in this order.
    public List<EnginePattern> patterns() {
        return patterns;
    }

    /// The rules.
    public RuleSet rules() {
        return rules;
    }

    /// Whether a find counts at a place.
    public boolean applies(int rule, int[] waiting, Place place) {
        return compiled.get(rule).appliesAt(place, waiting);
    }

    /// How a find of a rule stands against others that it touches.
    public Standing standing(int rule, Confidence confidence, Severity severity, boolean encoded, int length) {
        return overlaps.standing(rule, confidence, severity, encoded, length);
    }

    /// Whether a find of the rule counts at some places only, so that it can beat others only there.
    ///
    /// @param open
    ///            whether allow-lists or required finds of it wait for the place
    public boolean waitsForPlace(int rule, boolean open) {
        return overlaps.waitsForPlace(rule, open);
    }

    /// What is in a content: first everything that is reported, ordered by place, then what supports it. Spans are those of the
    /// content as it lies.
    ///
    /// @param session
    ///            of an engine made for [#patterns]
    public List<Found> scan(Engine.Session session, Blob blob) {
        return switch (blob.form()) {
            case TEXT -> text(session, blob, blob.array(), blob.offset(), blob.length(), IntUnaryOperator.identity(), false);
            case UTF_16LE, UTF_16BE -> {
                Transcoded text = Transcoded.of(blob.array(), blob.offset(), blob.length(), blob.form() == Blob.Form.UTF_16LE);
                yield text(session, blob, text.text(), 0, text.length(), text::toOriginal, false);
            }
            case BINARY -> {
                if (blob.length() > LARGEST_BINARY) {
                    yield List.of();
                }
                PrintableRuns runs = PrintableRuns.of(blob.array(), blob.offset(), blob.length());
                yield runs.text().length == 0
                        ? List.of()
                        : text(session, blob, runs.text(), 0, runs.text().length, runs::toOriginal, true);
            }
        };
    }

    private List<Found> text(Engine.Session session, Blob blob, byte[] text, int offset, int length, IntUnaryOperator origin,
            boolean onlyCertain) {
        String name = blob.hint().fileName();
        Lineage lineage = text == blob.array() && !onlyCertain ? blob.lineage() : null;
        Where where = where(session, lineage, name, text, offset, length);
        List<Found> all = new ArrayList<>();
        for (Match match : session.matches(text, offset, length, where.attention)) {
            if (all.size() < MOST) {
                plain(match, text, offset, length, extension(blob), onlyCertain, all);
            }
        }
        Offsets candidates = new Offsets();
        if (!onlyCertain && !kinds.isEmpty()) {
            generic(text, offset, length, name, where.lines, candidates, all);
        }
        Offsets segments = new Offsets();
        if (!onlyCertain) {
            for (Layer layer : decoder.layers(text, offset, length, where.encoded, segments)) {
                for (Match match : session.matches(layer.text(), 0, layer.text().length)) {
                    if (all.size() < MOST) {
                        decoded(match, layer, text, offset, extension(blob), all);
                    }
                }
            }
        }
        if (lineage != null) {
            lineage.own().put(this,
                    new Traces(length, name, where.attention.seen(), candidates.toArray(), segments.toArray()));
        }
        if (all.isEmpty()) {
            return List.of();
        }
        List<Found> supported = proximity.select(all, text, offset);
        List<Found> reported = overlaps.resolve(supported.stream().filter(Found::reported).toList());
        return Proximity.arrange(reported, supported).stream().map(found -> placed(found, origin)).toList();
    }

    /// Where in a text each step has to look.
    private record Where(Attention attention, Zones lines, Zones encoded) {}

    /// Everywhere, or what may be otherwise than in the version that a text was made from.
    private Where where(Engine.Session session, @Nullable Lineage lineage, String name, byte[] text, int offset, int length) {
        Notes base = lineage == null ? null : lineage.base();
        Traces before = base == null ? null : (Traces) base.get(this);
        if (lineage == null || before == null || !before.name().equals(name)) {
            return new Where(Attention.toAll(length), Zones.of(0, length), Zones.of(0, length));
        }
        Edits edits = Edits.of(lineage.copies(), before.length(), length);
        return new Where(session.toChanges(edits, before.seen(), length),
                GenericDetector.changed(text, offset, length, edits, before.candidates()),
                Decoder.changed(text, offset, length, edits, before.segments()));
    }

    /// Values without a provider's form.
    private void generic(byte[] text, int offset, int length, String name, Zones lines, Offsets places, List<Found> all) {
        for (GenericCandidate candidate : detector.get().find(text, offset, length, name, lines, places)) {
            Integer rule = kinds.get(candidate.kind());
            Confidence confidence = detector.get().confidence(candidate.logit());
            if (rule == null || confidence == null || all.size() >= MOST) {
                continue;
            }
            String secret = new String(text, offset + candidate.start(), candidate.end() - candidate.start(),
                    StandardCharsets.UTF_8);
            var span = new Match(0, new int[]{candidate.start(), candidate.end()});
            int[] waiting = Confirmation.waiting(compiled.get(rule), secret, text, offset, length, span);
            if (waiting != null) {
                all.add(new Found(rule, secret, candidate.start(), candidate.end(), candidate.start(),
                        rules.rules().get(rule).header().severity(),
                        confidence, Entropy.shannon(secret), null, null, GenericDetector.probability(candidate.logit()), waiting,
                        List.of(), true));
            }
        }
    }

    /// How sure a generic find is at a place of these traits; null for other rules, which do not depend on it.
    public @Nullable Confidence confidence(int rule, double probability, Set<Trait> traits) {
        Detection detection = rules.rules().get(rule).detection();
        if (!detection.generic() || detection.regex() != null) {
            return null;
        }
        double logit = Math.log(probability / (1 - probability));
        Confidence confidence = detector.get().confidence(GenericDetector.logit(logit, traits));
        return confidence == null ? Confidence.POSSIBLE : confidence;
    }

    private void plain(Match match, byte[] text, int offset, int length, String extension, boolean onlyCertain, List<Found> all) {
        int rule = ruleOf[match.pattern()];
        if (onlyCertain && (rules.rules().get(rule).confidence() != Confidence.CERTAIN
                || rules.rules().get(rule).detection().generic())) {
            return;
        }
        Found found = confirmation.confirm(compiled.get(rule), rule, text, offset, length, match, extension);
        if (found != null && (!onlyCertain || found.confidence() == Confidence.CERTAIN)) {
            all.add(found);
        }
    }

    /// A match in decoded text counts if the secret lies in a decoded part and does not stand in clear in its encoded form, where
    /// it was found already. It is placed at the encoded form.
    private void decoded(Match match, Layer layer, byte[] text, int offset, String extension, List<Found> all) {
        int rule = ruleOf[match.pattern()];
        Found found = confirmation.confirm(compiled.get(rule), rule, layer.text(), 0, layer.text().length, match, extension);
        if (found == null) {
            return;
        }
        Layer.Segment segment = layer.at(found.start(), found.end());
        if (segment == null || layer.contains(found.start(), found.end(), text, segment)) {
            return;
        }
        int from = segment.from() - offset;
        all.add(new Found(found.rule(), found.secret(), from, segment.to() - offset, from, found.severity(), found.confidence(),
                found.entropy(), found.checksum(), segment.encoding(), found.probability(), found.waiting(), List.of(),
                found.reported()));
    }

    private static Found placed(Found found, IntUnaryOperator origin) {
        return new Found(found.rule(), found.secret(), origin.applyAsInt(found.start()), origin.applyAsInt(found.end()),
                origin.applyAsInt(found.matchStart()), found.severity(), found.confidence(), found.entropy(), found.checksum(),
                found.encoding(), found.probability(), found.waiting(), found.support(), found.reported());
    }

    private static String extension(Blob blob) {
        String name = blob.hint().fileName();
        int point = name.lastIndexOf('.');
        return point < 0 ? "" : name.substring(point + 1).toLowerCase(Locale.ROOT);
    }
}
