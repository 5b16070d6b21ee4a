package dev.gatehouse.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a command reads and writes. Results go to `out`, everything about the run to `err`.
///
/// @param in standard input
/// @param inIsTerminal whether a person can be asked
/// @param out standard output, UTF-8
/// @param err standard error, UTF-8
/// @param outIsTerminal whether a person sees standard output
/// @param errIsTerminal whether a person sees standard error: only then progress is shown
/// @param width columns of the terminal
/// @param environment environment variables
public record Console(InputStream in, boolean inIsTerminal, PrintStream out, PrintStream err, boolean outIsTerminal,
        boolean errIsTerminal, int width,
        Map<String, String> environment) {
    private static final int BUFFER = 1 << 16;
    private static final int DEFAULT_WIDTH = 100;

    /// One at which nobody can be asked.
    public Console(InputStream in, PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, int width,
            Map<String, String> environment) {
        this(in, false, out, err, outIsTerminal, errIsTerminal, width, environment);
    }

    /// The console of the process. The launcher says what is a terminal and how wide it is, because asking in Java would load a
    /// terminal library.
    static Console system() {
        String terminals = System.getProperty("gatehouse.terminals", "");
        var out = new PrintStream(new java.io.BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER), false,
                StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Console(System.in, terminals.contains("i"), out, err, terminals.contains("o"), terminals.contains("e"),
                number(System.getProperty("gatehouse.columns"), DEFAULT_WIDTH), System.getenv());
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            int columns = text == null || text.isBlank() ? otherwise : Integer.parseInt(text.strip());
            return columns < 20 ? otherwise : columns;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
