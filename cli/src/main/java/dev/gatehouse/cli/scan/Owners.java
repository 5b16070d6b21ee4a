package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.StateFiles;
import dev.gatehouse.config.CodeOwners;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.report.Assessed;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;

/// Says of findings who owns the places that they lie at.
final class Owners {
    private static final int MOST = 10;

    private Owners() {}

    /// The CODEOWNERS file of the state; none where there is none.
    static CodeOwners read(StateFiles files) throws UsageException, IOException {
        for (String path : CodeOwners.FILES) {
            byte[] bytes = files.read(path);
            if (bytes != null) {
                return CodeOwners.read(path, bytes);
            }
        }
        return CodeOwners.NONE;
    }

    /// The findings with their owners.
    static List<Assessed> of(List<Assessed> findings, CodeOwners owners) {
        return owners == CodeOwners.NONE
                ? findings
                : findings.stream().map(assessed -> assessed.ownedBy(of(assessed.finding(), owners))).toList();
    }

    private static List<String> of(Finding finding, CodeOwners owners) {
        var all = new LinkedHashSet<String>();
        for (Occurrence occurrence : finding.active().isEmpty() ? finding.occurrences() : finding.active()) {
            String path = occurrence.location().path();
            if (path != null && all.size() < MOST) {
                // What lies in an archive belongs to whom the archive belongs.
                int entry = path.indexOf('!');
                all.addAll(owners.of(entry < 0 ? path : path.substring(0, entry)));
            }
        }
        return all.stream().limit(MOST).toList();
    }
}
