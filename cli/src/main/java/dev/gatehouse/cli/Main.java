package dev.gatehouse.cli;

import dev.gatehouse.report.format.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Entry point.
public final class Main {
    private Main() {}

    /// Runs the command and exits with its code.
    public static void main(String[] arguments) {
        Console console = Console.system();
        System.exit(run(console, arguments).code());
    }

    /// Runs the command line.
    ///
    /// @return what the process should exit with
    public static ExitCode run(Console console, String... arguments) {
        ExitCode code = command(console, arguments);
        // A stream for printing keeps its errors for itself: without asking, half a report would look like a whole one.
        if (!console.out().checkError()) {
            return code;
        }
        boolean readerGone = console.out() instanceof StandardOutput out && out.readerGone();
        return readerGone
                ? code
                : ExitCode.gravest(code, fail(console, ExitCode.USAGE,
                        "standard output could not be written whole; is the disk full?", null));
    }

    private static ExitCode command(Console console, String... arguments) {
        if (arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"))) {
            console.out().println("gatehouse " + version());
            return ExitCode.PASS;
        }
        if (arguments.length == 2 && arguments[0].equals("--train")) {
            return Training.run(console, arguments[1]);
        }
        boolean debug = Arrays.asList(arguments).contains("--debug");
        try {
            return execute(console, arguments);
        } catch (CommandLine.ParameterException e) {
            return usage(console, e);
        } catch (UsageException e) {
            return fail(console, ExitCode.USAGE, e.getMessage(), debug ? e : null);
        } catch (IOException | UncheckedIOException e) {
            return fail(console, ExitCode.USAGE, Failures.describe(e), debug ? e : null);
        } catch (InterruptedException e) {
            return fail(console, ExitCode.INTERRUPTED, "stopped", debug ? e : null);
        } catch (RuntimeException | Error e) {
            fail(console, ExitCode.DEFECT, "this is a bug of Gatehouse " + version() + "; please report it with what follows", e);
            return ExitCode.DEFECT;
        }
    }

    private static ExitCode execute(Console console, String[] arguments)
            throws UsageException, IOException, InterruptedException {
        var commands = Commands.all();
        String name = Arrays.stream(arguments).filter(argument -> !argument.startsWith("-")).findFirst().orElse(null);
        Commands.Entry only = name == null ? null : commands.get(name);
        CommandLine root = RootCommand.line();
        if (only != null && name != null) {
            root.addSubcommand(name, only.supplier().get());
        } else if (name != null) {
            root.addSubcommand("help", new CommandLine.HelpCommand());
            commands.forEach((each, entry) -> root.addSubcommand(each, entry.supplier().get()));
        }
        // What is set from here on holds for the subcommands too.
        root.setUsageHelpAutoWidth(false);
        root.setUsageHelpWidth(Math.clamp(console.width(), 80, 130));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        CommandLine.ParseResult parsed = root.parseArgs(arguments);
        if (printHelp(console, root, parsed)) {
            return ExitCode.PASS;
        }
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
            if (printHelp(console, parsed.commandSpec().commandLine(), parsed)) {
                return ExitCode.PASS;
            }
        }
        if (parsed.commandSpec().userObject() instanceof Command command) {
            return command.run(console);
        }
        if (parsed.commandSpec().userObject() instanceof CommandLine.HelpCommand) {
            return help(console, root, arguments);
        }
        PrintStream stream = arguments.length == 0 ? console.out() : console.err();
        parsed.commandSpec().commandLine().usage(stream, ansi(console));
        return arguments.length == 0 ? ExitCode.PASS : ExitCode.USAGE;
    }

    private static boolean printHelp(Console console, CommandLine line, CommandLine.ParseResult parsed) {
        if (parsed.isUsageHelpRequested()) {
            line.usage(console.out(), ansi(console));
            return true;
        }
        if (parsed.isVersionHelpRequested()) {
            console.out().println("gatehouse " + version());
            return true;
        }
        return false;
    }

    /// `help`, `help COMMAND`, `help COMMAND SUBCOMMAND`.
    private static ExitCode help(Console console, CommandLine root, String[] arguments) throws UsageException {
        CommandLine line = root;
        List<String> names = Arrays.stream(arguments).filter(argument -> !argument.equals("help")).toList();
        for (String name : names) {
            CommandLine next = line.getSubcommands().get(name);
            if (next == null) {
                throw new UsageException("there is no command '" + name + "'; gatehouse help lists them");
            }
            line = next;
        }
        line.usage(console.out(), ansi(console));
        return ExitCode.PASS;
    }

    private static CommandLine.Help.Ansi ansi(Console console) {
        return Style.detect(console.environment(), Style.Colour.AUTO, console.outIsTerminal(), StandardCharsets.UTF_8,
                console.width(), false).colour()
                        ? CommandLine.Help.Ansi.ON
                        : CommandLine.Help.Ansi.OFF;
    }

    private static ExitCode usage(Console console, CommandLine.ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String remedy = "see: gatehouse help" + command.replaceFirst("^gatehouse", "");
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
            remedy = "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "? " + remedy;
        }
        String what = e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                && !e.getCommandLine().getSubcommands().isEmpty()
                        ? "there is no command '" + unmatched.getUnmatched().getFirst() + "'"
                        : e.getMessage();
        return fail(console, ExitCode.USAGE, what + "; " + remedy, null);
    }

    private static ExitCode fail(Console console, ExitCode code, @Nullable String message, @Nullable Throwable trace) {
        console.out().flush();
        console.err().println("gatehouse: " + message);
        if (trace != null) {
            trace.printStackTrace(console.err());
        }
        return code;
    }

    /// The version of this build.
    public static String version() {
        Properties properties = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
