package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Asks a person at a terminal for what the command line leaves open; without a terminal, names the flag that is missing.
final class Question {
    private static final int LONGEST = 2_000;

    private final Console console;
    private final BufferedReader reader;

    Question(Console console) {
        this.console = console;
        this.reader = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    }

    private boolean canAsk() {
        return console.inIsTerminal();
    }

    /// What was given, or else answered.
    ///
    /// @param given the flag's value; null if it was not given
    /// @param flag for the message
    /// @param text what is asked
    /// @param suggestion what an empty answer means; null if there must be one
    /// @throws UsageException if nobody can be asked and nothing is suggested
    String required(@Nullable String given, String flag, String text, @Nullable String suggestion)
            throws UsageException, IOException {
        if (given != null && !given.isBlank()) {
            return given.strip();
        }
        if (!canAsk()) {
            if (suggestion != null) {
                return suggestion;
            }
            throw new UsageException(flag + " is missing: " + text);
        }
        while (true) {
            String answer = ask(text, suggestion);
            if (!answer.isEmpty()) {
                return answer;
            }
            if (suggestion != null) {
                return suggestion;
            }
        }
    }

    /// The same for what may stay open.
    @Nullable
    String optional(@Nullable String given, String text) throws UsageException, IOException {
        if (given != null || !canAsk()) {
            return given == null || given.isBlank() ? null : given.strip();
        }
        String answer = ask(text + " (may be empty)", null);
        return answer.isEmpty() ? null : answer;
    }

    /// Whether the person agrees; without a terminal nobody does.
    boolean agrees(String text) throws UsageException, IOException {
        return canAsk() && ask(text + " [y/N]", null).equalsIgnoreCase("y");
    }

    private String ask(String text, @Nullable String suggestion) throws UsageException, IOException {
        console.err().print(text + (suggestion == null ? "" : " [" + suggestion + "]") + ": ");
        console.err().flush();
        String line = reader.readLine();
        if (line == null) {
            throw new UsageException("there is no answer");
        }
        return line.length() > LONGEST ? line.substring(0, LONGEST).strip() : line.strip();
    }
}
