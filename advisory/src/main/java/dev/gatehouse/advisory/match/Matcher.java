package dev.gatehouse.advisory.match;

import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoredAdvisory;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.range.Interval;
import dev.gatehouse.ecosystem.range.VersionRange;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Asks a store which weaknesses packages have. Withdrawn records do not count. Thread-safe while the store is open.
public final class Matcher {
    private final AdvisoryStore store;

    /// @param store
    ///            stays the caller's to close
    public Matcher(AdvisoryStore store) {
        this.store = store;
    }

    /// The weaknesses of a package. One without version, of a type for which nobody keeps advisories, or of a distribution whose
    /// release is not known has none that could be told.
    public List<Match> match(PackageUrl url) {
        String version = version(url);
        return version == null
                ? List.of()
                : Ecosystem.of(url).map(ecosystem -> match(ecosystem, Ecosystem.name(url), version)).orElse(List.of());
    }

    /// Those of many packages; packages without any are left out.
    public SequencedMap<PackageUrl, List<Match>> match(Collection<PackageUrl> urls) {
        SequencedMap<PackageUrl, List<Match>> matches = new LinkedHashMap<>();
        for (PackageUrl url : urls) {
            List<Match> found = match(url);
            if (!found.isEmpty()) {
                matches.put(url, found);
            }
        }
        return matches;
    }

    /// RPM's package URLs have the epoch in a qualifier.
    private static @Nullable String version(PackageUrl url) {
        String version = url.version();
        String epoch = url.qualifier("epoch");
        return version != null && epoch != null && url.type().equals("rpm") ? epoch + ':' + version : version;
    }

    /// The weaknesses of a version.
    ///
    /// @param name
    ///            as advisories spell it; for a distribution the source package
    public List<Match> match(Ecosystem ecosystem, String name, String version) {
        Evaluation evaluation = Evaluation.of(ecosystem.family().scheme(), version);
        List<Match> matches = new ArrayList<>();
        for (List<StoredAdvisory> records : byWeakness(ecosystem, name).values()) {
            List<Evidence> evidence = records.stream().map(evaluation::evidence).toList();
            decide(ecosystem, evidence).ifPresent(matches::add);
        }
        return matches;
    }

    /// The weaknesses that some version within a range has: for requirements that pin none. All are *possible* at most.
    public List<Match> possible(Ecosystem ecosystem, String name, VersionRange range) {
        List<Match> matches = new ArrayList<>();
        for (List<StoredAdvisory> records : byWeakness(ecosystem, name).values()) {
            List<Evidence> evidence = records.stream().map(record -> within(record, range)).toList();
            decide(ecosystem, evidence)
                    .map(match -> new Match(match.weakness(), match.used(), match.evidence(), Confidence.POSSIBLE,
                            "no version is pinned; " + match.reason()))
                    .ifPresent(matches::add);
        }
        return matches;
    }

    private static Evidence within(StoredAdvisory record, VersionRange range) {
        VersionScheme scheme = range.scheme();
        for (Span span : record.affected().spans()) {
            try {
                Interval interval = span.interval(scheme);
                if (!range.intersect(VersionRange.of(scheme, List.of(interval))).isEmpty()) {
                    return new Evidence(record, Evidence.Outcome.AFFECTED, span, span.fixed(), span.toString());
                }
            } catch (VersionException _) {
                return new Evidence(record, Evidence.Outcome.UNDECIDED, span, null, "a bound cannot be compared: " + span);
            }
        }
        for (String version : record.affected().versions()) {
            try {
                if (range.contains(scheme.parse(version))) {
                    return new Evidence(record, Evidence.Outcome.AFFECTED, null, null, "named: " + version);
                }
            } catch (VersionException _) {
                // A name that is no version cannot be asked for either.
            }
        }
        return new Evidence(record, Evidence.Outcome.NOT_AFFECTED, null, null, "no affected version is asked for");
    }

    /// The live records of a package by weakness, the preferred source first.
    private Map<List<String>, List<StoredAdvisory>> byWeakness(Ecosystem ecosystem, String name) {
        Map<List<String>, List<StoredAdvisory>> groups = new LinkedHashMap<>();
        for (StoredAdvisory record : store.find(ecosystem, name)) {
            if (record.withdrawn() == null) {
                groups.computeIfAbsent(record.weakness(), _ -> new ArrayList<>()).add(record);
            }
        }
        Comparator<StoredAdvisory> preferred = Comparator
                .comparingInt((StoredAdvisory record) -> Preference.of(ecosystem.family(), record.source()))
                .thenComparing(record -> record.id());
        groups.values().forEach(group -> group.sort(preferred));
        return groups;
    }

    private static Optional<Match> decide(Ecosystem ecosystem, List<Evidence> evidence) {
        Evidence affected = first(evidence, Evidence.Outcome.AFFECTED);
        // One source may have several records of a weakness, one for each branch: they complete each other.
        String saying = affected == null ? "" : affected.record().source();
        Evidence denied = evidence.stream().filter(one -> one.outcome() == Evidence.Outcome.NOT_AFFECTED)
                .filter(one -> !one.record().source().equals(saying)).findFirst().orElse(null);
        Evidence undecided = first(evidence, Evidence.Outcome.UNDECIDED);
        Evidence used = affected != null ? affected : undecided;
        if (used == null || affected == null && denied != null) {
            return Optional.empty();
        }
        List<String> weakness = used.record().weakness();
        String source = used.record().source();
        if (affected == null || !ecosystem.family().scheme().isDefined()) {
            return Optional.of(new Match(weakness, used, evidence, Confidence.POSSIBLE, affected == null
                    ? "no record can be compared with the version"
                    : ecosystem.family().id() + " defines no order of versions"));
        }
        if (denied == null) {
            String reason = evidence.size() == 1 ? "the only record" : "all records agree; " + source + " counts first";
            return Optional.of(new Match(weakness, used, evidence, Confidence.CERTAIN, reason));
        }
        boolean preferred = evidence.indexOf(affected) < evidence.indexOf(denied);
        String other = denied.record().id() + " (" + denied.record().source() + ")";
        return Optional.of(preferred
                ? new Match(weakness, used, evidence, Confidence.LIKELY,
                        source + " counts before " + other + ", which says " + denied.why())
                : new Match(weakness, used, evidence, Confidence.POSSIBLE,
                        "only " + source + " says so; " + other + ", which counts first, says " + denied.why()));
    }

    private static @Nullable Evidence first(List<Evidence> evidence, Evidence.Outcome outcome) {
        return evidence.stream().filter(one -> one.outcome() == outcome).findFirst().orElse(null);
    }
}
