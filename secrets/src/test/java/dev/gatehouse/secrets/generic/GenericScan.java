package dev.gatehouse.secrets.generic;

import dev.gatehouse.core.rule.Confidence;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Scans a folder with the generic detector alone, for measurements: `GenericScan FOLDER REPORT.sarif [--values FILE]` writes a
/// minimal SARIF report, and on request the lines found with their values in clear, for reading by eye on one's own machine. `GenericScan FOLDER
/// --time` only measures the throughput of one thread on the contents, read beforehand.
final class GenericScan {
    private GenericScan() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        long begin = cpu();
        GenericDetector detector = GenericDetector.load();
        System.out.printf("loaded in %.1f ms of CPU%n", (cpu() - begin) / 1e6);
        if (arguments[1].equals("--time")) {
            time(detector, root);
            return;
        }
        int likely = 0;
        int possible = 0;
        int files = 0;
        try (PrintStream out = new PrintStream(Files.newOutputStream(Path.of(arguments[1])), false, StandardCharsets.UTF_8);
                PrintStream values = arguments.length > 3
                        ? new PrintStream(Files.newOutputStream(Path.of(arguments[3])), false, StandardCharsets.UTF_8)
                        : new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            out.println("{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"generic\"}},\"results\":[");
            boolean first = true;
            for (Path file : files(root)) {
                byte[] text = Files.readAllBytes(file);
                files++;
                if (isBinary(text)) {
                    continue;
                }
                String path = root.relativize(file).toString();
                String placed = path.replaceFirst("^(data/)?[0-9a-f]{8}/", "");
                for (GenericCandidate c : detector.find(text, 0, text.length, path)) {
                    double logit = GenericDetector.logit(c, traits(placed));
                    Confidence confidence = detector.confidence(logit);
                    if (confidence == null) {
                        continue;
                    }
                    int line = 1;
                    int lineStart = 0;
                    for (int i = 0; i < c.start(); i++) {
                        if (text[i] == '\n') {
                            line++;
                            lineStart = i + 1;
                        }
                    }
                    likely += confidence == Confidence.LIKELY ? 1 : 0;
                    possible += confidence == Confidence.POSSIBLE ? 1 : 0;
                    int to = c.start();
                    while (to < text.length && text[to] != '\n' && to < c.end() + 60) {
                        to++;
                    }
                    values.printf("%s\t%.2f\t%s\t%s:%d\t%s\t%s%n", confidence.label(), logit, c.kind(), path, line,
                            Truth.ascii(text, c.start(), c.end()), Truth.ascii(text, Math.max(lineStart, c.start() - 100), to));
                    out.printf(
                            "%s{\"ruleId\":\"%s\",\"properties\":{\"confidence\":\"%s\",\"logit\":%.3f},\"locations\":[{\"physicalLocation\":"
                                    + "{\"artifactLocation\":{\"uri\":\"%s\"},\"region\":{\"startLine\":%d}}}]}",
                            first ? "" : ",\n", c.kind().rule(),
                            confidence.label(), logit, path.replace("\\", "\\\\").replace("\"", "\\\""), line);
                    first = false;
                }
            }
            out.println("]}]}");
        }
        System.out.println(root.getFileName() + ": " + files + " files, " + likely + " likely, " + possible + " possible");
    }

    /// A rough stand-in for the traits that the walk gives.
    private static Set<dev.gatehouse.core.source.Trait> traits(String path) {
        Set<dev.gatehouse.core.source.Trait> traits = EnumSet.noneOf(dev.gatehouse.core.source.Trait.class);
        if (System.getProperty("traits", "true").equals("true")) {
            String lower = "/" + path.toLowerCase(java.util.Locale.ROOT);
            if (lower.matches(
                    ".*(/|_|-|\\.)(tests?|specs?|fixtures?|testing|testdata|__tests__|mocks?)(/|_|-|\\.).*|.*test[s]?\\.[a-z]+$|.*\\.tests?/.*|.*/[a-z]*tests?/.*")) {
                traits.add(dev.gatehouse.core.source.Trait.TEST);
            }
            if (lower.matches(".*/(vendor|node_modules|third_party)/.*")) {
                traits.add(dev.gatehouse.core.source.Trait.VENDORED);
            }
        }
        return traits;
    }

    private static void time(GenericDetector detector, Path root) throws IOException {
        List<Path> files = files(root);
        byte[][] texts = new byte[files.size()][];
        long total = 0;
        for (int i = 0; i < texts.length; i++) {
            byte[] text = Files.readAllBytes(files.get(i));
            texts[i] = isBinary(text) ? new byte[0] : text;
            total += texts[i].length;
        }
        for (int round = 0; round < 6; round++) {
            long begin = cpu();
            int found = 0;
            for (int i = 0; i < texts.length; i++) {
                found += detector.find(texts[i], 0, texts[i].length, files.get(i).toString()).size();
            }
            double seconds = (cpu() - begin) / 1e9;
            int[] candidates = {0};
            begin = cpu();
            for (int i = 0; i < texts.length; i++) {
                new CandidateFinder(texts[i], 0, texts[i].length, Language.of(files.get(i).toString()), c -> candidates[0]++)
                        .run();
            }
            double finding = (cpu() - begin) / 1e9;
            begin = cpu();
            long hits = 0;
            for (byte[] text : texts) {
                for (long hit = 0; (hit = CandidateFinder.TRIGGERS.next(text, (int) (hit >>> 8) + 1, text.length)) >= 0;) {
                    hits++;
                }
            }
            double triggers = (cpu() - begin) / 1e9;
            System.out.printf(
                    "%.1f MB: %d kept of %d candidates of %d hits, %.0f MB/s; finding alone %.0f MB/s, triggers alone %.0f MB/s%n",
                    total / 1e6, found, candidates[0], hits, total / 1e6 / seconds, total / 1e6 / finding,
                    total / 1e6 / triggers);
        }
    }

    private static long cpu() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static boolean isBinary(byte[] text) {
        for (int i = 0; i < Math.min(8000, text.length); i++) {
            if (text[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !Files.isSymbolicLink(path) && !path.toString().contains("/.git/")).sorted()
                    .toList();
        }
    }
}
