package dev.gatehouse.report.format;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.report.Acceptance;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.report.Report;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a report comes to: may we ship, why not, who acts by when, and what to type next.
///
/// @param answer
///            may we ship
/// @param headline
///            the answer as one sentence
/// @param actions
///            who does what by when, most pressing first
/// @param next
///            the one command to type next
record Outcome(Answer answer, String headline, List<Action> actions, String next) {
    /// How long before its end an exception is worth a word.
    private static final int NOTICE_DAYS = 14;
    private static final int MOST_ACTIONS = 8;

    /// May we ship?
    enum Answer {
        /// The policy blocks.
        NO("No"),
        /// Nothing blocks, but something was not looked at.
        UNPROVEN("Unproven"),
        /// Somebody has to approve first.
        APPROVAL("After approval"),
        /// With warnings.
        WARNED("Yes, with warnings"),
        /// Nothing stands against it.
        YES("Yes"),
        /// Nobody asked: no gate.
        ASSESSED("Not judged");

        private final String words;

        Answer(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// Something to do.
    ///
    /// @param who
    ///            person, owner or role
    /// @param due
    ///            the last day; null if an event rather than a day is the limit
    /// @param when
    ///            the limit in words
    record Action(String who, String what, @Nullable LocalDate due, String when) {}

    static Outcome of(Report report) {
        Standing standing = Standing.of(report);
        Answer answer = answer(report);
        return new Outcome(answer, headline(report, answer, standing), actions(report, answer, standing),
                next(report, answer, standing));
    }

    private static Answer answer(Report report) {
        Decision decision = report.decision();
        if (decision == null) {
            return Answer.ASSESSED;
        }
        if (decision.verdict() == Verdict.BLOCK) {
            return Answer.NO;
        }
        if (decision.unproven()) {
            return Answer.UNPROVEN;
        }
        if (decision.verdict() == Verdict.WARN) {
            return decision.stage().countsKnownFindings() ? Answer.APPROVAL : Answer.WARNED;
        }
        return Answer.YES;
    }

    private static String headline(Report report, Answer answer, Standing standing) {
        Decision decision = report.decision();
        if (decision == null) {
            String open = standing.open().isEmpty() ? "nothing found" : Words.count(standing.open().size(), "open finding");
            long gaps = report.coverage().count(Diagnostic.Kind.GAP);
            return "Assessment: " + open + (gaps == 0 ? "" : "; " + Words.count(gaps, "gap") + " in coverage");
        }
        String at = " at " + decision.stage().label();
        return switch (answer) {
            case NO -> "Blocked" + at + ": " + why(standing, decision);
            case UNPROVEN -> "Unproven" + at + ": nothing blocks, but "
                    + Words.count(decision.coverage().count(Diagnostic.Kind.GAP), "part was", "parts were") + " not looked at";
            case APPROVAL -> "Needs approval" + at + ": "
                    + Words.count(standing.open(Verdict.WARN).size(), "finding warns", "findings warn");
            case WARNED -> "Allowed" + at + " with " + Words.count(standing.open(Verdict.WARN).size(), "warning");
            case YES, ASSESSED -> "Allowed" + at;
        };
    }

    /// What passes though it would not as a rule, counted: nobody shall overlook it.
    static List<Reason> passing(Decision decision) {
        return decision.reasons().stream().filter(reason -> reason.verdict() == Verdict.ALLOW && reason.subject() == null
                && reason.policy().startsWith("gate.unfixable")).toList();
    }

    private static String why(Standing standing, Decision decision) {
        int blocking = standing.open(Verdict.BLOCK).size();
        if (blocking > 0) {
            return Words.count(blocking, "finding blocks", "findings block");
        }
        return decision.reasons().stream().filter(reason -> reason.verdict() == Verdict.BLOCK).findFirst().map(Reason::text)
                .orElse("the policy blocks");
    }

    private static List<Action> actions(Report report, Answer answer, Standing standing) {
        List<Action> actions = new ArrayList<>();
        Decision decision = report.decision();
        String event = decision == null ? "when planned" : "before " + event(decision.stage());
        if (decision == null) {
            fixes(standing.open(), "fix or accept", event, actions);
        } else {
            fixes(standing.open(Verdict.BLOCK), "fix", event, actions);
        }
        if (answer == Answer.APPROVAL) {
            actions.add(new Action("an approver",
                    "approve or refuse " + Words.count(standing.open(Verdict.WARN).size(), "warning"), null, event));
        }
        Coverage coverage = report.coverage();
        long gaps = coverage.count(Diagnostic.Kind.GAP);
        if (gaps > 0) {
            actions.add(new Action("who runs the scan", "close " + Words.count(gaps, "gap") + " in coverage", null, event));
        }
        LocalDate today = asOf(report).atZone(ZoneOffset.UTC).toLocalDate();
        standing.accepted().stream().map(Assessed::acceptance).filter(Objects::nonNull)
                .filter(acceptance -> !acceptance.expires().isAfter(today.plusDays(NOTICE_DAYS))).distinct()
                .sorted(java.util.Comparator.comparing(Acceptance::expires).thenComparing(Acceptance::id))
                .forEach(acceptance -> actions.add(new Action(acceptance.owner(),
                        "fix what exception " + acceptance.id() + " covers, or ask for it again", acceptance.expires(),
                        "until " + acceptance.expires())));
        return actions.size() <= MOST_ACTIONS ? actions : actions.subList(0, MOST_ACTIONS);
    }

    /// One action a person: who introduced a finding fixes it; without history it is the author of the change.
    private static void fixes(List<Assessed> findings, String verb, String event, List<Action> actions) {
        Map<String, Integer> byPerson = new LinkedHashMap<>();
        for (Assessed assessed : findings) {
            byPerson.merge(author(assessed), 1, Integer::sum);
        }
        byPerson.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> actions
                        .add(new Action(entry.getKey(), verb + " " + Words.count(entry.getValue(), "finding"), null, event)));
    }

