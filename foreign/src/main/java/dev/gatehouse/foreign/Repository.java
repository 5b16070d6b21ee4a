package dev.gatehouse.foreign;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.source.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What results need to know of the repository that they are about. Implemented where files and secrets are known.
public interface Repository {

    /// The place of the file that a report names: its path in the repository if there is such a file, else what the report says
    /// without what leads to the repository.
    Place place(String uri);

    /// The lines that a result points at, with secrets masked and inline suppressions recognised; null if there is no such file or
    /// no such line.
    @Nullable
    Shown show(Place place, Spot.InFile where);

    /// Texts with the secrets in them masked, one for each. What is a secret in one of them is hidden in all.
    List<String> masked(List<String> texts);
}
