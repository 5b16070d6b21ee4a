package dev.gatehouse.report.format;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.report.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Rules as SARIF's reporting descriptors, and CWE as the taxonomy that they refer to.
final class SarifRule {
    private static final int MOST_TAGS = 20;
    private static final int LONGEST = 1_024;
    private static final String CWE = "CWE";
    /// Names the taxonomy within the file; any constant does.
    private static final String CWE_GUID = "b6a4f5e2-2b0c-4d7e-9a43-5d1f3c7e8a90";

    private SarifRule() {}

    static JsonObject of(Rule rule) {
        return new JsonObject().put("id", rule.id()).put("name", Printable.line(rule.title(), 255))
                .put("shortDescription", SarifWriter.text(Printable.line(rule.title(), LONGEST)))
                .put("fullDescription", SarifWriter.text(Printable.line(rule.message(), LONGEST)))
                .put("help", new JsonObject().put("text", Printable.line(help(rule), 8_000)).put("markdown", markdown(rule)))
                .put("helpUri", rule.link() == null || !rule.link().isAbsolute() ? null : rule.link().toASCIIString())
                .put("defaultConfiguration", new JsonObject().put("level", level(rule.severity())))
                .putUnlessEmpty("relationships", relationships(rule))
                .put("properties", new JsonObject().put("tags", tags(rule)).put("precision", precision(rule.confidence()))
                        .put("security-severity", score(rule.severity())).put("engine", rule.engine())
                        .put("family", rule.family()));
    }

    private static String help(Rule rule) {
        return rule.message() + " " + rule.fix() + (rule.link() == null ? "" : " " + rule.link());
    }

    private static String markdown(Rule rule) {
        var text = new StringBuilder("**").append(MarkdownText.escaped(rule.title(), 300)).append("**\n\n")
                .append(MarkdownText.escaped(rule.message(), 3_000)).append("\n\n");
        if (!rule.fix().isBlank()) {
            text.append("**What to do:** ").append(MarkdownText.escaped(rule.fix(), 3_000)).append("\n\n");
        }
        if (rule.link() != null) {
            text.append(MarkdownText.link(rule.link())).append("\n\n");
        }
        if (!rule.cwe().isEmpty()) {
            text.append(rule.cwe().stream().map(number -> CWE + "-" + number).collect(java.util.stream.Collectors.joining(", ")))
                    .append("\n");
        }
        return text.toString();
    }

    private static List<JsonObject> relationships(Rule rule) {
        return rule.cwe().stream().distinct().sorted()
                .map(number -> new JsonObject()
                        .put("target", new JsonObject().put("id", Integer.toString(number)).put("guid", taxonGuid(number))
                                .put("toolComponent", new JsonObject().put("name", CWE).put("guid", CWE_GUID)))
                        .put("kinds", List.of("superset")))
                .toList();
    }

    /// At most twenty, the most telling first: GitHub shows ten.
    private static List<String> tags(Rule rule) {
        Set<String> tags = new LinkedHashSet<>();
        tags.add("security");
        tags.add(rule.engine());
        tags.add(rule.family());
        rule.cwe().forEach(number -> tags.add("external/cwe/cwe-%03d".formatted(number)));
        new TreeMap<>(rule.controls())
                .forEach((framework, ids) -> ids.forEach(id -> tags.add("external/" + framework + "/" + id)));
        return tags.stream().map(tag -> Printable.line(tag, 100)).limit(MOST_TAGS).toList();
    }

    private static String precision(Confidence confidence) {
        return switch (confidence) {
            case CERTAIN -> "very-high";
            case LIKELY -> "high";
            case POSSIBLE -> "medium";
        };
    }

    /// A score whose band at GitHub (over 9.0 critical, from 7.0 high, from 4.0 medium) is the severity.
    static String score(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.5";
            case INFO, UNRATED -> "0.5";
        };
    }

    static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM, UNRATED -> "warning";
            case LOW, INFO -> "note";
        };
    }

    static List<JsonObject> taxonomyReferences(Collection<Rule> rules) {
        return numbers(rules).isEmpty()
                ? List.of()
                : List.of(new JsonObject().put("name", CWE).put("index", 0).put("guid", CWE_GUID));
    }

    static List<JsonObject> taxonomies(Collection<Rule> rules) {
        SortedSet<Integer> numbers = numbers(rules);
        return numbers.isEmpty()
                ? List.of()
                : List.of(new JsonObject().put("name", CWE).put("guid", CWE_GUID).put("organization", "MITRE")
                        .put("informationUri", "https://cwe.mitre.org/")
                        .put("shortDescription", SarifWriter.text("The MITRE Common Weakness Enumeration"))
                        .put("isComprehensive", false)
                        .put("taxa", numbers.stream().map(SarifRule::taxon).toList()));
    }

    private static JsonObject taxon(int number) {
        return new JsonObject().put("id", Integer.toString(number)).put("guid", taxonGuid(number))
                .put("name", CWE + "-" + number)
                .put("helpUri", "https://cwe.mitre.org/data/definitions/" + number + ".html");
    }

    private static String taxonGuid(int number) {
        return java.util.UUID.nameUUIDFromBytes((CWE + "-" + number).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private static SortedSet<Integer> numbers(Collection<Rule> rules) {
        SortedSet<Integer> numbers = new TreeSet<>();
        rules.forEach(rule -> numbers.addAll(rule.cwe()));
        return numbers;
    }
}
