package dev.gatehouse.report.format;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// How text for people is set. Formats for programs ignore it.
///
/// @param colour
///            whether ANSI colours may be used
/// @param charset
///            what the reader decodes; characters beyond ASCII are used for rules and dots only where it is UTF-8
/// @param width
///            columns of the terminal; text is wrapped to it
/// @param verbose
///            whether suppressed and accepted findings are listed rather than counted
public record Style(boolean colour, Charset charset, int width, boolean verbose) {
    /// Columns where nobody says how many there are.
    public static final int DEFAULT_WIDTH = 100;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 240;

    /// When to use colours, as `--color` says.
    public enum Colour {
        AUTO, ALWAYS, NEVER
    }

    public Style {
        width = Math.clamp(width, NARROWEST, WIDEST);
    }

    /// No colours, UTF-8: for files and pipes.
    public static Style plain() {
        return new Style(false, StandardCharsets.UTF_8, DEFAULT_WIDTH, false);
    }

    /// What fits the output: colours on a terminal that can show them unless `NO_COLOR` (<https://no-color.org>) is set to
    /// something; `--color` has the last word.
    ///
    /// @param environment
    ///            environment variables
    /// @param terminal
    ///            whether the output is a terminal
    public static Style detect(Map<String, String> environment, Colour wish, boolean terminal, Charset charset, int width,
            boolean verbose) {
        boolean colour = switch (wish) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> terminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                    && !environment.getOrDefault("TERM", "").equals("dumb");
        };
        return new Style(colour, charset, width, verbose);
    }

    /// Whether characters beyond ASCII reach the reader.
    boolean unicode() {
        return charset.equals(StandardCharsets.UTF_8);
    }
}
