package dev.gatehouse.core.check;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Place;
import java.util.List;

/// What a check learned of one content, and where the content lies.
///
/// @param facts
///            what [Check#facts] said, perhaps read back from the cache
/// @param shown
///            for each of [Facts#spans] its lines, columns and excerpt
/// @param places
///            where the content lies; never empty
public record Placed<F extends Facts>(ContentId content, F facts, List<Shown> shown, List<Place> places) {
    public Placed {
        shown = List.copyOf(shown);
        places = List.copyOf(places);
    }
}
