package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.config.Configuration;
import dev.gatehouse.core.decision.Stage;
import dev.gatehouse.core.diagnostic.Coverage;
import dev.gatehouse.core.finding.Finding;
import dev.gatehouse.core.finding.Fingerprint;
import dev.gatehouse.policy.Gate;
import dev.gatehouse.policy.Known;
import dev.gatehouse.policy.SignedApprovals;
import dev.gatehouse.report.Assessed;
import dev.gatehouse.secrets.FingerprintKey;
import dev.gatehouse.secrets.SecretsCheck;
import dev.gatehouse.secrets.SecretsOptions;
import dev.gatehouse.secrets.engine.Engines;
import dev.gatehouse.secrets.match.HeuristicJudge;
import dev.gatehouse.secrets.rule.Catalogue;
import dev.gatehouse.source.directory.DirectoryOptions;
import dev.gatehouse.source.directory.DirectorySource;
import dev.gatehouse.source.scan.Scan;
import dev.gatehouse.source.scan.ScanOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Moving, renaming, reindenting, reordering, splitting and joining what is there is not new; one more secret is.
class EditsTest {
    private static final int EDITS = 1_000;
    private static final FingerprintKey KEY = FingerprintKey.ofNobody();

    @TempDir
    Path folder;

    @Test
    void aThousandEditsMakeNothingNewThatIsNotAndMissNothingThatIs() throws Exception {
        Random random = new Random(20261122);
        try (SecretsCheck check = SecretsCheck.create(Catalogue.load(), SecretsOptions.DEFAULT, Engines::java, KEY,
                new HeuristicJudge())) {
            int spurious = 0;
            int missed = 0;
            TreeMap<String, List<String>> files = tree(random);
            Known known = Known.ofFindings(scan(check, files, 0));
            assertThat(known.entries()).hasSizeGreaterThan(20);
            for (int number = 1; number <= EDITS; number++) {
                var edited = new TreeMap<String, List<String>>();
                files.forEach((name, lines) -> edited.put(name, new ArrayList<>(lines)));
                String added = edit(edited, random);
                Set<Fingerprint> fresh = judge(scan(check, edited, number), known);
                Set<Fingerprint> wanted = added.isEmpty() ? Set.of() : Set.of(KEY.fingerprint(added));
                spurious += (int) fresh.stream().filter(fingerprint -> !wanted.contains(fingerprint)).count();
                missed += (int) wanted.stream().filter(fingerprint -> !fresh.contains(fingerprint)).count();
            }
            assertThat(spurious).as("spurious new findings").isZero();
            assertThat(missed).as("missed new findings").isZero();
        }
    }

    private static Set<Fingerprint> judge(List<Finding> findings, Known known) {
        var input = new Gate.Input(Stage.PULL_REQUEST, Instant.EPOCH, findings, new Coverage(0, 0, 0, 0, 0, List.of()), known,
                Configuration.builtIn(), null, new LinkedHashMap<>(), new LinkedHashMap<>());
        return new Gate(new SignedApprovals()).decide(input).findings().stream()
                .filter(one -> one.newness() == Assessed.Newness.NEW)
                .map(one -> one.finding().fingerprint()).collect(Collectors.toSet());
    }

    private static String token(Random random) {
        StringBuilder token = new StringBuilder("AKIA");
        for (int i = 0; i < 16; i++) {
            token.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(random.nextInt(32)));
        }
        return token.toString();
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    private static TreeMap<String, List<String>> tree(Random random) {
        var files = new TreeMap<String, List<String>>();
        for (int file = 0; file < 8; file++) {
            List<String> lines = new ArrayList<>();
            for (int line = 0; line < 40; line++) {
                lines.add(random.nextInt(8) == 0
                        ? "key" + line + " = \"" + token(random) + "\""
                        : "value" + line + " = " + word(random));
            }
            files.put("src/part" + file % 3 + "/file" + file + ".conf", lines);
        }
        return files;
    }

    /// Makes one edit.
    ///
    /// @return the secret that it adds; empty if it adds none
    private static String edit(TreeMap<String, List<String>> files, Random random) {
        String name = List.copyOf(files.keySet()).get(random.nextInt(files.size()));
        List<String> lines = files.getOrDefault(name, List.of());
        switch (random.nextInt(7)) {
            case 0 -> files.put("moved/" + random.nextInt(99) + ".conf", files.remove(name));
            case 1 -> lines.replaceAll(line -> "    " + line);
            case 2 -> Collections.shuffle(lines, random);
            case 3 -> {
                int at = random.nextInt(lines.size());
                files.put(name + ".second", new ArrayList<>(lines.subList(at, lines.size())));
                files.put(name, new ArrayList<>(lines.subList(0, at)));
            }
            case 4 -> lines.addAll(random.nextInt(lines.size()), List.of("", "# a comment", "other = " + word(random)));
            case 5 -> {
                String other = files.lastKey();
                if (!other.equals(name)) {
                    lines.addAll(files.remove(other));
                }
            }
            default -> {
                String added = token(random);
                lines.add(random.nextInt(lines.size()), "added = '" + added + "'");
                return added;
            }
        }
        return "";
    }

    private List<Finding> scan(SecretsCheck check, Map<String, List<String>> files, int number) throws Exception {
        Path root = folder.resolve("state" + number);
        for (var file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        try (DirectorySource source = DirectorySource.of(root, DirectoryOptions.defaults())) {
            return new Scan().run(source, List.of(check), ScanOptions.defaults().withThreads(1)).findings();
        }
    }
}
