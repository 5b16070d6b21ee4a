package dev.gatehouse.bench;

import dev.gatehouse.bench.Results.Column;
import dev.gatehouse.bench.ToolReport.Found;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The labelled lines of a rebuilt part of Samsung's CredData (its `data` and, of what could be rebuilt, its metadata in
/// `meta-held`), and how well a report hits them.
///
/// Counted are lines: a true row is found if a finding touches its lines; a finding counts as false if it touches no true row,
/// labelled or not. Rows that name identifiers and not secrets count neither way.
final class CredData {
    private static final Set<String> IDENTIFIERS = Set.of("UUID", "AWS S3 Bucket", "Nonce", "Salt", "IPv4", "IPv6", "Certificate",
            "Other");
    private static final Pattern PATH = Pattern.compile("(?:^|/)([0-9a-f]{8}/.*)$");

    private enum Label {
        SECRET,
        HARMLESS,
        /// Counts neither way.
        IDENTIFIER
    }

    /// A labelled stretch of lines.
    private record Row(int first, int last, Label label) {
        boolean touches(int from, int to) {
            return from <= last && to >= first;
        }

        boolean truth() {
            return label == Label.SECRET;
        }
    }

    private static final class Tally {
        private int found;
        private int missed;
        private int alarms;

        private double precision() {
            return found / (double) Math.max(1, found + alarms);
        }

        private double recall() {
            return found / (double) Math.max(1, found + missed);
        }

        private double f1() {
            return 2 * precision() * recall() / Math.max(1e-9, precision() + recall());
        }
    }

    /// Path below `data/` → its rows.
    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Path data;

    private CredData(Path data) {
        this.data = data;
    }

    /// Reads the labels.
    ///
    /// @param folder
    ///            holds `data` and `meta-held`, or `meta` where everything was rebuilt
    static CredData read(Path folder) throws IOException {
        CredData labels = new CredData(folder.resolve("data"));
        Path held = folder.resolve("meta-held");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Files.isDirectory(held) ? held : folder.resolve("meta"),
                "*.csv")) {
            for (Path file : files) {
                labels.add(Files.readAllLines(file));
            }
        }
        return labels;
    }

    private void add(List<String> lines) {
        List<String> header = cells(lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = cells(line);
            boolean identifier = IDENTIFIERS
                    .containsAll(Arrays.asList(cells.get(header.indexOf("Category")).split(":", -1)));
            boolean secret = cells.get(header.indexOf("GroundTruth")).equals("T");
            Label label = identifier ? Label.IDENTIFIER : secret ? Label.SECRET : Label.HARMLESS;
            rows.computeIfAbsent(below(cells.get(header.indexOf("FilePath"))), path -> new ArrayList<>())
                    .add(new Row(Integer.parseInt(cells.get(header.indexOf("LineStart"))),
                            Integer.parseInt(cells.get(header.indexOf("LineEnd"))), label));
        }
    }

    /// Cells of a line of CSV; quotes double themselves, lines do not break inside.
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static String below(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.find() ? matcher.group(1) : path;
    }

    /// What is to be scanned.
    Path data() {
        return data;
    }

    /// How many repositories and true rows there are, for people.
    String description() {
        long secrets = rows.values().stream().flatMap(List::stream).filter(Row::truth).count();
        return repositories().size() + " repositories of CredData, " + secrets + " true rows";
    }

    private Set<String> repositories() {
        Set<String> repositories = new LinkedHashSet<>();
        rows.keySet().forEach(path -> repositories.add(repository(path)));
        return repositories;
    }

    private static String repository(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    /// Precision, recall, F1 over all lines and the mean of the F1 of repositories that have true rows.
    Map<Column, Double> score(List<Found> findings) {
        Map<String, Set<Found>> byPath = new HashMap<>();
        for (Found found : findings) {
            String path = below(found.path());
            byPath.computeIfAbsent(path, key -> new LinkedHashSet<>()).add(new Found(path, found.first(), found.last()));
        }
        Map<String, Tally> tallies = new TreeMap<>();
        repositories().forEach(repository -> tallies.put(repository, new Tally()));
        Set<String> paths = new LinkedHashSet<>(rows.keySet());
        paths.addAll(byPath.keySet());
        for (String path : paths) {
            Tally tally = path.indexOf('/') < 0 ? null : tallies.get(repository(path));
            if (tally != null) {
                count(rows.getOrDefault(path, List.of()), byPath.getOrDefault(path, Set.of()), tally);
            }
        }
        Tally all = new Tally();
        for (Tally each : tallies.values()) {
            all.found += each.found;
            all.missed += each.missed;
            all.alarms += each.alarms;
        }
        Map<Column, Double> columns = new EnumMap<>(Column.class);
        columns.put(Column.PRECISION, all.precision());
        columns.put(Column.RECALL, all.recall());
        columns.put(Column.F1, all.f1());
        columns.put(Column.MACRO_F1, tallies.values().stream().filter(each -> each.found + each.missed > 0)
                .mapToDouble(Tally::f1).average().orElse(0));
        return columns;
    }

    private static void count(List<Row> labelled, Set<Found> found, Tally tally) {
        Set<List<Integer>> secrets = new LinkedHashSet<>();
        labelled.stream().filter(Row::truth).forEach(row -> secrets.add(List.of(row.first, row.last)));
        for (List<Integer> secret : secrets) {
            if (found.stream().anyMatch(each -> each.first() <= secret.get(1) && each.last() >= secret.get(0))) {
                tally.found++;
            } else {
                tally.missed++;
            }
        }
        for (Found each : found) {
            List<Row> near = labelled.stream().filter(row -> row.touches(each.first(), each.last())).toList();
            boolean neither = !near.isEmpty() && near.stream().allMatch(row -> row.label == Label.IDENTIFIER);
            if (!neither && near.stream().noneMatch(Row::truth)) {
                tally.alarms++;
            }
        }
    }
}
