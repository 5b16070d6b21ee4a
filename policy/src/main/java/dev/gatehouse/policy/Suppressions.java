package dev.gatehouse.policy;

import dev.gatehouse.config.PathPattern;
import dev.gatehouse.config.SuppressionEntry;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Suppression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies what configuration says is not true, and takes away inline markers where they do not count.
final class Suppressions {
    private final List<Compiled> entries;
    private final boolean inline;

    private record Compiled(SuppressionEntry entry, List<PathPattern> paths) {}

    /// @param inline
    ///            whether markers in the code count
    Suppressions(List<SuppressionEntry> entries, boolean inline) {
        this.entries = entries.stream().map(entry -> new Compiled(entry, entry.paths().stream().map(PathPattern::of).toList()))
                .toList();
        this.inline = inline;
    }

    Finding apply(Finding finding) {
        if (entries.isEmpty() && inline) {
            return finding;
        }
        List<Occurrence> occurrences = new ArrayList<>(finding.occurrences().size());
        for (Occurrence occurrence : finding.occurrences()) {
            Suppression configured = configured(finding, occurrence);
            if (configured != null) {
                occurrences.add(occurrence.suppressed(configured));
            } else if (!inline && occurrence.suppression() != null
                    && occurrence.suppression().kind() == Suppression.Kind.INLINE) {
                occurrences.add(new Occurrence(occurrence.location(), occurrence.confidence(), occurrence.excerpt(), null));
            } else {
                occurrences.add(occurrence);
            }
        }
        return finding.at(occurrences);
    }

    private @Nullable Suppression configured(Finding finding, Occurrence occurrence) {
        for (Compiled compiled : entries) {
            SuppressionEntry entry = compiled.entry;
            if (entry.fingerprint() != null && !finding.identity().contains(entry.fingerprint())) {
                continue;
            }
            if (!entry.rules().isEmpty() && !entry.rules().contains(finding.rule().id())) {
                continue;
            }
            String path = occurrence.location().path();
            if (!compiled.paths.isEmpty()
                    && (path == null || compiled.paths.stream().noneMatch(pattern -> pattern.matches(path)))) {
                continue;
            }
            return new Suppression(Suppression.Kind.CONFIGURATION, entry.file() + ":" + entry.line(), entry.reason());
        }
        return null;
    }
}
