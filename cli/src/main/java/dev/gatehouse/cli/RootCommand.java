package dev.gatehouse.cli;

import java.util.Map;
import picocli.CommandLine;

/// What `gatehouse` without a command says.
@CommandLine.Command(name = "gatehouse", sortOptions = false, customSynopsis = "Usage: gatehouse COMMAND [OPTION…]", synopsisHeading = "", commandListHeading = "", description = "%nSecurity through the whole delivery loop: one walk, one finding, one policy, one chain of evidence.", footer = {
    "", "Examples:", "  gatehouse scan                            look at the working tree in this folder",
    "  gatehouse scan --history                  look at every commit of the repository",
    "  gatehouse scan --stage commit --staged    gate what is staged, as the commit hook does",
    "  gatehouse hook install                    look at every commit before it is made",
    "  gatehouse help scan                       every option of a command", "",
    "Exit codes: 0 pass, 1 blocked, 2 wrong usage or configuration, 3 a pass would be unproven, 70 a bug of Gatehouse."})
final class RootCommand {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, hidden = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = {"-V", "--version"}, versionHelp = true, hidden = true, description = "Show the version.")
    boolean version;

    /// The root of the command line. Its help lists the commands by what they are for, from their summaries.
    static CommandLine line() {
        CommandLine line = new CommandLine(new RootCommand());
        line.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, RootCommand::commandList);
        return line;
    }

    private static String commandList(CommandLine.Help help) {
        StringBuilder text = new StringBuilder();
        for (Commands.Purpose purpose : Commands.Purpose.values()) {
            text.append('\n').append(help.colorScheme().ansi().string("@|bold " + purpose.heading() + "|@")).append('\n');
            for (Map.Entry<String, Commands.Entry> each : Commands.all().entrySet()) {
                if (each.getValue().purpose() == purpose) {
                    text.append("  ").append(help.colorScheme().commandText(each.getKey()))
                            .append(" ".repeat(12 - each.getKey().length())).append(each.getValue().summary()).append('\n');
                }
            }
        }
        return text.toString();
    }
}
