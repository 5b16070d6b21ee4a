package dev.gatehouse.source.scan;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.source.PlaceTraits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where contents lie: where the source says, and in the archives that hold them. Not thread-safe.
final class Placement {
    /// Archives that hold archives many times over would make more places than anybody can read.
    private static final int MOST_PLACES = 10_000;

    private final Source source;
    private final Predicate<Unit.Key> lookedAt;
    /// For a content, the archives that hold it and its names there.
    private final Map<ContentId, Set<Edge>> holders = new HashMap<>();
    private final Map<ContentId, List<Place>> placed = new HashMap<>();
    private final Set<ContentId> open = new HashSet<>();

    private record Edge(ContentId archive, SourcePath name) implements Comparable<Edge> {
        @Override
        public int compareTo(Edge other) {
            int order = archive.compareTo(other.archive);
            return order != 0 ? order : name.compareTo(other.name);
        }
    }

    /// @param lookedAt
    ///            whether a content was looked at under a name
    /// @param units
    ///            what was learned
    Placement(Source source, Predicate<Unit.Key> lookedAt, Collection<Unit> units) {
        this.source = source;
        this.lookedAt = lookedAt;
        for (Unit unit : units) {
            for (Unit.Child child : unit.children()) {
                holders.computeIfAbsent(child.key().id(), _ -> new TreeSet<>())
                        .add(new Edge(unit.key().id(), SourcePath.of(child.name())));
            }
        }
    }

    /// These contents and the archives around them: what the source will be asked the places of.
    Set<ContentId> asked(Collection<ContentId> ids) {
        Set<ContentId> all = new TreeSet<>();
        Deque<ContentId> left = new ArrayDeque<>(ids);
        while (!left.isEmpty()) {
            ContentId id = left.pop();
            if (all.add(id)) {
                holders.getOrDefault(id, Set.of()).forEach(edge -> left.push(edge.archive));
            }
        }
        return all;
    }

    /// All places of a content, sorted.
    List<Place> of(ContentId id) {
        List<Place> known = placed.get(id);
        if (known != null) {
            return known;
        }
        if (!open.add(id)) {
            // An archive that holds itself lies nowhere else for that.
            return List.of();
        }
        List<Place> places;
        try {
            places = new ArrayList<>(source.places(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Edge edge : holders.getOrDefault(id, Set.of())) {
            byte[] name = edge.name.chain().getFirst();
            for (Place outer : of(edge.archive)) {
                if (places.size() >= MOST_PLACES) {
                    break;
                }
                places.add(within(outer, name));
            }
        }
        open.remove(id);
        places.sort(null);
        placed.put(id, places);
        return places;
    }

    private static Place within(Place outer, byte[] name) {
        SourcePath path = outer.path().entry(name);
        EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
        traits.addAll(outer.traits());
        traits.addAll(PlaceTraits.of(SourcePath.of(name)));
        return new Place(outer.origin(), path, traits);
    }

    /// The first path in order; null if the source knows of none.
    @Nullable
    SourcePath firstPath(ContentId id) {
        List<Place> places = of(id);
        return places.isEmpty() ? null : places.getFirst().path();
    }

    /// Divides the places of a content among the names under which it was looked at; a place under a name that nobody asked
    /// for goes to the first, one under a name that had nothing to say to none.
    ///
    /// @param units
    ///            those of the content that had something to say, sorted
    Map<Unit, List<Place>> divide(ContentId id, List<Unit> units) {
        Map<String, Unit> byName = new HashMap<>();
        units.forEach(unit -> byName.put(unit.key().name(), unit));
        Map<Unit, List<Place>> divided = new LinkedHashMap<>();
        for (Place place : of(id)) {
            Unit.Key key = Unit.Key.of(id, place.path());
            Unit unit = byName.get(key.name());
            if (unit == null && !lookedAt.test(key)) {
                unit = units.getFirst();
            }
            if (unit != null) {
                divided.computeIfAbsent(unit, _ -> new ArrayList<>()).add(place);
            }
        }
        return divided;
    }
}
