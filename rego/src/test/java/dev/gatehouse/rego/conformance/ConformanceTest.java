package dev.gatehouse.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.rego.syntax.RegoVersion;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.ReadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceTest {
    @Test
    void languageCasesGiveTheAnswersOfOpa() throws IOException, JsonException {
        try (InputStream suite = ConformanceTest.class.getResourceAsStream("language.json")) {
            ConformanceRun run = new ConformanceRun(RegoVersion.V1).suite("language",
                    new JsonReader(ReadLimits.DEFAULT).read(java.util.Objects.requireNonNull(suite).readAllBytes()));
            assertThat(run.failures()).isEmpty();
            assertThat(run.passed()).isGreaterThan(60);
        }
    }

    @Test
    void casesOfLargerBuiltInsGiveTheAnswersOfOpa() throws IOException, JsonException {
        try (InputStream suite = ConformanceTest.class.getResourceAsStream("builtins.json")) {
            ConformanceRun run = new ConformanceRun(RegoVersion.V1).suite("builtins",
                    new JsonReader(ReadLimits.DEFAULT).read(java.util.Objects.requireNonNull(suite).readAllBytes()));
            assertThat(run.failures()).isEmpty();
            assertThat(run.passed()).isGreaterThan(290);
        }
    }

    @Test
    void savedPoliciesGiveTheSameAnswers() throws IOException, JsonException {
        try (InputStream suite = ConformanceTest.class.getResourceAsStream("language.json")) {
            ConformanceRun run = new ConformanceRun(RegoVersion.V1, true).suite("language",
                    new JsonReader(ReadLimits.DEFAULT).read(java.util.Objects.requireNonNull(suite).readAllBytes()));
            assertThat(run.failures()).isEmpty();
        }
    }

    @Test
    void opaV1SuitePassesButForTheListedCases(@TempDir Path folder) throws Exception {
        ConformanceRun run = new ConformanceRun(RegoVersion.V1).folder(unpacked("opa-v1-compliance", folder));
        report("v1", run);
        assertThat(failed(run)).isEqualTo(listed("### v1"));
    }

    @Test
    void opaV0SuitePassesButForTheListedCases(@TempDir Path folder) throws Exception {
        ConformanceRun run = new ConformanceRun(RegoVersion.V0).folder(unpacked("opa-v0-compliance", folder));
        report("v0", run);
        assertThat(failed(run)).isEqualTo(listed("### v0"));
    }

    /// How many cases of each name failed.
    private static Map<String, Integer> failed(ConformanceRun run) {
        var failed = new TreeMap<String, Integer>();
        run.failures().keySet().forEach(name -> failed.merge(name.substring(name.indexOf(' ') + 1), 1, Integer::sum));
        return failed;
    }

    /// What the documentation says does not pass.
    private static Map<String, Integer> listed(String heading) throws IOException {
        var listed = new TreeMap<String, Integer>();
        String page = Files.readString(Path.of("../docs/rego-conformance.md"));
        String section = page.substring(page.indexOf(heading) + heading.length()).split("\n### ", 2)[0];
        Matcher row = Pattern.compile("(?m)^\\| (.+?) \\| (\\d+) \\| .+ \\|$").matcher(section);
        while (row.find()) {
            listed.put(row.group(1), Integer.parseInt(row.group(2)));
        }
        return listed;
    }

    private static void report(String name, ConformanceRun run) {
        System.out.println("OPA " + name + " conformance: " + run.passed() + " passed, " + run.failures().size() + " failed");
        System.out.println(run.table());
    }

    static Path unpacked(String pack, Path folder) throws IOException, InterruptedException {
        Path archive = Path.of(System.getProperty("gatehouse.shared", "absent"), "data/rego/" + pack + ".tar.zst");
        assumeTrue(Files.exists(archive), "the conformance pack is not here: " + archive.getFileName());
        Process tar = new ProcessBuilder("tar", "--zstd", "-xf", archive.toString(), "-C", folder.toString())
                .redirectErrorStream(true).start();
        assumeTrue(tar.waitFor(60, TimeUnit.SECONDS) && tar.exitValue() == 0, "tar cannot read zstd here");
        return folder;
    }
}
