package dev.gatehouse.cli.incident;

import dev.gatehouse.detection.Alert;
import dev.gatehouse.detection.AlertFindings;
import dev.gatehouse.detection.DetectionRules;
import dev.gatehouse.ledger.record.Decided;
import dev.gatehouse.ledger.record.IncidentState;
import dev.gatehouse.ledger.record.LedgerRecord;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Released;
import dev.gatehouse.ledger.record.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Incidents: what is known of them, and what alerts make of it.
final class Incidents {
    private static final int MOST_WORKLOADS = 100;

    private Incidents() {}

    /// The newest state of each, in the order in which they were first opened.
    ///
    /// @param records oldest first
    static List<IncidentState> newest(List<Recorded> records) {
        Map<String, IncidentState> byId = new LinkedHashMap<>();
        for (Recorded each : records) {
            if (each.record() instanceof IncidentState state) {
                byId.put(state.id(), state);
            }
        }
        return List.copyOf(byId.values());
    }

    /// Where an image came from, as the newest record that says so knows: its release, else a decision about it.
    static IncidentState.Origin origin(Subject image, List<Recorded> records) {
        String commit = null;
        List<String> owners = List.of();
        for (Recorded each : records) {
            if (!image.equals(each.record().subject())) {
                continue;
            }
            String named = switch (each.record()) {
                case Released released -> released.commit();
                case Decided decided -> decided.commit();
                case LedgerRecord _ -> null;
            };
            commit = named == null ? commit : named;
            if (each.record() instanceof Released released && !released.owners().isEmpty()) {
                owners = released.owners();
            }
        }
        return new IncidentState.Origin(commit, owners);
    }

    /// Alerts of one detection, as the incidents that they would open.
    static final class Gathered {
        private final Map<String, One> byId = new LinkedHashMap<>();

        private static final class One {
            private final Alert first;
            private final Set<String> workloads = new LinkedHashSet<>();
            private @Nullable Instant earliest;
            private long events;

            One(Alert first) {
                this.first = first;
            }
        }

        /// Takes an alert.
        void add(Alert alert) {
            One one = byId.computeIfAbsent(AlertFindings.identity(alert).toString(), _ -> new One(alert));
            one.events++;
            if (alert.workload() != null && one.workloads.size() < MOST_WORKLOADS) {
                one.workloads.add(alert.workload());
            }
            Instant time = alert.time();
            if (time != null && (one.earliest == null || time.isBefore(one.earliest))) {
                one.earliest = time;
            }
        }

        /// Those of which none is open yet.
        ///
        /// @param records of the ledger so far
        /// @param owners who owns what comes from this repository, where the ledger does not know better
        /// @param now for events that do not say when they happened
        List<IncidentState> toOpen(List<Recorded> records, List<String> owners, Instant now) {
            Set<String> open = new LinkedHashSet<>();
            newest(records).stream().filter(IncidentState::open).forEach(state -> open.add(state.id()));
            List<IncidentState> states = new ArrayList<>();
            byId.forEach((id, one) -> {
                if (!open.contains(id)) {
                    var rule = DetectionRules.header(one.first.rule());
                    var subject = new Subject(one.first.subject());
                    IncidentState.Origin known = origin(subject, records);
                    var origin = known.owners().isEmpty() ? new IncidentState.Origin(known.commit(), owners) : known;
                    states.add(new IncidentState(subject, id, true, rule.id(), rule.title(), rule.severity().label(),
                            one.earliest == null ? now : one.earliest, one.events, null, origin,
                            List.copyOf(one.workloads), DetectionRules.strides(one.first.rule())));
                }
            });
            return states;
        }
    }
}
