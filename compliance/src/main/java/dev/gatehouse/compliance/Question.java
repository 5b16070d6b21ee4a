package dev.gatehouse.compliance;

import dev.gatehouse.compliance.Facts.Kept;
import dev.gatehouse.ledger.Verification;
import dev.gatehouse.ledger.record.Approved;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.FindingClosed;
import dev.gatehouse.ledger.record.FindingOpened;
import dev.gatehouse.ledger.record.IncidentState;
import dev.gatehouse.ledger.record.Outstanding;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Released;
import dev.gatehouse.ledger.record.Running;
import dev.gatehouse.ledger.record.SbomKept;
import dev.gatehouse.ledger.record.Scanned;
import dev.gatehouse.ledger.record.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What controls ask of a period. Where nothing in the facts could say yes or no, the answer is *unknown*, never *satisfied*.
enum Question {
    /// Whether everything that arrived on the main line had passed a gate.
    CHANGES_DECIDED {
        @Override
        Answer answer(Facts facts) {
            if (facts.changes() == null) {
                return Answer.unknown("There is no repository to ask what was merged.");
            }
            List<Answer.Proof> proofs = new ArrayList<>();
            List<Answer.Gap> gaps = new ArrayList<>();
            for (Facts.Change change : facts.changes()) {
                Set<String> judged = new java.util.LinkedHashSet<>(change.heads());
                judged.add(change.commit());
                List<Kept<Decided>> decisions = facts.ever(Decided.class).filter(each -> each.record().subject().isCommit()
                        && judged.contains(each.record().subject().text().substring("git:".length()))
                        && !each.record().stage().equals("commit")).toList();
                String name = change.commit().substring(0, 12);
                if (decisions.isEmpty()) {
                    gaps.add(new Answer.Gap(change.time(), "change " + name + " has no decision of a gate"));
                } else if (decisions.stream().noneMatch(each -> each.record().passed())) {
                    gaps.add(new Answer.Gap(change.time(),
                            "change " + name + " was merged although the gate did not let it pass"));
                } else {
                    decisions.forEach(each -> proofs.add(each.proof("change " + name + ": " + told(each.record()))));
                }
            }
            return facts.changes().isEmpty()
                    ? Answer.unknown("Nothing was merged in the period.")
                    : Answer.of("Every change of the period passed a gate.", "changes lack a decision that let them pass.",
                            proofs, gaps);
        }
    },
    /// Whether everything that was deployed had passed the release gate before.
    DEPLOYMENTS_DECIDED {
        @Override
        Answer answer(Facts facts) {
            if (facts.deployments() == null) {
                return Answer.unknown("Nobody said what was deployed.");
            }
            List<Answer.Proof> proofs = new ArrayList<>();
            List<Answer.Gap> gaps = new ArrayList<>();
            for (Facts.Deployment deployment : facts.deployments()) {
                var before = facts.ever(Decided.class).filter(each -> each.record().subject().equals(deployment.image())
                        && !each.at().time().isAfter(deployment.time())
                        && Set.of("release", "deploy", "admission").contains(each.record().stage())).toList();
                if (before.isEmpty()) {
                    gaps.add(new Answer.Gap(deployment.time(), told(deployment) + " without a release decision"));
                } else if (!before.getLast().record().passed()) {
                    gaps.add(new Answer.Gap(deployment.time(),
                            told(deployment) + " although its last decision did not let it pass"));
                } else {
                    proofs.add(before.getLast().proof(told(deployment) + ": " + told(before.getLast().record())));
                }
            }
            return facts.deployments().isEmpty()
                    ? Answer.unknown("Nothing was deployed in the period.")
                    : Answer.of("Every deployment had passed the release gate.",
                            "deployments lack a release decision that let them pass.",
                            proofs, gaps);
        }
    },
    /// Whether releases and exceptions that needed a second person had one.
    SECOND_PERSON {
        @Override
        Answer answer(Facts facts) {
            List<Answer.Proof> proofs = new ArrayList<>();
            List<Answer.Gap> gaps = new ArrayList<>();
            List<Kept<Released>> releases = facts.during(Released.class).toList();
            for (Kept<Released> release : releases) {
                var approvals = bySomebodyElse(facts, Approved.RELEASE, release.record().subject(), release.at().time());
                approvals.forEach(
                        each -> proofs.add(each.proof(release.record().image() + " approved by " + each.record().approver()
                                + ", requested by " + each.record().requester())));
                if (release.record().verdict().equals("warn") && approvals.isEmpty()) {
                    gaps.add(new Answer.Gap(release.at().time(),
                            "release of " + release.record().image() + " with warnings and without a second person"));
                } else if (approvals.isEmpty()) {
                    proofs.add(release.proof("release of " + release.record().image() + ": " + release.record().verdict()));
                }
            }
            boolean excepted = exceptions(facts, proofs, gaps);
            return releases.isEmpty() && !excepted
                    ? Answer.unknown("Nothing was released in the period, and no exception used.")
                    : Answer.of("Every release and exception that needed a second person had one.",
                            "releases or exceptions lack a second person.", proofs, gaps);
        }
    },
    /// Whether dependencies were held against advisories in every month.
    DEPENDENCIES_SCANNED {
        @Override
        Answer answer(Facts facts) {
            return scanned(facts, "sca", "dependencies", true);
        }
    },
    /// Whether leaked secrets were looked for in every month.
    SECRETS_SCANNED {
        @Override
        Answer answer(Facts facts) {
            return scanned(facts, "secrets", "secrets", false);
        }
    },
    /// Whether there is a bill of materials of everything that was released.
    INVENTORY_KEPT {
        @Override
        Answer answer(Facts facts) {
            List<Answer.Proof> proofs = new ArrayList<>();
            List<Answer.Gap> gaps = new ArrayList<>();
            List<Kept<Released>> releases = facts.during(Released.class).toList();
            for (Kept<Released> release : releases) {
                var kept = facts.ever(SbomKept.class)
                        .filter(each -> each.record().subject().equals(release.record().subject())).toList();
                if (kept.isEmpty()) {
                    gaps.add(new Answer.Gap(release.at().time(),
                            "release of " + release.record().image() + " without a bill of materials"));
                } else {
                    proofs.add(kept.getLast().proof(release.record().image() + ": " + kept.getLast().record().packages()
                            + " packages, " + kept.getLast().record().format()));
                }
            }
            return releases.isEmpty()
                    ? Answer.unknown("Nothing was released in the period.")
                    : Answer.of("Every release has a bill of materials.", "releases lack a bill of materials.", proofs, gaps);
        }
    },
    /// Whether incidents were dealt with.
    INCIDENTS_RESOLVED {
        @Override
        Answer answer(Facts facts) {
            Map<String, Kept<IncidentState>> newest = new LinkedHashMap<>();
            facts.ever(IncidentState.class).forEach(each -> newest.put(each.record().id(), each));
            List<Answer.Proof> proofs = new ArrayList<>();
            List<Answer.Gap> gaps = new ArrayList<>();
            for (Kept<IncidentState> each : newest.values()) {
                IncidentState state = each.record();
                if (state.open() && state.opened().isBefore(facts.period().to())) {
                    gaps.add(new Answer.Gap(state.opened(), state.title() + " on " + state.subject() + " is still open"));
                } else if (!state.open() && facts.period().holds(each.at().time())) {
                    proofs.add(each.proof(state.title() + " on " + state.subject() + ": " + state.resolution()));
                }
            }
            return proofs.isEmpty() && gaps.isEmpty()
                    ? Answer.unknown("No incident was recorded in the period; the ledger does not say whether anybody watched.")
                    : Answer.of("Every incident was resolved.", "incidents are still open.", proofs, gaps);
        }
    },
    /// Whether weaknesses that are being exploited were dealt with.
    EXPLOITED_HANDLED {
        @Override
        Answer answer(Facts facts) {
            List<Answer.Proof> proofs = new ArrayList<>();
            List<Answer.Gap> gaps = new ArrayList<>();
            Map<String, Kept<FindingOpened>> open = new LinkedHashMap<>();
            facts.ever(FindingOpened.class)
                    .filter(each -> each.record().exploited() && each.at().time().isBefore(facts.period().to()))
                    .forEach(each -> open.put(each.record().subject() + " " + each.record().fingerprint(), each));
            facts.ever(FindingClosed.class).forEach(each -> {
                Kept<FindingOpened> was = open.get(each.record().subject() + " " + each.record().fingerprint());
                if (was != null && was.at().index() < each.at().index()) {
                    open.remove(each.record().subject() + " " + each.record().fingerprint());
                    proofs.add(each.proof(was.record().message() + ": " + each.record().reason()));
                }
            });
            Running running = Running.of(facts.records());
            open.values().forEach(each -> {
                Recorded replacement = running.replaced(each.record().subject());
                if (replacement == null) {
                    gaps.add(new Answer.Gap(each.at().time(),
                            each.record().message() + " on " + each.record().subject() + " is still open"));
                } else {
                    proofs.add(new Answer.Proof(replacement.index(), replacement.time(), each.record().message()
                            + ": the image was replaced by " + replacement.record().subject()));
                }
            });
            boolean watched = facts.during(Scanned.class).anyMatch(each -> each.record().advisories() != null);
            return proofs.isEmpty() && gaps.isEmpty() && !watched
                    ? Answer.unknown("No advisories were asked in the period.")
                    : Answer.of("No weakness that is known to be exploited is open.", "exploited weaknesses are still open.",
                            proofs, gaps);
        }
    },
    /// Whether nothing was deployed against an open incident or an exploited weakness.
    DEPLOYMENTS_UNBLOCKED {
        @Override
        Answer answer(Facts facts) {
            if (facts.deployments() == null) {
                return Answer.unknown("Nobody said what was deployed.");
            }
            List<Answer.Gap> gaps = new ArrayList<>();
            for (Facts.Deployment deployment : facts.deployments()) {
                var then = facts.records().stream().filter(each -> !each.time().isAfter(deployment.time())).toList();
                if (Outstanding.against(deployment.image(), then).blocksDeployment()) {
                    gaps.add(new Answer.Gap(deployment.time(),
                            told(deployment) + " against an open incident or an exploited weakness"));
                }
            }
            return facts.deployments().isEmpty()
                    ? Answer.unknown("Nothing was deployed in the period.")
                    : Answer.of("Nothing was deployed that was known to be unsafe.", "deployments were known to be unsafe.",
                            List.of(), gaps);
        }
    },
    /// Whether the record itself can be believed.
    RECORD_INTACT {
        @Override
        Answer answer(Facts facts) {
            Verification ledger = facts.ledger();
            if (!ledger.sound() || ledger.completeness() == Verification.Completeness.REFUTED) {
                return new Answer(Answer.State.NOT_SATISFIED, "The ledger was changed.", List.of(), ledger.problems().stream()
                        .map(problem -> new Answer.Gap(facts.asOf(), problem.toString())).toList());
            }
            if (!ledger.signed()) {
                return Answer.unknown("The ledger is consistent; no trusted key is known that signed it.");
            }
            return ledger.completeness() == Verification.Completeness.PROVEN
                    ? new Answer(Answer.State.SATISFIED, "All " + ledger.entries()
                            + " entries are unchanged, signed, and complete against a checkpoint that was kept elsewhere.",
                            List.of(),
                            List.of())
                    : Answer.unknown(
                            "The ledger is unchanged and signed; that nothing was taken away at its end is not proven without a"
                                    + " checkpoint that was kept elsewhere.");
        }
    };

