package dev.gatehouse.report.format;

import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Location;
import dev.gatehouse.core.finding.Occurrence;
import dev.gatehouse.core.source.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Identities of single occurrences, for formats that know nothing of one weakness at many places: made of the finding's
/// fingerprint, the path (and commit) and which one of several there it is. Like the fingerprint they hold no line number, so
/// they stay when lines move.
final class OccurrenceIdentity {

    private OccurrenceIdentity() {}

    /// For each occurrence of the finding, in order, 64 hexadecimal digits.
    static List<String> of(Finding finding) {
        Map<String, Integer> ordinals = new HashMap<>();
        List<String> identities = new ArrayList<>(finding.occurrences().size());
        for (Occurrence occurrence : finding.occurrences()) {
            String where = where(occurrence.location());
            int ordinal = ordinals.merge(where, 1, Integer::sum);
            identities.add(digest(finding.fingerprint() + "\0" + where + "\0" + ordinal));
        }
        return identities;
    }

    private static String where(Location location) {
        String path = location.path();
        Origin.Commit commit = Where.commit(location);
        return (path == null ? location.toString() : path) + (commit == null ? "" : "\0" + commit.id());
    }

    /// SHA-256 of the text in hexadecimal.
    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
