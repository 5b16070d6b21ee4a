package dev.gatehouse.core.finding;

import java.util.List;

/// How something gets from one place to another: data through code, a dependency path.
///
/// @param steps
///            from the source to the sink
public record Flow(List<Step> steps) {

    /// One step.
    ///
    /// @param what
    ///            what happens here, a short phrase
    public record Step(Location location, String what) {}

    public Flow {
        steps = List.copyOf(steps);
    }
}
