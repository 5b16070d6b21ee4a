package dev.gatehouse.cli.explain;

import dev.gatehouse.config.GateSettings;
import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.policy.Gate;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The way from a match to a verdict, one line a step, and the smallest change that would flip it.
///
/// @param gate settings of the stage that judges
/// @param stage null for an assessment
/// @param decision its reasons say why an exception does not count; null for an assessment
record Chain(GateSettings gate, Stage stage, @Nullable Decision decision) {
    private static final int MOST_PLACES = 5;

    void print(Assessed one, PrintStream out) {
        Finding finding = one.finding();
        out.println(finding.rule().title() + "  " + finding.fingerprint());
        out.println("match       rule " + finding.rule().id() + " (" + finding.severity().label() + "); "
                + count(finding.occurrences().size(), "place"));
        finding.evidence().forEach((key, value) -> out.println("            " + key + ": " + value));
        places(finding, out);
        out.println("confidence  " + confidence(finding));
        out.println("baseline    " + switch (one.newness()) {
            case NEW -> "new: " + count(one.newPlaces(), "more place") + " than before";
            case KNOWN -> "known: it was there before, in as many places";
            case UNCOMPARED -> "nothing to compare with (--base, gate.baseline), so it counts as new";
        });
        suppressions(finding, out);
        out.println("exception   " + exception(one));
        out.println("policy      " + one.policy());
        out.println("verdict     " + one.verdict().label() + " at " + stage.label());
        if (!one.owners().isEmpty()) {
            out.println("owner       " + String.join(" ", one.owners()));
        }
        out.println("to flip it  " + flip(one));
        out.println();
    }

    private static void places(Finding finding, PrintStream out) {
        for (Occurrence occurrence : finding.occurrences().stream().limit(MOST_PLACES).toList()) {
            out.println("            " + where(occurrence) + "  " + occurrence.confidence().label() + traits(occurrence));
        }
        if (finding.occurrences().size() > MOST_PLACES) {
            out.println("            and " + count(finding.occurrences().size() - MOST_PLACES, "more place"));
        }
    }

    private static String confidence(Finding finding) {
        String label = finding.confidence().label();
        int against = finding.confidence().compareTo(finding.rule().confidence());
        return label + (against == 0
                ? ", as the rule begins"
                : "; the rule begins at " + finding.rule().confidence().label() + (against < 0
                        ? ", and where it stands or how it looks lowers it"
                        : ", and a checksum, its structure or its provider raises it"));
    }

    private static void suppressions(Finding finding, PrintStream out) {
        List<Suppression> all = finding.occurrences().stream().map(Occurrence::suppression).filter(Objects::nonNull)
                .distinct().toList();
        for (Suppression suppression : all) {
            out.println("suppressed  by " + suppression.form()
                    + (suppression.reason().isEmpty() ? ", no reason given" : ": " + suppression.reason())
                    + (finding.active().isEmpty() ? "" : "; other places are not"));
        }
    }

    private String exception(Assessed one) {
        Acceptance acceptance = one.acceptance();
        if (acceptance != null) {
            return acceptance.id() + " until " + acceptance.expires() + ": " + acceptance.reason()
                    + (acceptance.approver() == null ? "; nobody has signed it" : "; approved by " + acceptance.approver());
        }
        String subject = one.finding().fingerprint().toString();
        List<String> refused = decision == null
                ? List.of()
                : decision.reasons().stream()
                        .filter(reason -> subject.equals(reason.subject()) && reason.policy().startsWith("exceptions:"))
                        .map(Reason::text).toList();
        return refused.isEmpty() ? "none names it" : String.join("; ", refused);
    }

    private String flip(Assessed one) {
        Finding finding = one.finding();
        return switch (one.verdict()) {
            case BLOCK, WARN -> "remove it" + (finding.rule().engine().equals("secrets") ? " and rotate it" : "")
                    + "; if it is not true: " + (finding.rule().engine().equals("secrets")
                            ? "gatehouse:allow " + finding.rule().id() + " -- REASON on the line"
                            : "an entry under suppressions: in gatehouse.yaml")
                    + "; if it is true and must stay for a time: gatehouse except " + finding.fingerprint();
            case ALLOW -> allowed(one);
        };
    }

    private String allowed(Assessed one) {
        if (one.suppressed()) {
            return "remove the suppression";
        }
        Acceptance acceptance = one.acceptance();
        if (acceptance != null) {
            return "remove the exception, or let it end after " + acceptance.expires()
                    + "; one place more than " + acceptance.places() + " is not covered either";
        }
        if (one.newness() == Assessed.Newness.KNOWN && !stage.countsKnownFindings()) {
            return "one place more; or --stage release, where known findings count too";
        }
        Finding finding = one.finding();
        if (finding.confidence().compareTo(gate.confidence()) < 0) {
            return "gate.confidence: " + finding.confidence().label() + " would count it";
        }
        if (one.policy().startsWith("gate.unfixable:")) {
            return "gate.unfixable: block would count it like one with a repair; a repaired version will";
        }
        Severity severity = Gate.counted(finding);
        return "gate.warn: " + severity.label() + " would warn of it, gate.block: " + severity.label() + " would block it";
    }

    static String where(Occurrence occurrence) {
        String path = String.valueOf(occurrence.location().path());
        return occurrence.location() instanceof Location.Text(_, var region) && region != null
                ? path + ":" + region.startLine() + ":" + region.startColumn()
                : path;
    }

    private static String traits(Occurrence occurrence) {
        if (!(occurrence.location() instanceof Location.Text(var place, _)) || place.traits().isEmpty()) {
            return "";
        }
        return " (" + String.join(", ",
                place.traits().stream().map(Trait::name).map(name -> name.toLowerCase(Locale.ROOT)).sorted().toList()) + ")";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
