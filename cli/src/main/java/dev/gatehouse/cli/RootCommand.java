package dev.gatehouse.cli;

import picocli.CommandLine;

/// What `gatehouse` without a command says.
@CommandLine.Command(name = "gatehouse", mixinStandardHelpOptions = false, sortOptions = false, synopsisSubcommandLabel = "COMMAND", description = {
    "Security through the whole delivery loop: one walk, one finding, one policy, one chain of evidence.",
    ""}, optionListHeading = "%nOptions:%n", commandListHeading = "%nCommands:%n", footer = {"", "Examples:",
        "  gatehouse scan                       look at the working tree in this folder",
        "  gatehouse scan --history             look at every commit of the repository",
        "  gatehouse scan --stage commit --staged   gate what is staged, as the commit hook does",
        "  gatehouse hook install               look at every commit before it is made",
        "  gatehouse help scan                  every option of a command", "",
        "Exit codes: 0 pass, 1 blocked, 2 wrong usage or configuration, 3 a pass would be unproven, 70 a bug of Gatehouse."})
final class RootCommand {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @CommandLine.Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    boolean version;
}
