package dev.gatehouse.cli.explain;

import dev.gatehouse.cli.Command;
import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.ExitCode;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.engine.EngineSetup;
import dev.gatehouse.cli.engine.Engines;
import dev.gatehouse.cli.engine.RuleEntry;
import dev.gatehouse.cli.scan.Assessment;
import dev.gatehouse.cli.scan.ScanArguments;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.SecretsSettings;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.report.format.ReportFile;
import dev.gatehouse.source.scan.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The rules.
@CommandLine.Command(name = "rules", sortOptions = false, description = "List the rules, or show one.", subcommands = {
    RulesCommand.ListRules.class, RulesCommand.Show.class, RulesCommand.Pages.class})
public final class RulesCommand implements Command {
    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Override
    public ExitCode run(Console console) throws UsageException {
        throw new UsageException("say which: gatehouse rules list, gatehouse rules show RULE, or gatehouse rules pages");
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

    /// Documentation of every rule that comes with Gatehouse.
    @CommandLine.Command(name = "pages", sortOptions = false, description = "Write the documentation of every rule that comes with Gatehouse: a page a family.", footer = {
        "", "Example:", "  gatehouse rules pages --only secrets --output docs/rules"})
    static final class Pages implements Command {
        @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
        boolean help;

        @CommandLine.Option(names = "--output", required = true, paramLabel = "DIR", description = "Folder that gets a folder for each engine.")
        Path output = Path.of("");

        @CommandLine.Option(names = "--only", paramLabel = "ENGINE", description = "Only this engine. Repeatable.")
        List<String> only = new ArrayList<>();

        @Override
        public ExitCode run(Console console) throws UsageException, IOException {
            SortedMap<String, String> pages = pages(console, only);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Path file = output.resolve(page.getKey());
                Files.createDirectories(file.toAbsolutePath().getParent());
                ReportFile.write(file, out -> out.write(page.getValue().getBytes(StandardCharsets.UTF_8)));
            }
            console.out().println(output + ": " + pages.size() + " pages");
            return ExitCode.PASS;
        }
    }

    /// The pages of the engines' own rules of every profile, whatever is configured.
    static SortedMap<String, String> pages(Console console, List<String> only) throws UsageException, IOException {
        Configuration builtIn = Configuration.builtIn();
        SecretsSettings s = builtIn.secrets();
        var every = new SecretsSettings(Rule.Profile.STRICT, s.disable(), s.severity(), s.rules(), null, s.allow(), false);
        var configuration = builtIn.with(builtIn.gate(), every);
        var setup = new EngineSetup(console, configuration, _ -> null, null, null, LocalDate.EPOCH, _ -> {});
        return RulePages.of(Engines.chosen(only, List.of()).rules(setup).stream().map(RuleEntry::rule).toList());
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
