package dev.gatehouse.cli;

import dev.gatehouse.cli.engine.RuleEntry;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.source.scan.Progress;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The rules.
@CommandLine.Command(name = "rules", sortOptions = false, description = "List the rules, or show one.", subcommands = {
    RulesCommand.ListRules.class, RulesCommand.Show.class})
final class RulesCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say which: gatehouse rules list, or gatehouse rules show RULE");
    }

    private static List<RuleEntry> rules(Console console) throws UsageException, IOException {
        try (Assessment assessment = new Assessment(console, new ScanArguments(), Progress.NONE)) {
            List<RuleEntry> rules = assessment.rules();
            assessment.told().forEach(diagnostic -> console.err().println("gatehouse: " + diagnostic));
            return rules;
        }
    }

    /// The rules that a scan in this folder runs.
    @CommandLine.Command(name = "list", sortOptions = false, description = "List the rules that a scan in this folder runs.", footer = {
        "", "Examples:", "  gatehouse rules list",
        "  gatehouse rules list aws       rules whose id, family or title has the word"})
    static final class ListRules implements Command {
        @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Parameters(paramLabel = "WORD", arity = "0..1", description = "Only rules whose id, family or title has it.")
        @Nullable
        String word;

        @Override
        public ExitCode run(Console console) throws UsageException, IOException {
            String wanted = word == null ? "" : word.toLowerCase(Locale.ROOT);
            List<Rule> rules = rules(console).stream().map(RuleEntry::rule)
                    .filter(rule -> (rule.id() + " " + rule.family() + " " + rule.title()).toLowerCase(Locale.ROOT)
                            .contains(wanted))
                    .sorted(Comparator.comparing(Rule::family).thenComparing(Rule::id)).toList();
            int widest = rules.stream().mapToInt(rule -> rule.id().length()).max().orElse(0);
            for (Rule rule : rules) {
                console.out().printf("%-" + (widest + 2) + "s%-10s%-10s%s%n", rule.id(), rule.severity().label(),
                        rule.confidence().label(),
                        rule.title());
            }
            console.err().println(rules.size() + " rules; gatehouse rules show RULE says more");
            return ExitCode.PASS;
        }
    }

    /// Everything about one rule.
    @CommandLine.Command(name = "show", sortOptions = false, description = "Show one rule: what it finds, why it matters, how to fix it.", footer = {
        "", "Example:", "  gatehouse rules show github-personal-access-token"})
    static final class Show implements Command {
        @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Parameters(paramLabel = "RULE", description = "Id of the rule, ours or gitleaks'.")
        String id = "";

        @Override
        public ExitCode run(Console console) throws UsageException, IOException {
            RuleEntry found = RuleEntry.find(rules(console), id);
            if (found == null) {
                throw new UsageException("there is no rule '" + id + "'; gatehouse rules list shows them");
            }
            print(console, found);
            return ExitCode.PASS;
        }
    }

    static void print(Console console, RuleEntry found) {
        Rule rule = found.rule();
        var out = console.out();
        out.println(rule.id() + "  " + rule.severity().label() + ", " + rule.confidence().label());
        out.println(rule.title());
        out.println();
        out.println(rule.message());
        out.println("fix: " + rule.fix() + (rule.link() == null ? "" : " " + rule.link()));
        out.println();
        out.println("engine: " + rule.engine() + ", family " + rule.family() + ", profile "
                + rule.profile().name().toLowerCase(Locale.ROOT));
        out.println("CWE: " + String.join(", ", rule.cwe().stream().map(number -> "CWE-" + number).toList()));
        new TreeMap<>(rule.controls()).forEach((framework, ids) -> out.println(framework + ": " + String.join(", ", ids)));
        new TreeMap<>(rule.aliases()).forEach((tool, ids) -> out.println("replaces in " + tool + ": " + String.join(", ", ids)));
        found.body().forEach((name, value) -> out.println(name + ": " + value));
    }
}
