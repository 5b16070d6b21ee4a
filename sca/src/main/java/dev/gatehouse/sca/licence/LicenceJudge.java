package dev.gatehouse.sca.licence;

import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.sca.InventoryJudge;
import dev.gatehouse.sca.ScaRules;
import dev.gatehouse.sca.inventory.Inventory;
import dev.gatehouse.sca.inventory.PackageUse;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Holds the licences of packages against the terms of a team. A package under a licence that is denied, or that somebody must
/// look at, is one finding, however many projects use it. Packages of which no licence is known are one finding for each kind of
/// package: there may be hundreds where lock files name no licences.
///
/// What is declared counts; where nothing or nothing readable is declared, what was concluded from texts that lie with the package.
public final class LicenceJudge implements InventoryJudge {
    private static final int LONGEST_VALUE = 512;
    private static final int MOST_NAMED = 5;

    private final LicenceTerms terms;
    private final LicenceReader reader;
    private final LocalDate day;

    /// @param day
    ///            against which exceptions expire
    public LicenceJudge(LicenceTerms terms, LicenceReader reader, LocalDate day) {
        this.terms = terms;
        this.reader = reader;
        this.day = day;
    }

    /// A finding while its places are gathered.
    private static final class Gathering {
        private final Rule rule;
        private final SequencedMap<String, String> evidence = new LinkedHashMap<>();
        private final Map<String, Occurrence> occurrences = new TreeMap<>();
        private final TreeSet<String> names = new TreeSet<>();

        Gathering(Rule rule) {
            this.rule = rule;
        }

        void add(PackageUse use, Confidence confidence) {
            Occurrence occurrence = use.occurrence(use.aside() ? Confidence.POSSIBLE : confidence, rule);
            occurrences.putIfAbsent(occurrence.location().toString(), occurrence);
            names.add(Ecosystem.name(use.purl()) + (use.wanted().isEmpty() ? "" : " " + use.wanted()));
        }
    }

    @Override
    public List<Finding> judge(Inventory inventory, DiagnosticSink diagnostics) {
        if (terms.isEmpty()) {
            return List.of();
        }
        Map<String, Gathering> found = new TreeMap<>();
        inventory.packages().filter(use -> !use.own() && use.owner().isEmpty() && LicensedPackages.has(use.purl()))
                .forEach(use -> judge(use, found));
        return found.entrySet().stream().map(each -> finding(each.getKey(), each.getValue())).toList();
    }

    private void judge(PackageUse use, Map<String, Gathering> found) {
        LicencePolicy policy = terms.policies().get(use.scope());
        Optional<LicenceTerms.Accepted> accepted = terms.accepted(use.purl(), day);
        String stated = accepted.map(LicenceTerms.Accepted::licence).orElse(null);
        if (policy == null || policy.isEmpty() || accepted.isPresent() && stated == null) {
            return;
        }
        Optional<Expression> declared = reader.read(stated == null ? use.licence() : stated);
        Optional<Expression> expression = declared.isPresent() ? declared : reader.read(use.concluded());
        if (expression.isEmpty()) {
            unknown(use, found);
            return;
        }
        LicencePolicy.Ruling ruling = policy.rule(expression.get());
        if (ruling.judgement() == LicencePolicy.Judgement.ALLOWED) {
            return;
        }
        Rule rule = ruling.judgement() == LicencePolicy.Judgement.DENIED ? ScaRules.DENIED_LICENCE : ScaRules.UNREVIEWED_LICENCE;
        Gathering gathering = found.computeIfAbsent(use.purl().unversioned() + "|" + expression.get(), _ -> new Gathering(rule));
        if (gathering.evidence.isEmpty()) {
            gathering.evidence.put("licence", expression.get().toString());
            gathering.evidence.put("declared", use.licence().isEmpty() ? "nothing" : use.licence());
            if (declared.isEmpty()) {
                gathering.evidence.put("concluded", "from the texts that lie with the package");
            }
            if (stated != null) {
                gathering.evidence.put("stated", accepted.orElseThrow().reason());
            }
            gathering.evidence.put("decided", ruling.licence() + " by " + ruling.entry());
            gathering.evidence.put("scope", use.scope().label());
        }
        gathering.add(use, declared.isPresent() ? Confidence.CERTAIN : Confidence.LIKELY);
    }

    private static void unknown(PackageUse use, Map<String, Gathering> found) {
        found.computeIfAbsent("unknown|" + use.purl().type(), _ -> new Gathering(ScaRules.UNKNOWN_LICENCE))
                .add(use, use.licence().isEmpty() ? Confidence.LIKELY : Confidence.CERTAIN);
    }

    private static Finding finding(String key, Gathering gathering) {
        Rule rule = gathering.rule;
        List<String> names = List.copyOf(gathering.names);
        String message;
        if (rule.equals(ScaRules.UNKNOWN_LICENCE)) {
            String type = key.substring(key.indexOf('|') + 1);
            message = "Of " + names.size() + " " + type + (names.size() == 1 ? " package" : " packages")
                    + " no licence is known, such as " + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                    + ".";
            gathering.evidence.put("packages", String.join(", ", names.subList(0, Math.min(MOST_NAMED * 10, names.size())))
                    + (names.size() > MOST_NAMED * 10 ? ", …" : ""));
        } else {
            message = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))) + " is under "
                    + gathering.evidence.get("licence") + (rule.equals(ScaRules.DENIED_LICENCE)
                            ? ", which the policy refuses."
                            : ", which somebody has to look at.");
        }
        String value = key.replaceAll("[^!-~]", "_");
        return new Finding(List.of(new Fingerprint("licence", 1, value.substring(0, Math.min(LONGEST_VALUE, value.length())))),
                rule,
                rule.severity(), message,
                Stream.of(gathering.occurrences.values()).flatMap(java.util.Collection::stream).toList(),
                List.of(), new Remedy(rule.fix(), null), gathering.evidence);
    }
}
