package dev.gatehouse.policy;

import dev.gatehouse.core.finding.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The baseline file: what a repository had when it began to use Gatehouse.
///
/// One weakness a line, `fingerprint places rule path`, sorted by fingerprint, so that two branches merge cleanly and a rebase
/// changes
/// nothing. Rule and path are for people; only fingerprint and number of places count. A line that begins with `#` is a comment.
public final class Baseline {
    private static final String HEADER = """
            # Gatehouse baseline 1: findings that were there before the gate. Sorted; one line each: fingerprint places rule path.
            # Written by `gatehouse baseline`; a line may be deleted when its finding is fixed.
            """;
    private static final int MAX_LINES = 1_000_000;

    private Baseline() {}

    /// A baseline file cannot be read.
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    /// Reads a baseline.
    ///
    /// @param name
    ///            name of the file, for the message
    /// @throws MalformedException
    ///             naming file and line
    public static Known read(String name, byte[] bytes) throws MalformedException {
        List<Known.Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (number > MAX_LINES) {
                throw new MalformedException(name + ": more than " + MAX_LINES + " lines");
            }
            entries.add(entry(name, number, text));
        }
        return Known.of(entries);
    }

    private static Known.Entry entry(String name, int number, String text) throws MalformedException {
        if (text.startsWith("<<<<<<<") || text.startsWith("=======") || text.startsWith(">>>>>>>")) {
            throw new MalformedException(name + ":" + number + ": a merge conflict is left; keep the lines of both sides");
        }
        String[] parts = text.split(" ", 4);
        try {
            int places = Integer.parseInt(parts.length > 1 ? parts[1] : "");
            if (places < 1) {
                throw new NumberFormatException();
            }
            @Nullable
            String path = parts.length > 3 ? unescape(parts[3]) : null;
            return new Known.Entry(List.of(Fingerprint.parse(parts[0])), places, parts.length > 2 ? parts[2] : "-", null, path);
        } catch (NumberFormatException e) {
            throw new MalformedException(
                    name + ":" + number + ": expected `fingerprint places rule path`, places a number from 1");
        } catch (IllegalArgumentException e) {
            throw new MalformedException(name + ":" + number + ": " + e.getMessage());
        }
    }

    /// The file for these entries.
    public static byte[] write(Known known) {
        StringBuilder text = new StringBuilder(HEADER);
        for (Known.Entry entry : known.entries()) {
            text.append(entry.identity().getFirst()).append(' ').append(entry.places()).append(' ').append(entry.rule());
            if (entry.path() != null) {
                text.append(' ').append(escape(entry.path()));
            }
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String path) {
        return path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescape(String path) {
        return path.replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\");
    }
}
