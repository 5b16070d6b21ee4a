package dev.gatehouse.cli.engine;

import dev.gatehouse.threatmodel.Assessment;
import dev.gatehouse.threatmodel.Reopening;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// What a command that is about threats has to do with the threat model of a scan.
///
/// @param reopenings what happened that shows that an answer no longer holds
/// @param listener told of each model that is held against its register: first that of the state that is judged, then that of the
///            base
public record ThreatWatch(Collection<Reopening> reopenings, Consumer<Assessment> listener) {
    /// Nothing.
    public static final ThreatWatch NONE = new ThreatWatch(List.of(), _ -> {});
}
