package dev.gatehouse.policy;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.report.Fixed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was there before: how many places each weakness had in the base or in the baseline.
///
/// Findings are matched one to one by any of their fingerprints; where two findings claim the same entry, the places are shared
/// out
/// once only, so ambiguity means new. Immutable.
public final class Known {

    /// One weakness that was there.
    ///
    /// @param identity
    ///            fingerprints, newest scheme first
    /// @param places
    ///            how many unsuppressed places it had
    /// @param rule
    ///            rule that had found it
    /// @param title
    ///            what it was; null if not recorded
    /// @param path
    ///            where it was; null if not recorded
    public record Entry(List<Fingerprint> identity, int places, String rule, @Nullable String title, @Nullable String path) {
        public Entry {
            identity = List.copyOf(identity);
        }
    }

    private final SequencedMap<Fingerprint, Entry> entries;
    private final Map<Fingerprint, Entry> byAnyFingerprint = new HashMap<>();

    private Known(SequencedMap<Fingerprint, Entry> entries) {
        this.entries = entries;
        for (Entry entry : entries.values()) {
            for (Fingerprint fingerprint : entry.identity()) {
                byAnyFingerprint.putIfAbsent(fingerprint, entry);
            }
        }
    }

    /// The given entries; of two with the same first fingerprint the one with more places.
    public static Known of(Collection<Entry> entries) {
        var sorted = new TreeMap<Fingerprint, Entry>();
        for (Entry entry : entries) {
            sorted.merge(entry.identity().getFirst(), entry, (a, b) -> a.places() >= b.places() ? a : b);
        }
        return new Known(sorted);
    }

    /// What either says; null if neither says anything.
    public static @Nullable Known both(@Nullable Known one, @Nullable Known other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        List<Entry> entries = new ArrayList<>(one.entries());
        entries.addAll(other.entries());
        return of(entries);
    }

    /// What a scan of the base found.
    public static Known ofFindings(Collection<Finding> findings) {
        List<Entry> entries = new ArrayList<>();
        for (Finding finding : findings) {
            if (!finding.active().isEmpty()) {
                entries.add(new Entry(finding.identity(), finding.active().size(), finding.rule().id(), finding.rule().title(),
                        finding.active().getFirst().location().path()));
            }
        }
        return of(entries);
    }

    /// Of these entries those that a scan with certain engines can speak of: what a partial scan does not find is not fixed.
    ///
    /// @param spoken
    ///            asked with each entry's first fingerprint
    public Known only(Predicate<Fingerprint> spoken) {
        return of(entries.values().stream().filter(entry -> spoken.test(entry.identity().getFirst())).toList());
    }

    /// The entries, sorted by their first fingerprint.
    public Collection<Entry> entries() {
        return entries.values();
    }

    /// For each finding how many of its unsuppressed places were there already, in the order given.
    int[] knownPlaces(List<Finding> findings) {
        var left = new HashMap<Entry, Integer>();
        int[] known = new int[findings.size()];
        for (int i = 0; i < known.length; i++) {
            Entry entry = find(findings.get(i));
            if (entry != null) {
                int available = left.getOrDefault(entry, entry.places());
                known[i] = Math.min(available, findings.get(i).active().size());
                left.put(entry, available - known[i]);
            }
        }
        return known;
    }

    /// What is here and in none of the findings, suppressed ones included: a weakness that is merely suppressed is not fixed.
    List<Fixed> fixed(List<Finding> findings) {
        var gone = new ArrayList<Entry>(entries.values());
        gone.removeAll(findings.stream().map(this::find).toList());
        return gone.stream().map(entry -> new Fixed(entry.identity().getFirst(), entry.rule(), entry.title(), entry.path()))
                .toList();
    }

    private @Nullable Entry find(Finding finding) {
        for (Fingerprint fingerprint : finding.identity()) {
            Entry entry = byAnyFingerprint.get(fingerprint);
            if (entry != null) {
                return entry;
            }
        }
        return null;
    }
}
