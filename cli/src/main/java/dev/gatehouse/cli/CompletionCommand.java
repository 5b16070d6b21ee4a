package dev.gatehouse.cli;

import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;

/// Prints a completion script for a shell.
@CommandLine.Command(name = "completion", sortOptions = false, description = "Print the completion script for a shell.", footer = {
    "", "Examples:", "  source <(gatehouse completion bash)                        for this shell",
    "  gatehouse completion bash > /etc/bash_completion.d/gatehouse   for everybody",
    "  gatehouse completion zsh > \"${fpath[1]}/_gatehouse\"",
    "  gatehouse completion fish > ~/.config/fish/completions/gatehouse.fish"})
final class CompletionCommand implements Command {
    enum Shell {
        BASH, ZSH, FISH
    }

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    Shell shell = Shell.BASH;

    @Override
    public ExitCode run(Console console) {
        CommandLine root = RootCommand.line();
        Commands.all().forEach((name, entry) -> root.addSubcommand(name, entry.supplier().get()));
        switch (shell) {
            case BASH -> console.out().print(AutoComplete.bash("gatehouse", root));
            case ZSH -> console.out().print(
                    "#compdef gatehouse\nautoload -U +X bashcompinit && bashcompinit\n" + AutoComplete.bash("gatehouse", root));
            case FISH -> fish(console, root);
        }
        return ExitCode.PASS;
    }

    /// One line for each command and option; fish filters by what has been typed.
    private static void fish(Console console, CommandLine root) {
        console.out().println("complete -c gatehouse -f");
        root.getSubcommands().forEach((name, line) -> {
            console.out().printf("complete -c gatehouse -n __fish_use_subcommand -a %s -d %s%n", name,
                    quoted(Objects.requireNonNull(Commands.all().get(name)).summary()));
            options(console, line, "__fish_seen_subcommand_from " + name);
            line.getSubcommands().forEach((inner, each) -> {
                console.out().printf("complete -c gatehouse -n '__fish_seen_subcommand_from %s' -a %s -d %s%n", name, inner,
                        quoted(summary(each)));
                options(console, each, "__fish_seen_subcommand_from " + name + "; and __fish_seen_subcommand_from " + inner);
            });
        });
    }

    private static void options(Console console, CommandLine line, String condition) {
        for (CommandLine.Model.OptionSpec option : line.getCommandSpec().options()) {
            console.out().printf("complete -c gatehouse -n '%s' -l %s%s -d %s%n", condition, option.longestName().substring(2),
                    option.arity().max() > 0 ? " -r -F" : "",
                    quoted(option.description().length == 0 ? "" : option.description()[0]));
        }
    }

    private static String summary(CommandLine line) {
        String[] description = line.getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
