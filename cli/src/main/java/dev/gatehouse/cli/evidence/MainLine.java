package dev.gatehouse.cli.evidence;

import dev.gatehouse.compliance.Facts;
import dev.gatehouse.compliance.Period;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.git.ObjectId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What arrived on the main line of the repository around the current folder: the commits that first parents lead to from HEAD. A merge
/// stands for the heads that it brought, which is what a gate judged before it.
final class MainLine {
    /// Clocks of committers differ: so many commits in a row must be older before the walk ends.
    private static final int OLDER_IN_A_ROW = 50;
    private static final int MOST = 200_000;

    private MainLine() {}

    /// Newest first; null outside git, or where history was cut off inside the period.
    static @Nullable List<Facts.Change> changes(Period period) throws IOException {
        GitRepository repository = GitRepository.discover(Path.of("").toRealPath()).orElse(null);
        if (repository == null) {
            return null;
        }
        try (repository) {
            List<Facts.Change> changes = new ArrayList<>();
            ObjectId at = repository.head().orElse(null);
            int older = 0;
            for (int i = 0; at != null && older < OLDER_IN_A_ROW && i < MOST; i++) {
                GitRepository.Commit commit = repository.commit(at);
                older = commit.time().isBefore(period.from()) ? older + 1 : 0;
                if (period.holds(commit.time())) {
                    changes.add(new Facts.Change(at.toString(),
                            commit.parents().stream().skip(1).map(ObjectId::toString).toList(), commit.time()));
                }
                at = commit.parents().isEmpty() ? null : commit.parents().getFirst();
            }
            return at == null && repository.shallow() ? null : changes;
        }
    }
}
