package dev.gatehouse.ledger.record;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What runs, as far as a ledger knows: the newest deployment of each workload in each environment.
public final class Running {
    /// By environment and workload.
    private final Map<String, Recorded> newest = new LinkedHashMap<>();
    private final Map<Subject, String> last = new LinkedHashMap<>();

    private Running() {}

    /// Reads it.
    ///
    /// @param records
    ///            all of a ledger, oldest first
    public static Running of(Collection<Recorded> records) {
        var running = new Running();
        for (Recorded each : records) {
            if (each.record() instanceof Deployed deployed) {
                String where = deployed.environment() + "\0"
                        + (deployed.workload() == null ? String.valueOf(deployed.image()) : deployed.workload());
                running.newest.put(where, each);
                running.last.put(deployed.subject(), where);
            }
        }
        return running;
    }

    /// What runs, each once; empty if the ledger knows of no deployment.
    public Set<Subject> subjects() {
        return newest.values().stream().map(each -> ((Deployed) each.record()).subject())
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    /// The deployment that took the place of a subject; null if it runs, or was never deployed.
    public @Nullable Recorded replaced(Subject subject) {
        String where = last.get(subject);
        return where == null || subjects().contains(subject) ? null : newest.get(where);
    }
}
