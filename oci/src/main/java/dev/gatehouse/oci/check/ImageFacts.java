package dev.gatehouse.oci.check;

import dev.gatehouse.core.check.Facts;
import dev.gatehouse.core.check.Span;
import java.util.List;

/// What the configuration of an image shows.
record ImageFacts(List<Hit> hits) implements Facts {

    /// A rule that matches.
    ///
    /// @param rule
    ///            its id
    /// @param span
    ///            what to look at in the configuration
    record Hit(String rule, Span span) {}

    ImageFacts {
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
