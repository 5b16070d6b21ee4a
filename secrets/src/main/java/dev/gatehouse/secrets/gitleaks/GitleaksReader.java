package dev.gatehouse.secrets.gitleaks;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.secrets.rule.Allowlist;
import dev.gatehouse.secrets.rule.RegexShape;
import dev.gatehouse.secrets.rule.Required;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one configuration file in gitleaks' grammar. As gitleaks does, it takes keys in any case, a single value where a list is
/// expected, and passes over keys that it does not know, but says so.
final class GitleaksReader {
    private static final Limits LIMITS = new Limits(8 << 20, 16, 200_000);

    private final String name;
    private final DiagnosticSink diagnostics;

    private GitleaksReader(String name, DiagnosticSink diagnostics) {
        this.name = name;
        this.diagnostics = diagnostics;
    }

    /// An allow-list for all rules, or for some.
    ///
    /// @param targets
    ///            ids of the rules; empty for all
    record Global(Allowlist allowlist, List<String> targets, String file, int line) {}

    /// What the file extends.
    ///
    /// @param path
    ///            null for no file
    /// @param disabled
    ///            ids of rules that are not taken over
    /// @param line
    ///            1-based line, 0 without `extend`
    record Extend(@Nullable String path, boolean useDefault, Set<String> disabled, int line) {
        static final Extend NOTHING = new Extend(null, false, Set.of(), 0);
    }

    /// What a file says.
    record File(String name, Map<String, GitleaksRule> rules, List<Global> allowlists, Extend extend) {}

    static File read(String name, byte[] bytes, DiagnosticSink diagnostics) throws DocumentException {
        Value document = Documents.read(Format.TOML, name, bytes, LIMITS);
        return new GitleaksReader(name, diagnostics).file(Fields.of(name, lowerCaseKeys(document)));
    }

    private File file(Fields top) throws DocumentException {
        top.value("title");
        top.value("description");
        top.value("minversion");
        Extend extend = extend(top.fields("extend"));
        Map<String, GitleaksRule> rules = new LinkedHashMap<>();
        for (Fields fields : tables(top, "rules")) {
            GitleaksRule rule = rule(fields);
            if (rules.put(rule.id(), rule) != null) {
                warn("secrets-rule-duplicate", rule.line(), "the rule '" + rule.id() + "' is there twice; the last one counts",
                        "give it another id");
            }
        }
        List<Global> allowlists = new ArrayList<>();
        for (Fields fields : allowlistTables(top, "[allowlist]", "[[allowlists]]")) {
            List<String> targets = texts(fields, "targetrules");
            int line = fields.mapping().range().line();
            allowlists.add(new Global(allowlist(fields), targets, name, line));
        }
        unknown(top);
        return new File(name, rules, allowlists, extend);
    }

    private Extend extend(@Nullable Fields fields) throws DocumentException {
        if (fields == null) {
            return Extend.NOTHING;
        }
        String path = fields.text("path");
        boolean useDefault = fields.bool("usedefault", false);
        if (fields.value("url") != null) {
            throw fields.error(fields.required("url"),
                    "'extend.url' is refused: a configuration fetches nothing; use 'extend.path'");
        }
        if (path != null && !path.isEmpty() && useDefault) {
            throw fields.error(fields.required("path"), "'extend.path' and 'extend.useDefault' exclude each other");
        }
        Extend extend = new Extend(path == null || path.isEmpty() ? null : path, useDefault,
                Set.copyOf(texts(fields, "disabledrules")), fields.mapping().range().line());
        unknown(fields);
        return extend;
    }

    private GitleaksRule rule(Fields fields) throws DocumentException {
        String id = fields.text("id");
        String description = fields.text("description");
        if (id == null || id.isBlank()) {
            throw fields.error(fields.mapping(), "a rule's 'id' is missing or empty");
        }
        List<Allowlist> allowlists = new ArrayList<>();
        for (Fields each : allowlistTables(fields, "[rules.allowlist]", "[[rules.allowlists]]")) {
            allowlists.add(allowlist(each));
        }
        List<Required> required = new ArrayList<>();
        for (Fields each : tables(fields, "required")) {
            long lines = each.whole("withinlines", 0, Integer.MAX_VALUE, -1);
            long columns = each.whole("withincolumns", 0, Integer.MAX_VALUE, -1);
            required.add(
                    new Required(each.requiredText("id"), lines < 0 ? null : (int) lines, columns < 0 ? null : (int) columns));
            unknown(each);
        }
        String regex = regex(fields, "regex");
        int group = (int) fields.whole("secretgroup", 0, 99, 0);
        if (regex != null && group > com.google.re2j.Pattern.compile(regex).groupCount()) {
            throw fields.error(fields.required("secretgroup"), id + ": the regular expression has no group " + group);
        }
        GitleaksRule rule = new GitleaksRule(id, description == null ? "" : description, regex, regex(fields, "path"), group,
                fields.real("entropy", 0), texts(fields, "keywords"), texts(fields, "tags"), allowlists, required,
                fields.bool("skipreport", false), name, fields.mapping().range().line());
        unknown(fields);
        return rule;
    }

