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
/// @param exported
///            when whoever keeps the data made this copy, as it says itself; null if it does not
/// @param newest
///            the newest date of its records; null if none bears one
/// @param records
///            how many records were taken over
/// @param malformed
///            how many files could not be read
public record StoreSource(String name, String origin, Instant fetched, @Nullable Instant exported, @Nullable Instant newest,
        int records, int malformed) {

    /// From when on what came to light is not in it: a download is as old as the download, what was imported as the copy says, or as
    /// the import where it does not. The dates of records do not count: in a feed that rarely changes they are old however new the copy.
    public Instant asOf() {
        boolean downloaded = origin.startsWith("https://") || origin.startsWith("http://");
        return downloaded || exported == null || exported.isAfter(fetched) ? fetched : exported;
    }
}
