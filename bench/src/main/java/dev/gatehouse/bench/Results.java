package dev.gatehouse.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What a suite measured, in the order in which it did. Thread-safe.
final class Results {
    private final List<Row> rows = new ArrayList<>();
    private final Consumer<String> progress;
    private final Consumer<Results> keep;

    /// One line of the table.
    ///
    /// @param measure
    ///            what was measured: `history of DIR, whole process`
    /// @param tool
    ///            of which program
    /// @param values
    ///            by column, in its order; empty if it was not run
    /// @param note
    ///            why it was not run, or what to know of the figures; may be empty
    record Row(String measure, String tool, Map<Column, Double> values, String note) {}

    /// What a figure means; the order is that of the table.
    enum Column {
        /// User and system time of the process and those that it waited for.
        CPU_SECONDS("CPU s", 2),
        /// Wall-clock time: depends on what else the machine does.
        WALL_SECONDS("wall s", 2),
        /// Greatest resident set of one process.
        PEAK_MEBIBYTES("peak MiB", 0),
        /// CPU time divided by Gatehouse's, median over the rounds, each of which runs both one after the other.
        RATIO("× CPU", 2),
        /// The same in milliseconds.
        CPU_MILLISECONDS("CPU ms", 1),
        /// Of one evaluation or look-up: wall-clock time, or CPU time where the measure says so.
        MICROSECONDS("µs", 2),
        /// Evaluations a second of two threads together.
        PER_SECOND("/s, 2 threads", 0),
        /// The time of one evaluation divided by Gatehouse's.
        TIMES("× time", 2),
        /// Million bytes a second of CPU time.
        MEGABYTES_A_SECOND("MB/s", 0),
        /// As the tool counts them in its report.
        FINDINGS("findings", 0),
        /// How many there are to be found, as those say who must know.
        EXPECTED("expected", 0),
        /// Bytes for each row of a table.
        BYTES_A_ROW("B/row", 1),
        /// True among those found.
        PRECISION("P", 3),
        /// Found among those true.
        RECALL("R", 3),
        /// Harmonic mean of both over all lines.
        F1("F1", 3),
        /// The mean of the repositories' F1.
        MACRO_F1("macro", 3);

        private final String title;
        private final int digits;

        Column(String title, int digits) {
            this.title = title;
            this.digits = digits;
        }

        String title() {
            return title;
        }

        /// Digits after the point in the table; JSON has all of them.
        int digits() {
            return digits;
        }
    }

    /// @param progress
    ///            told what is being measured
    Results(Consumer<String> progress) {
        this(progress, results -> {});
    }

    /// @param progress
    ///            told what is being measured
    /// @param keep
    ///            told of all rows after each
    Results(Consumer<String> progress, Consumer<Results> keep) {
        this.progress = progress;
        this.keep = keep;
    }

    void measuring(String what) {
        progress.accept(what);
    }

    synchronized void add(String measure, String tool, Map<Column, Double> values, String note) {
        rows.add(new Row(measure, tool, Collections.unmodifiableMap(new LinkedHashMap<>(values)), note));
        keep.accept(this);
    }

    synchronized void notRun(String measure, String tool, String why) {
        rows.add(new Row(measure, tool, Map.of(), "not run: " + why));
        keep.accept(this);
    }

    synchronized List<Row> rows() {
        return List.copyOf(rows);
    }
}
