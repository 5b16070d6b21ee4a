package dev.gatehouse.config;

import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What blocks and what warns: `gate:` in gatehouse.yaml.
///
/// @param block
///            lowest severity that blocks; null if nothing does
/// @param warn
///            lowest severity that warns; null if nothing does
/// @param confidence
///            findings that are less sure only show
/// @param failOn
///            mildest verdict that fails a commit or pull request
/// @param inlineSuppressions
///            whether markers in the code count
/// @param foreignSuppressions
///            whether markers and ignore files of other tools count
/// @param unfixable
///            the gravest that a weakness of which no repair is known leads to; what attackers use is not meant
/// @param baseline
///            path of the baseline file, relative to the root; null without one
/// @param stages
///            settings of single stages, complete
public record GateSettings(@Nullable Severity block, @Nullable Severity warn, Confidence confidence, Verdict failOn,
        boolean inlineSuppressions, boolean foreignSuppressions, Verdict unfixable, @Nullable String baseline,
        Map<Stage, GateSettings> stages) {
    /// High and critical block, medium warns, at least likely.
    public static final GateSettings DEFAULT = new GateSettings(Severity.HIGH, Severity.MEDIUM, Confidence.LIKELY, Verdict.BLOCK,
            true, true, Verdict.ALLOW, null, Map.of());

    public GateSettings {
        stages = Map.copyOf(stages);
    }

    /// The same with settings of single stages.
    public GateSettings with(Map<Stage, GateSettings> others) {
        return new GateSettings(block, warn, confidence, failOn, inlineSuppressions, foreignSuppressions, unfixable, baseline,
                others);
    }

    /// The same that fails at another verdict.
    public GateSettings failingOn(Verdict verdict) {
        return new GateSettings(block, warn, confidence, verdict, inlineSuppressions, foreignSuppressions, unfixable, baseline,
                stages);
    }

    /// What holds at the stage.
    public GateSettings at(Stage stage) {
        return stages.getOrDefault(stage, this);
    }
}