    /// The tables of the old key or of the new one; both at once is an error.
    private List<Fields> allowlistTables(Fields fields, String old, String current) throws DocumentException {
        Value oldValue = fields.value("allowlist");
        if (oldValue != null && fields.value("allowlists") != null) {
            throw fields.error(oldValue, old + " is the old form of " + current + "; they cannot stand together");
        }
        return tables(fields, oldValue != null ? "allowlist" : "allowlists");
    }

    private Allowlist allowlist(Fields fields) throws DocumentException {
        String condition = fields.text("condition");
        boolean all = switch (condition == null ? "" : condition.toUpperCase(Locale.ROOT)) {
            case "", "OR", "||" -> false;
            case "AND", "&&" -> true;
            default -> throw fields.error(fields.required("condition"), "'condition' must be OR or AND");
        };
        String target = fields.text("regextarget");
        Allowlist.Target where = switch (target == null ? "" : target.toLowerCase(Locale.ROOT)) {
            case "", "secret" -> Allowlist.Target.SECRET;
            case "match" -> Allowlist.Target.MATCH;
            case "line" -> Allowlist.Target.LINE;
            default -> throw fields.error(fields.required("regextarget"), "'regexTarget' must be secret, match or line");
        };
        String description = fields.text("description");
        Allowlist allowlist = new Allowlist(description == null ? "" : description, all, texts(fields, "commits"),
                regexes(fields, "paths"), where, regexes(fields, "regexes"), texts(fields, "stopwords"));
        if (!allowlist.onContent() && !allowlist.onPlace()) {
            throw fields.error(fields.mapping(), "an allow-list needs commits, paths, regexes or stopwords");
        }
        unknown(fields);
        return allowlist;
    }

    private @Nullable String regex(Fields fields, String key) throws DocumentException {
        String regex = fields.text(key);
        if (regex == null || regex.isEmpty()) {
            return null;
        }
        String complaint = RegexShape.complaint(regex);
        if (complaint != null) {
            throw fields.error(fields.required(key), complaint);
        }
        return regex;
    }

    private List<String> regexes(Fields fields, String key) throws DocumentException {
        List<String> regexes = texts(fields, key);
        for (String regex : regexes) {
            String complaint = RegexShape.complaint(regex);
            if (complaint != null) {
                throw fields.error(fields.required(key), complaint);
            }
        }
        return regexes;
    }

    /// A list of texts, or one text with its parts separated by commas.
    private static List<String> texts(Fields fields, String key) throws DocumentException {
        return fields.value(key) instanceof Scalar.Text text ? List.of(text.text().split(",")) : fields.texts(key);
    }

    private List<Fields> tables(Fields fields, String key) throws DocumentException {
        return fields.value(key) instanceof Mapping mapping ? List.of(Fields.of(name, mapping)) : fields.each(key);
    }

    private void unknown(Fields fields) {
        for (Member member : fields.unknown()) {
            warn("secrets-rule-key-unknown", member.keyRange().line(),
                    "the key '" + member.key() + "' is not known and has no effect",
                    "remove it or correct its spelling");
        }
    }

    private void warn(String code, int line, String what, String remedy) {
        diagnostics.report(new Diagnostic(code, Diagnostic.Kind.NOTE, name, line, what, remedy, Set.of("secrets")));
    }

    private static Value lowerCaseKeys(Value value) {
        return switch (value) {
            case Mapping mapping -> new Mapping(mapping.range(), mapping.members().stream().map(member -> new Member(
                    member.key().toLowerCase(Locale.ROOT), member.keyRange(), lowerCaseKeys(member.value()))).toList());
            case Sequence sequence -> new Sequence(sequence.range(),
                    sequence.values().stream().map(GitleaksReader::lowerCaseKeys).toList());
            case Scalar scalar -> scalar;
        };
    }
}
