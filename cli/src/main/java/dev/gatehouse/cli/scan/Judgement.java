package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.Main;
import dev.gatehouse.config.CodeOwners;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Effective;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.policy.Gate;
import dev.gatehouse.policy.Known;
import dev.gatehouse.policy.SignedApprovals;
import dev.gatehouse.report.Report;
import dev.gatehouse.report.Run;
import dev.gatehouse.report.Subject;
import dev.gatehouse.report.Tool;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Turns what was found into a report, a decision and an exit code.
///
/// @param judge what judges
/// @param stage null for an assessment
/// @param started when the command began
/// @param asOf the time against which expiries count
/// @param digests of what the checks stand on
/// @param owners who owns which path
record Judgement(Judge judge, @Nullable Stage stage, Instant started, Instant asOf, Map<String, String> digests,
        CodeOwners owners) {

    Assessment.Result of(List<Finding> findings, Coverage coverage, @Nullable Known known, Subject subject) {
        SequencedMap<String, String> inputs = inputs();
        var input = new Gate.Input(stage, asOf, findings, coverage, known, judge.configuration(), judge.head(),
                described(subject), inputs);
        Gate.Outcome outcome = new Gate(new SignedApprovals()).decide(input);
        var run = new Run(started, Duration.between(started, Instant.now()), cpu());
        var tool = new Tool(Main.version(), inputs.getOrDefault("rules", ""), inputs.getOrDefault("configuration", ""));
        var report = new Report(tool, run, subject, Owners.of(outcome.findings(), owners), outcome.fixed(), coverage,
                outcome.decision());
        return new Assessment.Result(report, exitCode(outcome, coverage), inputs, asOf, judge.exceptions());
    }

    private ExitCode exitCode(Gate.Outcome outcome, Coverage coverage) {
        ExitCode defect = coverage.count(Diagnostic.Kind.DEFECT) > 0 ? ExitCode.DEFECT : ExitCode.PASS;
        ExitCode usage = coverage.count(Diagnostic.Kind.USAGE) > 0 ? ExitCode.USAGE : ExitCode.PASS;
        boolean gaps = Gate.unproven(coverage, judge.configuration(), LocalDate.ofInstant(asOf, ZoneOffset.UTC));
        return ExitCode.gravest(defect, usage, outcome.fails() ? ExitCode.BLOCKED : ExitCode.PASS,
                gaps ? ExitCode.UNPROVEN : ExitCode.PASS);
    }

    private static SequencedMap<String, String> described(Subject subject) {
        var all = new LinkedHashMap<String, String>();
        all.put("target", subject.target());
        put(all, "repository", subject.repository());
        put(all, "commit", subject.commit());
        put(all, "branch", subject.branch());
        put(all, "base", subject.base());
        return all;
    }

    private static void put(Map<String, String> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private SequencedMap<String, String> inputs() {
        var inputs = new LinkedHashMap<String, String>();
        inputs.put("tool", "gatehouse " + Main.version());
        inputs.putAll(digests);
        inputs.put("configuration", "sha256:" + sha256(text(judge.configuration())));
        return inputs;
    }

    private static String text(Configuration configuration) {
        StringBuilder text = new StringBuilder();
        Effective.values(configuration).forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
        configuration.exceptions().forEach(entry -> text.append(entry.statement()));
        configuration.suppressions().forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Duration cpu() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean process
                ? Duration.ofNanos(process.getProcessCpuTime())
                : Duration.ZERO;
    }
}
