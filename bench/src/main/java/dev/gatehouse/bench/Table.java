package dev.gatehouse.bench;

import dev.gatehouse.bench.Results.Column;
import dev.gatehouse.bench.Results.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The rows as one table of plain text, with the columns that any row fills.
final class Table {
    private Table() {}

    static String of(Results results) {
        List<Column> columns = Arrays.stream(Column.values())
                .filter(column -> results.rows().stream().anyMatch(row -> row.values().containsKey(column))).toList();
        List<String[]> lines = new ArrayList<>();
        List<String> title = new ArrayList<>(List.of("measure", "tool"));
        columns.forEach(column -> title.add(column.title()));
        title.add("");
        lines.add(title.toArray(String[]::new));
        String before = "";
        for (Row row : results.rows()) {
            List<String> cells = new ArrayList<>();
            cells.add(row.measure().equals(before) ? "" : row.measure());
            cells.add(row.tool());
            for (Column column : columns) {
                cells.add(cell(row, column));
            }
            cells.add(row.note());
            lines.add(cells.toArray(String[]::new));
            before = row.measure();
        }
        return layOut(lines);
    }

    private static String cell(Row row, Column column) {
        Double value = row.values().get(column);
        return value == null ? "" : String.format(Locale.ROOT, "%." + column.digits() + "f", Objects.requireNonNull(value));
    }

    /// The first two and the last cells of a line begin where those above do, figures end there.
    private static String layOut(List<String[]> lines) {
        int cells = lines.getFirst().length;
        int[] widths = new int[cells];
        for (String[] line : lines) {
            for (int i = 0; i < cells; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < cells; i++) {
                boolean figure = i >= 2 && i < cells - 1;
                String pad = " ".repeat(widths[i] - line[i].length());
                row.append(figure ? pad + line[i] : line[i] + pad).append("  ");
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
