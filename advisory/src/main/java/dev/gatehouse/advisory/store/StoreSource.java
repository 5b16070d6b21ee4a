package dev.gatehouse.advisory.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a part of the store's data comes from.
///
/// @param name
///            short: `npm`, `kev`, a file's name
/// @param origin
///            the address or path it was taken from
/// @param fetched
///            when it was taken
/// @param dated
///            the newest date that the data itself bears; null if it bears none
/// @param records
///            how many records were taken over
/// @param malformed
///            how many files could not be read
public record StoreSource(String name, String origin, Instant fetched, @Nullable Instant dated, int records, int malformed) {}
