package dev.gatehouse.sca.inventory;

import dev.gatehouse.core.check.Placed;
import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.sca.listing.Listing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listing at one place.
record PlacedListing(Place place, String path, Listing listing, List<Shown> shown) {

    /// Each listing at each of its places, in the order of places.
    static List<PlacedListing> of(List<Placed<Listing>> placed) {
        List<PlacedListing> all = new ArrayList<>();
        for (Placed<Listing> each : placed) {
            for (Place place : each.places()) {
                all.add(new PlacedListing(place, place.path().toString(), each.facts(), each.shown()));
            }
        }
        all.sort(Comparator.comparing(PlacedListing::place));
        return all;
    }

    /// The folder it lies in: empty for the root, else with a slash or exclamation mark at its end.
    String folder() {
        return path.substring(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('!')) + 1);
    }

    /// The folder around a folder; null for the root.
    static @Nullable String above(String folder) {
        if (folder.isEmpty()) {
            return null;
        }
        String inner = folder.substring(0, folder.length() - 1);
        return inner.substring(0, Math.max(inner.lastIndexOf('/'), inner.lastIndexOf('!')) + 1);
    }

    /// What is shown of the component at a position; null if there is nothing to show.
    @Nullable
    Shown shown(int index) {
        Shown found = index < shown.size() ? shown.get(index) : null;
        return found == null || found.region().end() == 0 ? null : found;
    }
}