    /// How long a part of the period may be without a scan.
    private static final Duration MONTH = Duration.ofDays(31);
    /// How old advisories may be when they are asked.
    private static final Duration STALE = Duration.ofDays(7);
    /// More entries than that prove no more.
    private static final int MOST_PROOFS = 200;

    /// What the facts say.
    abstract Answer answer(Facts facts);

    static Question named(String name) {
        return valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    /// The exceptions on which decisions of the period stood, each once.
    ///
    /// @return whether there are any
    private static boolean exceptions(Facts facts, List<Answer.Proof> proofs, List<Answer.Gap> gaps) {
        Set<String> seen = new java.util.LinkedHashSet<>();
        facts.during(Decided.class).forEach(decision -> {
            for (String id : decision.record().exceptions()) {
                if (!seen.add(id)) {
                    continue;
                }
                var approvals = bySomebodyElse(facts, Approved.EXCEPTION, Approved.exception(id), decision.record().asOf());
                approvals.forEach(each -> proofs.add(each.proof("exception " + id + " approved by " + each.record().approver()
                        + ", requested by " + each.record().requester() + ": " + each.record().reason())));
                if (approvals.isEmpty()) {
                    gaps.add(new Answer.Gap(decision.at().time(),
                            "a decision at " + decision.record().stage() + " stood on exception "
                                    + id + " without a second person"));
                }
            }
        });
        return !seen.isEmpty();
    }

    /// The approvals that held at a time and were not given by who asked.
    private static List<Kept<Approved>> bySomebodyElse(Facts facts, String what, Subject subject, Instant time) {
        return facts.ever(Approved.class)
                .filter(each -> each.record().what().equals(what) && each.record().subject().equals(subject)
                        && !each.record().approver().equals(each.record().requester())
                        && each.record().expires().isAfter(time))
                .toList();
    }

    private static Answer scanned(Facts facts, String engine, String what, boolean advisories) {
        List<Answer.Proof> proofs = new ArrayList<>();
        List<Answer.Gap> gaps = new ArrayList<>();
        for (Period part : facts.period().parts(MONTH)) {
            boolean any = false;
            for (Kept<Scanned> each : facts.during(Scanned.class).toList()) {
                Scanned scan = each.record();
                boolean counts = part.holds(each.at().time()) && scan.engines().contains(engine) && !scan.partial()
                        && scan.coverage().gaps() == 0;
                if (counts && (!advisories || fresh(scan.advisories(), each.at().time()))) {
                    any = true;
                    if (proofs.size() < MOST_PROOFS) {
                        proofs.add(each.proof(scan.target() + ": " + scan.findings() + " open findings"));
                    }
                }
            }
            Instant end = part.to().isBefore(facts.asOf()) ? part.to() : facts.asOf();
            if (!any && part.from().isBefore(facts.asOf())) {
                gaps.add(new Answer.Gap(part.from(), "no whole scan of " + what + " until " + end.toString().substring(0, 10)));
            }
        }
        return Answer.of("The " + what + " were scanned in every month of the period.",
                "months lack a whole scan of " + what + ".", proofs,
                gaps);
    }

    private static boolean fresh(@org.jspecify.annotations.Nullable Instant advisories, Instant asked) {
        return advisories != null && Duration.between(advisories, asked).compareTo(STALE) <= 0;
    }

    private static String told(Decided decided) {
        return decided.stage() + " gate said " + decided.verdict() + (decided.unproven() ? ", unproven" : "");
    }

    private static String told(Facts.Deployment deployment) {
        Subject image = deployment.image();
        String name = image.isImage() ? image.text().substring(0, 19) : image.text();
        return "deployment of " + name + " to " + deployment.environment();
    }
}
