package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.policy.Known;
import dev.gatehouse.report.Subject;
import dev.gatehouse.source.git.GitRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Judges findings that did not come from a scan, such as alerts, by the configuration of the repository around the current folder.
public final class Verdicts {
    private Verdicts() {}

    /// Judges.
    ///
    /// @param stage null for an assessment
    /// @param target what the findings are about, for people: `events of falco.jsonl`
    /// @param rules digest of the rules that made them
    public static Assessment.Result of(Console console, @Nullable Stage stage, String target, String rules,
            List<Finding> findings,
            Coverage coverage) throws UsageException, IOException {
        return of(console, stage, target, rules, findings, coverage, null);
    }

    /// Judges, compared with a baseline.
    ///
    /// @param baseline null means the file that `gate.baseline` names, if it names one
    public static Assessment.Result of(Console console, @Nullable Stage stage, String target, String rules,
            List<Finding> findings, Coverage coverage, @Nullable Path baseline) throws UsageException, IOException {
        Instant now = Instant.now();
        try (Ground ground = Ground.of(List.of())) {
            Judge judge = Judge.of(console, new ScanArguments(), ground, null);
            Stage judging = stage == null ? Stage.COMMIT : stage;
            Known past = Past.read(baseline, judge.configuration().gate().at(judging), judge.files());
            GitRepository repository = ground.repository();
            Subject subject = repository == null
                    ? new Subject(target, ".", null, null, null, null, false)
                    : new Subject(target, ".", repository.remoteUrl().orElse(null),
                            repository.head().map(Object::toString).orElse(null),
                            null, null, false);
            return new Judgement(judge, stage, now, now, Map.of("rules", rules), Owners.read(judge.files())).of(findings,
                    coverage, past, subject);
        }
    }
}
