package dev.gatehouse.core.source;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/// Where a content lies: which state of the source, which path, and what is known of it.
public record Place(Origin origin, SourcePath path, Set<Trait> traits) implements Comparable<Place> {
    private static final Comparator<Place> ORDER = Comparator.comparing(Place::path)
            .thenComparing(place -> place.origin() instanceof Origin.Commit commit ? commit.time().toString() + commit.id() : "")
            .thenComparing(place -> place.origin().toString());

    public Place {
        traits = traits.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(traits));
    }

    /// Whether it has the trait.
    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /// By path, then oldest commit first.
    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
