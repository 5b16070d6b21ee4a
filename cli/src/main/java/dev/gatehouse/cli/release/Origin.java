package dev.gatehouse.cli.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where an image comes from and who puts it forward.
///
/// @param commit full id of the commit that it was built from; null if unknown
/// @param repository where the commit lies; null if unknown
/// @param requester who asks for the release
/// @param owners who owns the service; may be empty
record Origin(@Nullable String commit, @Nullable String repository, String requester, List<String> owners) {
    Origin {
        owners = List.copyOf(owners);
    }
}
