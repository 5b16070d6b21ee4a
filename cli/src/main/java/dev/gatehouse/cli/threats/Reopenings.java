package dev.gatehouse.cli.threats;

import dev.gatehouse.ledger.record.Deployed;
import dev.gatehouse.ledger.record.FindingOpened;
import dev.gatehouse.ledger.record.IncidentState;
import dev.gatehouse.ledger.record.Outstanding;
import dev.gatehouse.ledger.record.Recorded;
import dev.gatehouse.ledger.record.Running;
import dev.gatehouse.ledger.record.Subject;
import dev.gatehouse.threatmodel.Reopening;
import dev.gatehouse.threatmodel.Stride;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What a ledger knows that shows that answers to threats no longer hold: open incidents, and exploited weaknesses of what runs. A
/// weakness of an image that another has replaced threatens nothing; an incident is over when somebody says so.
final class Reopenings {
    private Reopenings() {}

    /// All of them.
    ///
    /// @param records oldest first
    static List<Reopening> of(List<Recorded> records) {
        Set<Subject> subjects = new LinkedHashSet<>();
        records.stream().map(each -> each.record().subject()).filter(Objects::nonNull).forEach(subjects::add);
        Running running = Running.of(records);
        List<Reopening> reopenings = new ArrayList<>();
        for (Subject subject : subjects) {
            Outstanding outstanding = Outstanding.against(subject, records);
            for (IncidentState incident : outstanding.incidents()) {
                Set<String> workloads = workloads(subject, records);
                workloads.addAll(incident.workloads());
                reopenings.add(new Reopening("incident: " + incident.title() + " (" + incident.id() + ")",
                        strides(incident.strides()), workloads));
            }
            for (FindingOpened finding : running.replaced(subject) == null ? outstanding.exploited() : List.<FindingOpened>of()) {
                // Who exploits a weakness runs code with the rights of the workload.
                reopenings.add(new Reopening("exploited weakness: " + finding.message() + " (" + finding.fingerprint() + ")",
                        EnumSet.of(Stride.ELEVATION_OF_PRIVILEGE), workloads(subject, records)));
            }
        }
        return reopenings;
    }

    /// The workloads that are known to run it. A subject that is no image is itself the name of one.
    private static Set<String> workloads(Subject subject, List<Recorded> records) {
        Set<String> names = new LinkedHashSet<>();
        if (!subject.isImage() && !subject.isCommit()) {
            names.add(subject.text());
        }
        for (Recorded each : records) {
            if (each.record() instanceof Deployed deployed && deployed.subject().equals(subject) && deployed.workload() != null) {
                names.add(sensorName(deployed.workload()));
            }
        }
        return names;
    }

    /// As a sensor names it: of `shop/deployment/checkout` namespace and name.
    private static String sensorName(String workload) {
        String[] parts = workload.split("/");
        return parts.length < 3 ? workload : parts[0] + "/" + parts[parts.length - 1];
    }

    /// The kinds that a rule names; all where it names none that is known: something happened, and nobody said what it shows.
    private static Set<Stride> strides(List<String> labels) {
        Set<Stride> strides = EnumSet.noneOf(Stride.class);
        for (Stride stride : Stride.values()) {
            if (labels.contains(stride.label())) {
                strides.add(stride);
            }
        }
        return strides.isEmpty() ? EnumSet.allOf(Stride.class) : strides;
    }
}