    private static String author(Assessed assessed) {
        for (Occurrence occurrence : assessed.finding().active()) {
            Origin.Commit commit = Where.commit(occurrence.location());
            if (commit != null) {
                return Where.name(commit);
            }
        }
        if (!assessed.owners().isEmpty()) {
            return String.join(" ", assessed.owners());
        }
        return assessed.newness() == Assessed.Newness.NEW ? "author of the change" : "owner of the code";
    }

    private static String event(Stage stage) {
        return switch (stage) {
            case COMMIT -> "the commit";
            case PULL_REQUEST -> "the merge";
            case RELEASE -> "the release";
            case DEPLOY -> "the deployment";
            case ADMISSION -> "admission";
        };
    }

    /// The time for which the report holds.
    static Instant asOf(Report report) {
        Decision decision = report.decision();
        return decision == null ? report.run().started() : decision.asOf();
    }

    private static String next(Report report, Answer answer, Standing standing) {
        List<Assessed> blocking = standing.open(Verdict.BLOCK);
        if (answer == Answer.UNPROVEN) {
            return "gatehouse doctor";
        }
        if (!blocking.isEmpty()) {
            return explain(blocking.getFirst());
        }
        if (!standing.open().isEmpty()) {
            return report.decision() == null && standing.open().size() > 50 && !Standing.compared(report)
                    ? "gatehouse baseline create"
                    : explain(standing.open().getFirst());
        }
        boolean history = report.findings().stream().flatMap(assessed -> assessed.finding().occurrences().stream())
                .map(Occurrence::location).anyMatch(location -> Where.commit(location) != null);
        return report.decision() != null
                ? "gatehouse config show --origin"
                : history ? "gatehouse scan --stage pull-request" : "gatehouse scan --history";
    }

    private static String explain(Assessed assessed) {
        String fingerprint = assessed.finding().fingerprint().toString();
        boolean plain = fingerprint.matches("[A-Za-z0-9_./:+=@%-]+");
        return "gatehouse explain " + (plain ? fingerprint : "'" + fingerprint.replace("'", "'\\''") + "'");
    }

    /// The place by which people know a finding: the first that is not suppressed.
    static Location first(Assessed assessed) {
        List<Occurrence> active = assessed.finding().active();
        return (active.isEmpty() ? assessed.finding().occurrences() : active).getFirst().location();
    }
}
