package dev.gatehouse.cli.explain;

import dev.gatehouse.core.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The documentation of rules, made from their headers: one page a family, and an index.
final class RulePages {
    private static final String MADE = "<!-- Made by `gatehouse rules pages`; edit the rules instead. -->\n";

    private RulePages() {}

    /// The pages by path: `secrets/README.md`, `secrets/github.md`.
    static SortedMap<String, String> of(List<Rule> rules) {
        SortedMap<String, SortedMap<String, List<Rule>>> engines = new TreeMap<>();
        rules.forEach(rule -> engines.computeIfAbsent(rule.engine(), _ -> new TreeMap<>())
                .computeIfAbsent(rule.family(), _ -> new ArrayList<>()).add(rule));
        SortedMap<String, String> pages = new TreeMap<>();
        engines.forEach((engine, families) -> {
            pages.put(engine + "/README.md", index(engine, families));
            families.forEach((family, members) -> {
                members.sort(Comparator.comparing(Rule::id));
                pages.put(engine + "/" + family + ".md", page(family, members));
            });
        });
        return pages;
    }

    private static String index(String engine, SortedMap<String, List<Rule>> families) {
        int all = families.values().stream().mapToInt(List::size).sum();
        StringBuilder text = new StringBuilder(MADE).append("# Rules of the engine ").append(engine).append("\n\n").append(all)
                .append(" rules in ").append(families.size())
                .append(" families. `gatehouse rules show RULE` shows one with its expression;"
                        + " `gatehouse rules list` shows those that run in a folder.\n\n| family | rules |\n|---|---|\n");
        families.forEach((family, members) -> text.append("| [").append(family).append("](").append(family).append(".md) | ")
                .append(members.size()).append(" |\n"));
        return text.toString();
    }

    private static String page(String family, List<Rule> rules) {
        StringBuilder text = new StringBuilder(MADE).append("# ").append(family).append("\n");
        for (Rule rule : rules) {
            text.append("\n## ").append(rule.id()).append("\n\n**").append(rule.title()).append("** · ")
                    .append(rule.severity().label()).append(", ").append(rule.confidence().label())
                    .append(rule.profile() == Rule.Profile.STRICT ? ", profile strict" : "").append("\n\n")
                    .append(rule.message()).append("\n\n*Fix:* ").append(rule.fix());
            if (rule.link() != null) {
                text.append(" <").append(rule.link().toASCIIString()).append(">");
            }
            text.append("\n");
            String known = known(rule);
            if (!known.isEmpty()) {
                text.append("\n").append(known).append("\n");
            }
        }
        return text.toString();
    }

    private static String known(Rule rule) {
        List<String> parts = new ArrayList<>();
        rule.cwe().forEach(number -> parts.add("CWE-" + number));
        new TreeMap<>(rule.controls()).forEach((framework, ids) -> parts.add(framework.toUpperCase(Locale.ROOT) + " "
                + String.join(", ", ids)));
        String aliases = new TreeMap<>(rule.aliases()).entrySet().stream().map(RulePages::alias)
                .collect(Collectors.joining("; "));
        if (!aliases.isEmpty()) {
            parts.add("replaces " + aliases);
        }
        return String.join(" · ", parts);
    }

    private static String alias(Map.Entry<String, List<String>> tool) {
        return tool.getKey() + "'s " + tool.getValue().stream().map(id -> "`" + id + "`").collect(Collectors.joining(", "));
    }
}
