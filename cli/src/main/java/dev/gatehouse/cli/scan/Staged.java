package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.check.Check;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.Source;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.policy.Known;
import dev.gatehouse.source.git.IndexSource;
import dev.gatehouse.source.scan.Scan;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What checks conclude from the whole state that a commit would make: a lock file that is staged says little without the
/// manifest that is not. They are asked only if something that bears on their conclusion is staged, and read nothing else; what
/// the state before the commit shows to them as well is known.
///
/// @param concluding checks on whose conclusion what is staged bears; may be empty
record Staged(List<Check<?>> concluding) {

    /// Looks at a source with certain checks.
    @FunctionalInterface
    interface Looking {
        Scan.Result at(Source source, List<Check<?>> checks) throws IOException, InterruptedException;
    }

    /// What came of it.
    ///
    /// @param result of the state that the commit would make
    /// @param known of the state before; null if there is none
    record Conclusion(Scan.Result result, @Nullable Known known) {}

    /// @param changes what was staged, looked at already
    static Staged of(Source changes, List<Check<?>> checks) {
        Source bare = changes instanceof SelectedSource selected ? selected.source() : changes;
        List<SourcePath> staged = bare instanceof IndexSource index
                ? index.all().stream().map(Place::path).distinct().toList()
                : List.of();
        return new Staged(checks.stream().filter(check -> staged.stream().anyMatch(check::concludesFrom)).toList());
    }

    Conclusion conclude(Sources sources, Predicate<Finding> counts, Looking looking)
            throws UsageException, IOException, InterruptedException {
        Predicate<SourcePath> paths = path -> concluding.stream().anyMatch(check -> check.concludesFrom(path));
        Scan.Result after;
        try (Source source = sources.staged(paths)) {
            after = looking.at(source, concluding);
        }
        try (Source source = sources.beforeStaged(paths)) {
            return new Conclusion(after, source == null
                    ? null
                    : Known.ofFindings(looking.at(source, concluding).findings().stream().filter(counts).toList()));
        }
    }
}
