package dev.gatehouse.iac.kubernetes;

import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a manifest shows.
///
/// @param problem
///            why it could not be read; null if it could
record KubernetesFacts(List<Hit> hits, @Nullable Problem problem) implements Facts {

    /// A rule that matches.
    record Hit(String rule, String resource, String part, Span span) {}

    /// @param line
    ///            1-based
    record Problem(int line, String what) {}

    KubernetesFacts {
        hits = List.copyOf(hits);
    }

    @Override
    public List<Span> spans() {
        return hits.stream().map(Hit::span).toList();
    }

    @Override
    public List<Span> sensitive() {
        return List.of();
    }
}
