package dev.gatehouse.policy;

import dev.gatehouse.config.AcceptedGap;
import dev.gatehouse.config.Approver;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.config.GateSettings;
import dev.gatehouse.config.LimitSettings;
import dev.gatehouse.config.Origins;
import dev.gatehouse.config.PathSettings;
import dev.gatehouse.config.ReleaseSettings;
import dev.gatehouse.config.SecretsSettings;
import dev.gatehouse.config.ServiceSettings;
import dev.gatehouse.config.SuppressionEntry;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Region;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Findings and configurations that tests are made of.
final class Samples {
    static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    static final String KEY = "secret/1:public.";

    private Samples() {}

    static Rule rule(Severity severity) {
        return new Rule("test-token", Map.of("trivy", List.of("TEST-1")), "secrets", "test", "Test token", severity,
                Confidence.CERTAIN, List.of(798),
                Map.of(),
                "A test token.", "Revoke it.", null, Rule.Profile.DEFAULT);
    }

    static Finding finding(String id, Severity severity, Confidence confidence, String... paths) {
        List<Occurrence> occurrences = new ArrayList<>();
        int line = 1;
        for (String path : paths) {
            var place = new Place(new Origin.File(), SourcePath.of(path), Set.of());
            occurrences.add(new Occurrence(new Location.Text(place, new Region(line * 10L, line * 10L + 5, line, 1, line, 6)),
                    confidence, null,
                    null));
            line++;
        }
        return new Finding(List.of(Fingerprint.parse(KEY + id)), rule(severity), severity, "A test token.", occurrences,
                List.of(), null,
                new LinkedHashMap<>());
    }

    static Finding suppressedInline(Finding finding) {
        var suppression = new Suppression(Suppression.Kind.INLINE, "gatehouse:allow", "a test");
        return finding.at(finding.occurrences().stream().map(o -> o.suppressed(suppression)).toList());
    }

    static Coverage coverage(Diagnostic... diagnostics) {
        return new Coverage(10, 10, 0, 1000, 0, List.of(diagnostics));
    }

    static Diagnostic gap(String code, String where) {
        return Diagnostic.of(code, Diagnostic.Kind.GAP, where, "cannot be read", null);
    }

    static Configuration configuration(GateSettings gate, List<ExceptionEntry> exceptions, List<SuppressionEntry> suppressions,
            List<Approver> approvers, List<AcceptedGap> gaps) {
        return new Configuration(ServiceSettings.UNKNOWN, gate, PathSettings.EVERYTHING, LimitSettings.DEFAULT,
                SecretsSettings.DEFAULT, ReleaseSettings.DEFAULT, dev.gatehouse.config.DependencySettings.DEFAULT, exceptions,
                suppressions, approvers,
                gaps, Origins.BUILT_IN);
    }

    static Configuration excepting(List<Approver> approvers, ExceptionEntry... exceptions) {
        return configuration(GateSettings.DEFAULT, List.of(exceptions), List.of(), approvers, List.of());
    }

    static ExceptionEntry exception(String id, int places, LocalDate expires) {
        return new ExceptionEntry("ex-1", Fingerprint.parse(KEY + id), places, "payments", "rotation is planned", expires, null,
                "bob", null,
                "gatehouse.yaml", 7);
    }

    static Gate.Outcome decide(@Nullable Stage stage, List<Finding> findings, @Nullable Known known, Configuration judge,
            @Nullable Configuration head, Diagnostic... diagnostics) {
        return new Gate(new SignedApprovals())
                .decide(new Gate.Input(stage, NOW, findings, coverage(diagnostics), known, judge, head,
                        new LinkedHashMap<>(), new LinkedHashMap<>()));
    }
}
