package dev.gatehouse.policy;

import dev.gatehouse.config.GateSettings;
import dev.gatehouse.config.PathPattern;
import dev.gatehouse.config.SuppressionEntry;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.finding.Suppression;
import dev.gatehouse.core.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies what configuration says is not true, and takes away markers and other tools' ignore files where they do not count.
final class Suppressions {
    private static final String OWN_MARKER = "gatehouse:allow";

    private final List<Compiled> entries;
    private final boolean inline;
    private final boolean foreign;

    private record Compiled(SuppressionEntry entry, List<PathPattern> paths) {}

    /// @param settings
    ///            whether markers in the code count, and those of other tools
    Suppressions(List<SuppressionEntry> entries, GateSettings settings) {
        this.entries = entries.stream().filter(entry -> settings.foreignSuppressions() || !entry.foreign()).map(entry -> new Compiled(entry, entry.paths().stream().map(PathPattern::of).toList()))
                .toList();
        this.inline = settings.inlineSuppressions();
        this.foreign = settings.foreignSuppressions();
    }

    Finding apply(Finding finding) {
        if (entries.isEmpty() && inline && foreign) {
            return finding;
        }
        List<Occurrence> occurrences = new ArrayList<>(finding.occurrences().size());
        for (Occurrence occurrence : finding.occurrences()) {
            Suppression configured = configured(finding, occurrence);
            if (configured != null) {
                occurrences.add(occurrence.suppressed(configured));
            } else if (refused(occurrence.suppression())) {
                occurrences.add(new Occurrence(occurrence.location(), occurrence.confidence(), occurrence.excerpt(), null));
            } else {
                occurrences.add(occurrence);
            }
        }
        return finding.at(occurrences);
    }

    private boolean refused(@Nullable Suppression suppression) {
        return suppression != null && (!inline && suppression.kind() == Suppression.Kind.INLINE || !foreign && foreign(suppression));
    }

    /// What a check says of itself is another tool's form unless it is our own marker; our configuration is applied here only.
    static boolean foreign(Suppression suppression) {
        return suppression.kind() == Suppression.Kind.CONFIGURATION || !suppression.form().equals(OWN_MARKER);
    }

    private static boolean names(SuppressionEntry entry, Rule rule) {
        return entry.rules().contains(rule.id())
                || rule.aliases().values().stream().flatMap(List::stream).anyMatch(entry.rules()::contains);
    }

    private @Nullable Suppression configured(Finding finding, Occurrence occurrence) {
        for (Compiled compiled : entries) {
            SuppressionEntry entry = compiled.entry;
            if (entry.fingerprint() != null && !finding.identity().contains(entry.fingerprint())) {
                continue;
            }
            if (!entry.rules().isEmpty() && !names(entry, finding.rule())) {
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
