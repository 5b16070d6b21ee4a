package dev.gatehouse.secrets.generic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The labels of a CredData folder.
final class Truth {
    private static final Set<String> IDENTIFIERS = Set.of("UUID", "AWS S3 Bucket", "Nonce", "Salt", "IPv4", "IPv6", "Certificate",
            "Other");

    /// One label. Columns count characters; -1 for the whole line.
    record Row(int first, int last, int from, int to, Label label, String category) {}

    /// What a row or a candidate is.
    enum Label {
        NO,
        YES,
        /// On the line of a true one, but not it: counts neither way.
        NEAR,
        /// An identifier, no secret: counts neither way.
        IGNORED
    }

    final Map<String, List<Row>> rows = new TreeMap<>();

    static Truth read(Path root) throws IOException {
        Truth truth = new Truth();
        try (var files = Files.list(root.resolve("meta-held"))) {
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                List<String> header = Arrays.asList(lines.getFirst().split(",", -1));
                for (String line : lines.subList(1, lines.size())) {
                    String[] fields = line.split(",", -1);
                    String category = fields[header.indexOf("Category")];
                    Label label = IDENTIFIERS.containsAll(Arrays.asList(category.split(":")))
                            ? Label.IGNORED
                            : fields[header.indexOf("GroundTruth")].equals("T") ? Label.YES : Label.NO;
                    truth.rows.computeIfAbsent(fields[header.indexOf("FilePath")], path -> new ArrayList<>())
                            .add(new Row(number(fields[header.indexOf("LineStart")]), number(fields[header.indexOf("LineEnd")]),
                                    number(fields[header.indexOf("ValueStart")]), number(fields[header.indexOf("ValueEnd")]),
                                    label,
                                    category));
                }
            }
        }
        return truth;
    }

    private static int number(String field) {
        return field.isEmpty() ? -1 : Integer.parseInt(field);
    }

    /// @param line
    ///            1-based
    /// @param from
    ///            byte offset of the candidate in its line
    static Label label(List<Row> rows, byte[] text, int lineStart, int line, int from, int to) {
        Label label = Label.NO;
        int known = 0;
        int ignored = 0;
        boolean near = false;
        for (Row row : rows) {
            if (line < row.first || line > row.last) {
                continue;
            }
            known++;
            if (row.label == Label.IGNORED) {
                ignored++;
            } else if (row.label == Label.YES) {
                int first = row.from < 0 ? 0 : bytes(text, lineStart, row.from);
                int last = row.from < 0 || row.to < 0 || row.last > row.first
                        ? Integer.MAX_VALUE
                        : bytes(text, lineStart, row.to);
                if (from < last && to > first) {
                    label = Label.YES;
                }
                near = true;
            }
        }
        return label == Label.YES ? label : near ? Label.NEAR : known > 0 && known == ignored ? Label.IGNORED : Label.NO;
    }

    /// How many bytes the first characters of a line take.
    private static int bytes(byte[] text, int lineStart, int characters) {
        int at = lineStart;
        for (int i = 0; i < characters && at < text.length; i++) {
            int b = text[at] & 0xff;
            at += b < 0x80 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
        }
        return at - lineStart;
    }

    static String category(List<Row> rows, int line) {
        for (Row row : rows) {
            if (line >= row.first && line <= row.last && row.label == Label.YES) {
                return row.category;
            }
        }
        for (Row row : rows) {
            if (line >= row.first && line <= row.last) {
                return row.category;
            }
        }
        return "-";
    }

    static String ascii(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8).replaceAll("[\\t\\r\\n]", " ");
    }
}
