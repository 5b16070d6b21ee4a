package dev.gatehouse.cli.engine;

import dev.gatehouse.core.rule.Rule;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A rule as `gatehouse rules` shows it.
///
/// @param rule the header that all engines share
/// @param body what it looks for, in the engine's own words, by name: `regex`
public record RuleEntry(Rule rule, SequencedMap<String, String> body) {

    /// The rule of that id, or the one that replaces it.
    ///
    /// @param id ours or another tool's
    public static @Nullable RuleEntry find(List<RuleEntry> rules, String id) {
        for (RuleEntry entry : rules) {
            if (entry.rule.id().equals(id)) {
                return entry;
            }
        }
        for (RuleEntry entry : rules) {
            if (entry.rule.aliases().values().stream().anyMatch(ids -> ids.contains(id))) {
                return entry;
            }
        }
        return null;
    }
}
