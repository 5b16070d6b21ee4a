package dev.gatehouse.sca.match;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Exploitation;
import dev.gatehouse.advisory.match.Evidence;
import dev.gatehouse.advisory.match.Match;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Flow;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Remedy;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.ScaRules;
import dev.gatehouse.sca.inventory.PackageUse;
import dev.gatehouse.sca.reach.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One weakness of one package with every use of it: becomes one finding.
final class WeakPackage {
    /// A fingerprint holds so much; nobody's package names are longer.
    private static final int LONGEST_VALUE = 512;
    private static final int MOST_FLOWS = 5;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");

    private final PackageUrl name;
    private final List<Use> uses = new ArrayList<>();

    /// One use with what the advisories say of its version.
    private record Use(PackageUse use, Match match, List<PackageUse> path, Answer answer) {}

    WeakPackage(PackageUrl name) {
        this.name = name;
    }

    void add(PackageUse use, Match match, List<PackageUse> path, Answer answer) {
        uses.add(new Use(use, match, path, answer));
    }

    /// What decides: the surest and gravest.
    Match lead() {
        return uses.stream().map(Use::match).max(Comparator.comparing(Match::confidence).thenComparing(Match::severity))
                .orElseThrow();
    }

    /// The gravest answer of all uses: one that is not reachable is so only if all are.
    Answer answer() {
        return uses.stream().map(Use::answer).max(Comparator.comparingDouble(Answer::weight)).orElseThrow();
    }

    /// @param priority
    ///            where it stands among all of the scan, and why
    Finding finding(String priority) {
        Match lead = lead();
        Rule rule = rule(lead);
        return new Finding(identity(lead), rule, severity(lead, rule), message(lead, rule), occurrences(rule), flows(),
                remedy(lead),
                evidence(lead, priority));
    }

    /// Every name of the weakness with the package: a record that gets a CVE id later stays the same finding.
    private List<Fingerprint> identity(Match match) {
        Set<Fingerprint> identity = new LinkedHashSet<>();
        for (String alias : match.weakness()) {
            String value = name + "|" + UNPRINTABLE.matcher(alias).replaceAll("_");
            identity.add(new Fingerprint("dependency", 1, value.substring(0, Math.min(LONGEST_VALUE, value.length()))));
        }
        return List.copyOf(identity);
    }

    private static Rule rule(Match match) {
        if (match.kind() == Advisory.Kind.MALICIOUS) {
            return ScaRules.MALICIOUS_DEPENDENCY;
        }
        if (match.exploitation().known()) {
            return ScaRules.EXPLOITED_DEPENDENCY;
        }
        return switch (match.kind()) {
            case UNMAINTAINED -> ScaRules.UNMAINTAINED_DEPENDENCY;
            case UNSOUND -> ScaRules.UNSOUND_DEPENDENCY;
            case VULNERABILITY, MALICIOUS, NOTICE -> ScaRules.VULNERABLE_DEPENDENCY;
        };
    }

    /// What attackers use, or were meant to use, is critical whatever somebody rated it.
    private static Severity severity(Match match, Rule rule) {
        return switch (rule.id()) {
            case "vulnerable-dependency" -> match.kind() == Advisory.Kind.NOTICE ? Severity.INFO : match.severity();
            case "unmaintained-dependency", "unsound-dependency" ->
                match.severity() == Severity.UNRATED ? rule.severity() : match.severity();
            default -> Severity.CRITICAL;
        };
    }

    private String message(Match match, Rule rule) {
        String summary = match.evidence().stream().map(one -> one.record().advisory().summary()).filter(text -> !text.isBlank())
                .findFirst().orElse("");
        String what = switch (rule.id()) {
            case "malicious-dependency" -> " is a malicious package";
            case "exploited-dependency" -> " has a vulnerability that attackers are known to use";
            case "unmaintained-dependency" -> " is no longer maintained";
            case "unsound-dependency" -> " is unsound";
            default -> uses.stream().anyMatch(each -> each.use().pinned())
                    ? " has a known vulnerability"
                    : " allows versions with a known vulnerability";
        };
        return Ecosystem.name(name) + " " + String.join(", ", versions()) + what + " (" + match.weakness().getFirst() + ")"
                + (summary.isEmpty() ? "." : ": " + summary.strip() + (summary.endsWith(".") ? "" : "."));
    }

    /// The versions, or requirements, in use.
    private Set<String> versions() {
        Set<String> versions = new TreeSet<>();
        for (Use use : uses) {
            versions.add(use.use().wanted());
        }
        return versions;
    }

    private List<Occurrence> occurrences(Rule rule) {
        Map<String, Occurrence> occurrences = new TreeMap<>();
        for (Use each : uses) {
            PackageUse use = each.use();
            Occurrence occurrence = use.occurrence(confidence(each), rule);
            occurrences.putIfAbsent(occurrence.location().toString(), occurrence);
        }
        return new ArrayList<>(occurrences.values());
    }

    /// What only tests and examples use is hardly ever reached by an attacker, what only builds use less often than what runs.
    private static Confidence confidence(Use each) {
        Confidence known = each.match().confidence();
        if (!each.use().pinned() || each.match().isDisputed() || each.use().aside()
                || each.use().note().contains("not certain")) {
            return Confidence.POSSIBLE;
        }
        boolean guessed = each.use().note().contains("guess");
        return known == Confidence.CERTAIN && (guessed || !each.use().scope().shipped()) ? Confidence.LIKELY : known;
    }

