package dev.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatehouse.bench.Results.Column;
import dev.gatehouse.bench.ToolReport.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredDataTest {
    private static final String HEADER = "Id,FileID,Domain,RepoName,FilePath,LineStart,LineEnd,GroundTruth,ValueStart,ValueEnd,"
            + "CryptographyKey,PredefinedPattern,Category\n";

    @TempDir
    Path folder;

    private CredData labels() throws Exception {
        Path held = Files.createDirectories(folder.resolve("meta-held"));
        Files.writeString(held.resolve("aaaaaaaa.csv"), HEADER
                + "1,f,GitHub,aaaaaaaa,data/aaaaaaaa/src/a.py,3,3,T,1,2,,,Password\n"
                + "2,f,GitHub,aaaaaaaa,data/aaaaaaaa/src/a.py,7,9,T,1,2,,,Private Key\n"
                + "3,f,GitHub,aaaaaaaa,data/aaaaaaaa/src/a.py,12,12,F,,,,,Token\n"
                + "4,f,GitHub,aaaaaaaa,\"data/aaaaaaaa/src/a,b.py\",1,1,T,,,,,UUID:Nonce\n");
        Files.writeString(held.resolve("bbbbbbbb.csv"),
                HEADER + "5,f,GitHub,bbbbbbbb,data/bbbbbbbb/x.yml,5,5,T,1,2,,,UUID:Token\n");
        return CredData.read(folder);
    }

    @Test
    void countsLinesAsTheLabelsSay() throws Exception {
        CredData labels = labels();
        assertThat(labels.description()).isEqualTo("2 repositories of CredData, 3 true rows");
        Map<Column, Double> score = labels.score(List.of(
                // Found, and told twice.
                new Found("/somewhere/data/aaaaaaaa/src/a.py", 3, 3), new Found("aaaaaaaa/src/a.py", 3, 3),
                // Within the lines of a key.
                new Found("aaaaaaaa/src/a.py", 8, 8),
                // Labelled false, and not labelled at all.
                new Found("aaaaaaaa/src/a.py", 12, 12), new Found("aaaaaaaa/src/other.py", 1, 1),
                // An identifier counts neither way, nor does what was not rebuilt.
                new Found("data/aaaaaaaa/src/a,b.py", 1, 1), new Found("cccccccc/src/a.py", 1, 1)));
        assertThat(score.get(Column.PRECISION)).isEqualTo(2 / 4.0, within(1e-9));
        assertThat(score.get(Column.RECALL)).isEqualTo(2 / 3.0, within(1e-9));
        assertThat(score.get(Column.F1)).isEqualTo(2 * 0.5 * (2 / 3.0) / (0.5 + 2 / 3.0), within(1e-9));
        // The first repository: 2 of 2 found, 2 false; the second: nothing found.
        assertThat(score.get(Column.MACRO_F1)).isEqualTo((2 * 0.5 / 1.5 + 0) / 2, within(1e-9));
    }

    @Test
    void readsWhatOtherScannersWrite() throws Exception {
        Path sarif = Files.writeString(folder.resolve("a.sarif"), """
                {"runs":[{"results":[
                 {"properties":{"confidence":"likely"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a/b.txt"},
                  "region":{"startLine":3,"endLine":4}}}]},
                 {"properties":{"confidence":"possible"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"c"},
                  "region":{"startLine":1}}}]},
                 {"suppressions":[{"kind":"inSource"}],"locations":[{"physicalLocation":{"artifactLocation":{"uri":"d"},
                  "region":{"startLine":1}}}]},
                 {"locations":[{"physicalLocation":{"artifactLocation":{"uri":"e"},"region":{"startLine":7}}}]}]}]}""");
        assertThat(ToolReport.read(ToolReport.Format.SARIF, sarif)).containsExactly(new Found("a/b.txt", 3, 4),
                new Found("e", 7, 7));
        Path baseline = Files.writeString(folder.resolve("b.json"), """
                {"results":{"x":[{"filename":"x","line_number":2}],"y":[{"filename":"y","line_number":5}]}}""");
        assertThat(ToolReport.read(ToolReport.Format.DETECT_SECRETS, baseline)).containsExactly(new Found("x", 2, 2),
                new Found("y", 5, 5));
        Path credentials = Files.writeString(folder.resolve("c.json"), """
                [{"rule":"r","line_data_list":[{"path":"p","line_num":9},{"path":"p","line_num":10}]}]""");
        assertThat(ToolReport.read(ToolReport.Format.CREDSWEEPER, credentials)).containsExactly(new Found("p", 9, 9));
    }
}
