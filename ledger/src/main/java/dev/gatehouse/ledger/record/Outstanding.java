package dev.gatehouse.ledger.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is still open against one subject: the answer to "what speaks against deploying this image?".
///
/// @param incidents
///            open incidents, in the order in which they were first opened
/// @param findings
///            weaknesses that became known after the release and were not closed, in the order in which they were opened
public record Outstanding(List<IncidentState> incidents, List<FindingOpened> findings) {
    public Outstanding {
        incidents = List.copyOf(incidents);
        findings = List.copyOf(findings);
    }

    /// Reads what is open against a subject.
    ///
    /// @param records
    ///            all of a ledger, oldest first
    public static Outstanding against(Subject subject, List<Recorded> records) {
        Map<String, IncidentState> incidents = new LinkedHashMap<>();
        Map<String, FindingOpened> findings = new LinkedHashMap<>();
        for (Recorded each : records) {
            if (!subject.equals(each.record().subject())) {
                continue;
            }
            switch (each.record()) {
                case IncidentState state -> incidents.put(state.id(), state);
                case FindingOpened opened -> findings.put(opened.fingerprint(), opened);
                case FindingClosed closed -> findings.remove(closed.fingerprint());
                case LedgerRecord _ -> {
                }
            }
        }
        return new Outstanding(incidents.values().stream().filter(IncidentState::open).toList(),
                List.copyOf(findings.values()));
    }

    /// The findings that are known to be exploited.
    public List<FindingOpened> exploited() {
        return findings.stream().filter(FindingOpened::exploited).toList();
    }

    /// Whether a deployment is to be refused, however the image was judged when it was released: an incident is open, or a
    /// weakness that became known since then is being exploited.
    public boolean blocksDeployment() {
        return !incidents.isEmpty() || !exploited().isEmpty();
    }
}