    /// How the package gets into the project, for the first few projects that do not ask for it themselves.
    private List<Flow> flows() {
        List<Flow> flows = new ArrayList<>();
        for (Use each : uses) {
            if (each.path().size() > 1 && flows.size() < MOST_FLOWS) {
                flows.add(new Flow(each.path().stream().map(WeakPackage::step).toList()));
            }
        }
        return flows.stream().distinct().toList();
    }

    private static Flow.Step step(PackageUse use) {
        Shown shown = use.shown();
        PackageUse.Declared declared = use.declared();
        Location location = declared != null
                ? new Location.Package(use.purl().toString(), declared.place(), declared.shown().region())
                : new Location.Package(use.purl().toString(), use.place(), shown == null ? null : shown.region());
        String version = use.purl().version();
        return new Flow.Step(location, (use.direct() ? "the project asks for " : "which needs ") + Ecosystem.name(use.purl())
                + (version == null ? "" : " " + version));
    }

    private Remedy remedy(Match lead) {
        if (lead.kind() == Advisory.Kind.MALICIOUS) {
            return new Remedy(
                    "Remove " + Ecosystem.name(name) + ", and treat every machine and secret that it could reach as compromised.",
                    link(lead));
        }
        Map<String, Set<String>> steps = new TreeMap<>();
        for (Use each : uses) {
            String fixed = each.match().fixed();
            if (fixed != null) {
                steps.computeIfAbsent(fixed, _ -> new TreeSet<>()).add(each.use().wanted());
            }
        }
        if (steps.isEmpty()) {
            return withoutRepair(lead);
        }
        List<String> parts = new ArrayList<>();
        steps.forEach((fixed, from) -> parts
                .add("to " + fixed + (versions().size() > 1 ? " (from " + String.join(", ", from) + ")" : "")));
        Optional<Use> brought = uses.stream().filter(each -> each.path().size() > 1).findFirst();
        String how = brought.map(each -> "; " + Ecosystem.name(each.path().getFirst().purl()) + " brings it").orElse("");
        return new Remedy("Update " + Ecosystem.name(name) + " " + String.join(" or ", parts) + how + ".", link(lead));
    }

    /// Nobody has to wait for a repair of what attackers use already or of what is not maintained: it can be taken out.
    private Remedy withoutRepair(Match lead) {
        String subject = Ecosystem.name(name);
        return switch (rule(lead).id()) {
            case "exploited-dependency" -> new Remedy(
                    "Take " + subject + " out of service or replace it: attackers use this, and no version without it is known.",
                    link(lead));
            case "unmaintained-dependency", "unsound-dependency" -> new Remedy("Replace " + subject + ".", link(lead));
            default -> new Remedy("No version of " + subject + " without it is known: watch the advisory, avoid what it names,"
                    + " or replace the package.", link(lead), false);
        };
    }

    private static @Nullable URI link(Match match) {
        for (Evidence evidence : match.evidence()) {
            for (String reference : evidence.record().advisory().references()) {
                if (reference.startsWith("https://")) {
                    try {
                        return URI.create(reference);
                    } catch (IllegalArgumentException e) {
                        // Not every address that people write is one.
                    }
                }
            }
        }
        return null;
    }

    private static String decimal(double number, int places) {
        return BigDecimal.valueOf(number).setScale(places, RoundingMode.HALF_UP).toPlainString();
    }

    private SequencedMap<String, String> evidence(Match lead, String priority) {
        SequencedMap<String, String> evidence = new LinkedHashMap<>();
        evidence.put("advisories", String.join(", ", lead.weakness()));
        evidence.put("installed", String.join(", ", versions()));
        uses.stream().filter(each -> each.match().equals(lead)).findFirst()
                .flatMap(each -> Allowed.of(each.use(), lead)).ifPresent(allowed -> evidence.put("allowed", allowed.words()));
        evidence.put("matched", lead.used().toString());
        evidence.put("decided", lead.reason());
        if (lead.evidence().size() > 1) {
            evidence.put("records", String.join("; ", lead.evidence().stream().map(Evidence::toString).toList()));
        }
        String fixed = lead.fixed();
        evidence.put("fixed", fixed == null ? "no version is known" : fixed);
        evidence.put("rated", lead.severity().label());
        Double score = lead.score();
        if (score != null) {
            evidence.put("cvss", decimal(score, 1));
        }
        Exploitation exploitation = lead.exploitation();
        if (exploitation.isEstimated()) {
            evidence.put("epss", decimal(exploitation.probability(), 5));
        }
        if (exploitation.known()) {
            evidence.put("kev", (exploitation.added() == null ? "listed" : "since " + exploitation.added())
                    + (exploitation.ransomware() ? ", used by ransomware" : ""));
        }
        evidence.put("reachability", answer().toString());
        evidence.put("priority", priority);
        List<String> cwes = lead.used().record().advisory().cwes();
        if (!cwes.isEmpty()) {
            evidence.put("cwe", String.join(", ", cwes));
        }
        if (lead.isDisputed()) {
            evidence.put("disputed", "yes");
        }
        List<String> symbols = lead.symbols();
        if (!symbols.isEmpty()) {
            evidence.put("symbols", String.join(", ", symbols.subList(0, Math.min(10, symbols.size()))));
        }
        evidence.put("scope", uses.stream().map(each -> each.use().scope()).min(Comparator.naturalOrder()).orElseThrow().label());
        uses.stream().map(each -> each.use().note()).filter(note -> !note.isEmpty()).findFirst()
                .ifPresent(note -> evidence.put("note", note));
        return evidence;
    }
}
