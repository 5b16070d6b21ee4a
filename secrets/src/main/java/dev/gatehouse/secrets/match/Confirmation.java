package dev.gatehouse.secrets.match;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.secrets.checksum.Checksum;
import dev.gatehouse.secrets.checksum.Verdict;
import dev.gatehouse.secrets.decode.Decoder;
import dev.gatehouse.secrets.engine.Match;
import dev.gatehouse.secrets.rule.Detection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides whether a match is a secret. Cheapest questions first.
final class Confirmation {
    /// How much of a line is looked at on either side of a match.
    private static final int LINE = 4096;
    private static final int BEFORE = 200;
    /// The part of a line that a judge sees on either side of a value.
    private static final int NEAR = 300;
    private static final int[] NONE = {};

    private final GenericJudge judge;

    Confirmation(GenericJudge judge) {
        this.judge = judge;
    }

    /// What a match is if it is a secret; null if it is none. Offsets are those of the text, not yet of the content.
    ///
    /// @param text
    ///            the text that was searched, of which `length` bytes from `offset` are meant
    @Nullable
    Found confirm(CompiledRule rule, int index, byte[] text, int offset, int length, Match match, String extension) {
        Detection detection = rule.rule.detection();
        int[] span = secretSpan(detection, match, text, offset);
        if (span[0] >= span[1]) {
            return null;
        }
        String secret = string(text, offset + span[0], offset + span[1]);
        double entropy = Entropy.shannon(secret);
        if (detection.entropy() > 0 && entropy <= detection.entropy()
                || detection.minUnique() > 0 && Entropy.distinct(secret) < detection.minUnique()) {
            return null;
        }
        double probability = Double.NaN;
        if (detection.generic()) {
            String plain = Decoder.plain(secret);
            secret = plain == null ? secret : plain;
        }
        if (detection.filtered() && Placeholders.reason(secret) != null) {
            return null;
        }
        if (detection.filtered() && !detection.generic() && detection.checksum() == null
                && rule.rule.confidence() != Confidence.CERTAIN
                && isExpression(text, offset, length, span, extension)) {
            return null;
        }
        int[] waiting = waiting(rule, secret, text, offset, length, match);
        if (waiting == null) {
            return null;
        }
        Confidence confidence = rule.rule.confidence();
        Severity severity = rule.rule.severity();
        String said = null;
        Checksum checksum = detection.checksum();
        if (checksum != null) {
            Verdict verdict = checksum.verify(secret);
            if (verdict.result() == Verdict.Result.INVALID) {
                return null;
            }
            said = verdict.detail();
            confidence = switch (verdict.result()) {
                case VALID -> Confidence.CERTAIN;
                case DOUBTFUL -> Confidence.POSSIBLE;
                default -> confidence;
            };
            // Without its passphrase an encrypted key opens nothing.
            severity = verdict.encrypted() && severity.compareTo(Severity.LOW) > 0 ? Severity.LOW : severity;
        }
        if (detection.generic()) {
            Candidate candidate = candidate(secret, text, offset, length, span, extension);
            if (References.reason(candidate) != null) {
                return null;
            }
            probability = judge.probability(candidate);
            if (probability < GenericJudge.POSSIBLE) {
                return null;
            }
            confidence = probability < GenericJudge.LIKELY ? Confidence.POSSIBLE : Confidence.LIKELY;
        }
        return new Found(index, secret, span[0], span[1], match.start(), severity, confidence, entropy, said, null, probability,
                waiting, List.of(), detection.reported());
    }

    private static int[] secretSpan(Detection detection, Match match, byte[] text, int offset) {
        int[] groups = match.groups();
        int group = detection.secretGroup();
        if (group > 0) {
            return 2 * group + 1 < groups.length && groups[2 * group] >= 0
                    ? new int[]{groups[2 * group], groups[2 * group + 1]}
                    : NOWHERE.clone();
        }
        for (int i = 2; i + 1 < groups.length; i += 2) {
            if (groups[i] >= 0 && groups[i + 1] > groups[i]) {
                return new int[]{groups[i], groups[i + 1]};
            }
        }
        int start = match.start();
        int end = match.end();
        while (start < end && (text[offset + start] == '\n' || text[offset + start] == '\r')) {
            start++;
        }
        while (end > start && (text[offset + end - 1] == '\n' || text[offset + end - 1] == '\r')) {
            end--;
        }
        return new int[]{start, end};
    }

    private static final int[] NOWHERE = {0, 0};

    /// The allow-lists that wait for the place; null if one lets the match pass already.
    static int @Nullable [] waiting(CompiledRule rule, String secret, byte[] text, int offset, int length, Match match) {
        List<CompiledAllowlist> lists = rule.allowlists;
        if (lists.isEmpty()) {
            return NONE;
        }
        String whole = string(text, offset + match.start(), offset + match.end());
        Supplier<String> line = () -> string(text, lineStart(text, offset, offset + match.start(), LINE),
                lineEnd(text, offset + length, offset + match.end(), LINE));
        int[] waiting = NONE;
        for (int i = 0; i < lists.size(); i++) {
            CompiledAllowlist list = lists.get(i);
            if (!list.decidedByContent() && !list.waitsForPlace() || !list.allows(secret, whole, line)) {
                continue;
            }
            if (list.decidedByContent()) {
                return null;
            }
            waiting = Arrays.copyOf(waiting, waiting.length + 1);
            waiting[waiting.length - 1] = i;
        }
        return waiting;
    }

    /// A token whose form is certain is one wherever it stands; others have to be literals.
    private static boolean isExpression(byte[] text, int offset, int length, int[] span, String extension) {
        if (!References.isCode(extension)) {
            return false;
        }
        int start = offset + span[0];
        int from = lineStart(text, offset, start, NEAR);
        int end = lineEnd(text, Math.min(offset + length, start + NEAR), start, NEAR);
        String head = string(text, from, start);
        String line = head + string(text, start, end);
        return Expressions.is(line, head.length(),
                Math.min(line.length(), head.length() + string(text, start, offset + span[1]).length()), extension);
    }

    private static Candidate candidate(String secret, byte[] text, int offset, int length, int[] span, String extension) {
        int start = offset + span[0];
        int from = lineStart(text, offset, start, NEAR);
        int to = lineEnd(text, offset + length, offset + span[1], NEAR);
        String head = string(text, from, start);
        String before = string(text, Math.max(offset, from - BEFORE), from);
        return Candidate.of(secret, head + string(text, start, to), head.length(), before, extension);
    }

    private static int lineStart(byte[] text, int low, int at, int most) {
        int start = at;
        while (start > low && at - start < most && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private static int lineEnd(byte[] text, int high, int at, int most) {
        int end = at;
        while (end < high && end - at < most && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String string(byte[] text, int start, int end) {
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }
}
