package dev.gatehouse.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;

/// The command line in this process: what it printed and how it ended.
///
/// @param code what the shell would see
public record CommandLineRun(int code, String out, String err) {
    /// Something made with a console that prints nowhere.
    public static <T> T console(Map<String, String> environment, Function<Console, T> made) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return made.apply(new Console(InputStream.nullInputStream(), nowhere, nowhere, false, false, 100, environment));
    }

    /// Runs it; nobody can be asked.
    public static CommandLineRun of(Map<String, String> environment, String... arguments) {
        return asked(environment, "", arguments);
    }

    /// Runs it.
    ///
    /// @param answers what a person types; nobody is there if it is empty
    public static CommandLineRun asked(Map<String, String> environment, String answers, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var printed = new PrintStream(out, false, StandardCharsets.UTF_8);
        var told = new PrintStream(err, true, StandardCharsets.UTF_8);
        var in = new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8));
        ExitCode code = Main.run(new Console(in, !answers.isEmpty(), printed, told, false, false, 100, environment), arguments);
        printed.flush();
        return new CommandLineRun(code.code(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
