package dev.gatehouse.bench;

import dev.gatehouse.secrets.engine.Engine;
import dev.gatehouse.secrets.engine.EnginePattern;
import dev.gatehouse.secrets.engine.Engines;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Megabytes a second that one thread of each secrets engine reads, with a made-up catalogue of the size and shape of a real one.
///
/// Arguments: what to read, a directory or a zip file of source code; how many megabytes at most; rounds. Prints CPU time, so that
/// other work on the machine does not count.
public final class EngineThroughput {
    private EngineThroughput() {}

    public static void main(String[] arguments) throws IOException {
        long limit = Long.parseLong(arguments[1]) << 20;
        int rounds = Integer.parseInt(arguments[2]);
        List<byte[]> texts = arguments[0].endsWith(".zip")
                ? zip(Path.of(arguments[0]), limit)
                : directory(Path.of(arguments[0]), limit);
        List<EnginePattern> patterns = catalogue();
        String which = arguments.length > 3 ? arguments[3] : "java";
        long before = cpu();
        Engine engine = switch (which) {
            case "java" -> Engines.java(patterns);
            case "fastest" -> Engines.fastest(patterns, Path.of(System.getProperty("java.io.tmpdir"), "gatehouse-bench"));
            case "reference" -> Engines.reference(patterns);
            default -> throw new IllegalArgumentException(which);
        };
        try (engine; Engine.Session session = engine.session()) {
            System.out.printf(Locale.ROOT, "%s: %d patterns ready after %.0f ms CPU%n", engine.name(), patterns.size(),
                    (cpu() - before) / 1e6);
            for (int round = 0; round < rounds; round++) {
                long start = cpu();
                long bytes = 0;
                long matches = 0;
                int[] perPattern = new int[patterns.size()];
                for (byte[] text : texts) {
                    bytes += text.length;
                    for (var match : session.matches(text, 0, text.length)) {
                        matches++;
                        perPattern[match.pattern()]++;
                    }
                }
                double seconds = (cpu() - start) / 1e9;
                System.out.printf(Locale.ROOT, "round %d: %d texts, %.1f MB, %d matches, %.2f s, %.0f MB/s%n", round,
                        texts.size(),
                        bytes / 1e6, matches, seconds, bytes / 1e6 / seconds);
                if (round == 0) {
                    for (int i = 0; i < perPattern.length; i++) {
                        if (perPattern[i] > 100) {
                            System.out.printf("  %7d %s%n", perPattern[i], patterns.get(i).regex());
                        }
                    }
                }
            }
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<byte[]> directory(Path root, long limit) throws IOException {
        List<byte[]> texts = new ArrayList<>();
        long bytes = 0;
        try (var files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                if (bytes >= limit) {
                    break;
                }
                if (Files.size(file) < 10_000_000) {
                    texts.add(Files.readAllBytes(file));
                    bytes += texts.getLast().length;
                }
            }
        }
        return texts;
    }

    private static List<byte[]> zip(Path file, long limit) throws IOException {
        List<byte[]> texts = new ArrayList<>();
        long bytes = 0;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null && bytes < limit; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    texts.add(in.readAllBytes());
                    bytes += texts.getLast().length;
                }
            }
        }
        return texts;
    }

    /// About 400 made-up patterns: prefixed tokens, tokens beside the name of a provider, assignments, keys in PEM.
    static List<EnginePattern> catalogue() {
        List<EnginePattern> patterns = new ArrayList<>();
        String[] syllables = {"zor", "vex", "qua", "lim", "pud", "rok", "tiv", "nab", "gly", "hux", "mer", "sol", "dak", "fen",
            "wis", "jot"};
        String[] tails = {"[0-9a-zA-Z]{36}", "[A-Za-z0-9_-]{22,}", "[a-f0-9]{32}", "[A-Z0-9]{16}", "[0-9a-zA-Z+/]{40}={0,2}"};
        for (int i = 0; i < 200; i++) {
            String name = syllables[i % 16] + (char) ('a' + i % 23) + (i >= 16 ? syllables[(i / 16 + i) % 16] : "");
            String tail = tails[i % tails.length];
            String regex = switch (i % 4) {
                case 0 -> "\\b(" + name + "_(?:live|test)_" + tail + ")(?:['\"\\s\\\\]|$)";
                case 1 -> "\\b" + name.toUpperCase(Locale.ROOT) + "-" + tail + "\\b";
                case 2 -> "(" + name + "pat_" + tail + ")";
                default -> "\\b[a-z]{2}" + i + "\\." + name + "\\." + tail;
            };
            patterns.add(new EnginePattern(regex, List.of(name)));
        }
        for (int i = 0; i < 190; i++) {
            String name = syllables[(i * 7 + 3) % 16] + syllables[i * 5 % 16] + (i > 100 ? syllables[i % 7] : "");
            patterns.add(new EnginePattern(
                    "(?i)[\\w.-]{0,50}?(?:" + name + ")(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)"
                            + "[`'\"\\s=]{0,5}(" + tails[i % tails.length] + ")(?:[`'\"\\s;]|\\\\[nr]|$)",
                    List.of(name)));
        }
        patterns.add(new EnginePattern(
                "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]{32,}?-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----",
                List.of("-----BEGIN")));
        patterns.add(new EnginePattern("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}", List.of("eyJ")));
        patterns.add(new EnginePattern("\\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b",
                List.of("A3T", "AKIA", "ASIA", "ABIA", "ACCA")));
        patterns.add(new EnginePattern("(?i)\\b[a-z][a-z0-9+.-]{1,20}://[^\\s:/@'\"]{1,64}:([^\\s:/@'\"]{3,128})@[a-z0-9.-]+",
                List.of("://")));
        for (String words : List.of("passw(?:or)?d|passwd|pwd", "secret", "token", "api[_-]?key", "access[_-]?key|auth[_-]?key",
                "credentials?")) {
            patterns.add(new EnginePattern(
                    "(?i)[\\w.-]{0,50}?(?:" + words
                            + ")[\\w.-]{0,20}['\"]?\\s{0,3}(?::=|=>|=|:)\\s{0,3}['\"]([^'\"\\s]{8,150})['\"]",
                    List.of()));
        }
        patterns.add(new EnginePattern(
                "(?i)(?:key|api|token|secret|client|passwd|password|auth|access)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)"
                        + "[`'\"\\s=]{0,5}([\\w.=-]{10,150}|[a-z0-9][a-z0-9+/]{11,}={0,3})(?:[`'\"\\s;]|\\\\[nr]|$)",
                List.of("key", "api", "token", "secret", "client", "passwd", "password", "auth", "access")));
        patterns.add(new EnginePattern(
                "(?m)^\\s*(?:export\\s+)?[A-Z][A-Z0-9_]{0,60}(?:KEY|TOKEN|SECRET|PASSWORD)=(\\S{8,200})\\s*$", List.of("=")));
        patterns.add(new EnginePattern("(?i)\\bbearer\\s+([a-z0-9._~+/-]{20,}=*)", List.of("bearer")));
        patterns.add(new EnginePattern("(?i)\\b[0-9a-f]{32}-us[0-9]{1,2}\\b", List.of("-us")));
        return patterns;
    }
}
