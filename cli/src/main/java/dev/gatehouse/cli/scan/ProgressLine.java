package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.source.scan.Progress;
import java.util.Locale;

/// One line on the terminal that says how far a scan is; appears after a second, so short scans stay silent.
final class ProgressLine implements Progress, AutoCloseable {
    private static final long SILENT_NANOS = 700_000_000L;
    private static final long STEP_NANOS = 100_000_000L;

    private final Console console;
    private final long started = System.nanoTime();
    private long last;
    private boolean shown;

    ProgressLine(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void at(Point point) {
        long now = System.nanoTime();
        if (now - started < SILENT_NANOS || now - last < STEP_NANOS) {
            return;
        }
        last = now;
        shown = true;
        double seconds = (now - started) / 1e9;
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "  %,d files  %s  %,d matches", point.contents(), size(point.bytes()),
                        point.matches()));
        if (point.totalBytes() > 0 && point.bytes() > 0) {
            double share = Math.min(1, point.bytes() / (double) point.totalBytes());
            line.append(String.format(Locale.ROOT, "  %d%%  %.0f s left", Math.round(share * 100), seconds / share - seconds));
        } else {
            line.append(String.format(Locale.ROOT, "  %.0f s", seconds));
        }
        int width = Math.max(20, console.width() - 1);
        String text = line.length() > width ? line.substring(0, width) : line.toString();
        console.err().print("\r\u001b[K" + text);
        console.err().flush();
    }

    static String size(long bytes) {
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    @Override
    public synchronized void close() {
        if (shown) {
            console.err().print("\r\u001b[K");
            console.err().flush();
        }
    }
}
