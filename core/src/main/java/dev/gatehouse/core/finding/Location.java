package dev.gatehouse.core.finding;

import dev.gatehouse.core.source.Place;
import org.jspecify.annotations.Nullable;

/// Where a finding is.
public sealed interface Location {

    /// In a text.
    ///
    /// @param region
    ///            null if the whole content is meant
    record Text(Place place, @Nullable Region region) implements Location {}

    /// A package, declared or found at a place.
    ///
    /// @param purl
    ///            package URL
    /// @param region
    ///            where the file names it; null if the whole content is meant
    record Package(String purl, Place place, @Nullable Region region) implements Location {}

    /// An endpoint of a running service.
    record Endpoint(String method, String uri, @Nullable String parameter) implements Location {}

    /// A resource of infrastructure or cloud.
    record Resource(String kind, String id) implements Location {}

    /// An event of a stream.
    record Event(String stream, String id) implements Location {}

    /// The path that owners, suppressions and reports go by; null where there is none.
    default @Nullable String path() {
        return switch (this) {
            case Text text -> text.place().path().toString();
            case Package found -> found.place().path().toString();
            case Endpoint _,Resource _,Event _ -> null;
        };
    }
}
