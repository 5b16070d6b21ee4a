package dev.gatehouse.advisory.cvss;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The table of CVSS 4.0: macro vector to score.
final class MacroVectors {
    private static final String RESOURCE = "macro-vectors-4.0.txt";
    private static final int MISSING = -1;

    private final List<String[]> rows;

    private MacroVectors(List<String[]> rows) {
        this.rows = rows;
    }

    static MacroVectors load() {
        try (InputStream in = MacroVectors.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the table of CVSS 4.0 is not in the jar");
            }
            return new MacroVectors(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split(" ")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The score of a macro vector; negative where there is none.
    double score(int[] levels) {
        int most = levels[2] == 2 && levels[5] == 0 ? MISSING : 0;
        boolean outside = levels[0] > 2 || levels[1] > 1 || levels[2] > 2 || levels[3] > 2 || levels[4] > 2 || levels[5] > 1;
        if (outside || most == MISSING) {
            return MISSING;
        }
        return Double
                .parseDouble(rows.get(levels[0] * 2 + levels[1])[((levels[2] * 3 + levels[3]) * 3 + levels[4]) * 2 + levels[5]]);
    }
}
