package dev.gatehouse.source.git;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Blobs of which all places are known before they are read.
final class PlacedBlobs {
    private static final Comparator<Origin> AGE = Comparator
            .comparing((Origin origin) -> origin instanceof Origin.Commit commit ? commit.time() : Instant.EPOCH)
            .thenComparing(origin -> origin instanceof Origin.Commit commit ? commit.id() : "");

    private final Function<SourcePath, Set<Trait>> traits;
    private final Map<ObjectId, Map<SourcePath, Origin>> blobs = new LinkedHashMap<>();
    /// Made when it is first asked for, after everything was added.
    private @Nullable Map<SourcePath, ObjectId> byPath;

    PlacedBlobs(Function<SourcePath, Set<Trait>> traits) {
        this.traits = traits;
    }

    /// Adds a place; of several commits at one path the oldest stays.
    void add(ObjectId blob, SourcePath path, Origin origin) {
        blobs.computeIfAbsent(blob, id -> new HashMap<>())
                .merge(path, origin, (a, b) -> AGE.compare(a, b) <= 0 ? a : b);
    }

    /// Gives a place that was added another origin.
    void replace(ObjectId blob, SourcePath path, Origin origin) {
        blobs.computeIfAbsent(blob, id -> new HashMap<>()).put(path, origin);
    }

    /// Each blob with one of its paths.
    Map<ObjectId, SourcePath> hints() {
        Map<ObjectId, SourcePath> hints = new LinkedHashMap<>();
        blobs.forEach((id, places) -> hints.put(id, places.keySet().stream().min(Comparator.naturalOrder()).orElseThrow()));
        return hints;
    }

    List<Place> places(ContentId content) {
        if (content.algorithm() == ContentId.Algorithm.SHA256) {
            return List.of();
        }
        Map<SourcePath, Origin> places = blobs.get(ObjectId.of(content));
        return places == null ? List.of() : sorted(places);
    }

    /// The blob at a path; null if there is none.
    synchronized @Nullable ObjectId at(SourcePath path) {
        if (byPath == null) {
            Map<SourcePath, ObjectId> found = new HashMap<>();
            blobs.forEach((id, places) -> places.keySet().forEach(each -> found.put(each, id)));
            byPath = found;
        }
        return byPath.get(path);
    }

    List<Place> all() {
        List<Place> all = new ArrayList<>();
        blobs.values().forEach(places -> all.addAll(sorted(places)));
        return all.stream().sorted().toList();
    }

    private List<Place> sorted(Map<SourcePath, Origin> places) {
        return places.entrySet().stream().map(entry -> place(entry.getKey(), entry.getValue())).sorted().toList();
    }

    private Place place(SourcePath path, Origin origin) {
        Set<Trait> known = EnumSet.noneOf(Trait.class);
        known.addAll(traits.apply(path));
        if (origin instanceof Origin.Commit commit && !commit.inHead()) {
            known.add(Trait.DELETED);
        }
        return new Place(origin, path, known);
    }
}
