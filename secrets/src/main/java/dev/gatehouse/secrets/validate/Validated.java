package dev.gatehouse.secrets.validate;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What an answer makes of a finding: one that works is certain, one that is revoked is medium at most.
public final class Validated {
    private Validated() {}

    /// Asks about all findings that nobody suppressed and whose secrets are kept in clear, and says in each what came of it.
    ///
    /// @throws InterruptedException if the thread is interrupted
    public static List<Finding> of(List<Finding> findings, Clear clear, Validator validator) throws InterruptedException {
        Map<String, Integer> indexes = new TreeMap<>();
        for (int i = 0; i < findings.size(); i++) {
            if (!findings.get(i).active().isEmpty()) {
                indexes.put(id(findings.get(i).fingerprint()), i);
            }
        }
        List<Finding> validated = new ArrayList<>(findings);
        validator.ask(clear.take(indexes.keySet())).forEach((id, answer) -> {
            Integer index = indexes.get(id);
            if (index != null) {
                validated.set(index, with(findings.get(index), answer));
            }
        });
        return validated;
    }

    /// The HMAC without the id of the key.
    private static String id(Fingerprint fingerprint) {
        return fingerprint.value().substring(fingerprint.value().indexOf('.') + 1);
    }

    static Finding with(Finding finding, Answer answer) {
        var evidence = new LinkedHashMap<>(finding.evidence());
        evidence.put("validation", answer.state().name().toLowerCase(Locale.ROOT) + ": " + answer.evidence());
        Severity severity = finding.severity();
        if (answer.state() == Answer.State.REVOKED && severity.compareTo(Severity.MEDIUM) > 0) {
            severity = Severity.MEDIUM;
        }
        List<Occurrence> occurrences = answer.state() != Answer.State.VALID
                ? finding.occurrences()
                : finding.occurrences().stream()
                        .map(one -> new Occurrence(one.location(), Confidence.CERTAIN, one.excerpt(), one.suppression())).toList();
        return new Finding(finding.identity(), finding.rule(), severity, finding.message(), occurrences, finding.flows(),
                finding.remedy(), evidence);
    }
}
