package dev.gatehouse.source.scan;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes one line of a path's history: a secret that stood in forty versions of a file is one occurrence, introduced by the
/// oldest of them, shown as it stands in HEAD if it still does, and else as it was introduced.
final class HistoryFold {
    private HistoryFold() {}

    /// An occurrence in a version of a file.
    private record Version(Occurrence occurrence, Location.Text text, Origin.Commit commit) {
        static @Nullable Version of(Occurrence occurrence) {
            return occurrence.location() instanceof Location.Text text && text.place().origin() instanceof Origin.Commit commit
                    ? new Version(occurrence, text, commit)
                    : null;
        }

        long start() {
            return text.region() == null ? 0 : text.region().start();
        }
    }

    private static final Comparator<Version> OLDEST_FIRST = Comparator.comparing((Version version) -> version.commit.time())
            .thenComparing(version -> version.commit.id()).thenComparingLong(Version::start);

    /// The finding with one occurrence for each path in history; other occurrences stay as they are.
    static Finding fold(Finding finding) {
        List<Occurrence> folded = new ArrayList<>();
        Map<SourcePath, List<Version>> byPath = new LinkedHashMap<>();
        for (Occurrence occurrence : finding.occurrences()) {
            Version version = Version.of(occurrence);
            if (version == null) {
                folded.add(occurrence);
            } else {
                byPath.computeIfAbsent(version.text.place().path(), _ -> new ArrayList<>()).add(version);
            }
        }
        if (byPath.isEmpty()) {
            return finding;
        }
        for (List<Version> versions : byPath.values()) {
            folded.add(one(versions));
        }
        return folded.size() == finding.occurrences().size() && byPath.values().stream().allMatch(list -> list.size() == 1)
                ? finding
                : finding.at(folded);
    }

    private static Occurrence one(List<Version> versions) {
        if (versions.size() == 1) {
            return versions.getFirst().occurrence;
        }
        versions.sort(OLDEST_FIRST);
        Version oldest = versions.getFirst();
        Version shown = oldest;
        for (Version version : versions) {
            if (version.commit.inHead()) {
                shown = version;
                break;
            }
        }
        // The last word on whether it is true is the newest: HEAD's where there is one. One active mark keeps the version active.
        Origin.Commit lastCommit = shown.commit.inHead() ? shown.commit : versions.getLast().commit;
        Suppression suppression = null;
        boolean active = false;
        Confidence confidence = Confidence.POSSIBLE;
        for (Version version : versions) {
            boolean speaks = lastCommit.inHead() ? version.commit.inHead() : version.commit.id().equals(lastCommit.id());
            if (speaks && version.occurrence.suppression() == null) {
                active = true;
            } else if (speaks && suppression == null) {
                suppression = version.occurrence.suppression();
            }
            if (version.occurrence.confidence().compareTo(confidence) > 0) {
                confidence = version.occurrence.confidence();
            }
        }
        var origin = new Origin.Commit(oldest.commit.id(), oldest.commit.author(), oldest.commit.time(), shown.commit.inHead());
        var place = new Place(origin, shown.text.place().path(), shown.text.place().traits());
        return new Occurrence(new Location.Text(place, shown.text.region()), confidence, shown.occurrence.excerpt(),
                active ? null : suppression);
    }
}
