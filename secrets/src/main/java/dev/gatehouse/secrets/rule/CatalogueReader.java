package dev.gatehouse.secrets.rule;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import dev.gatehouse.secrets.checksum.Checksum;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads files in Gatehouse's rule format. Strict: what it does not know is an error that names file and line.
public final class CatalogueReader {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Limits LIMITS = new Limits(8 << 20, 16, 200_000);
    /// The tools whose rule ids may stand under `aliases`.
    private static final Set<String> TOOLS = Set.of("gitleaks", "trufflehog", "detect-secrets", "semgrep", "github", "gitlab");

    private final String name;

    private CatalogueReader(String name) {
        this.name = name;
    }

    /// Reads a file.
    ///
    /// @param name
    ///            the file as people know it, for messages
    /// @throws DocumentException
    ///             if it is not a rule file; the message names file, line and what is wrong
    public static CatalogueFile read(String name, byte[] bytes) throws DocumentException {
        return new CatalogueReader(name).file(Documents.read(Format.TOML, name, bytes, LIMITS));
    }

    /// Whether a document is in this format rather than gitleaks': only this one has `family`.
    public static boolean recognises(Value document) {
        return document instanceof dev.gatehouse.document.Mapping mapping && mapping.get("family") != null;
    }

    /// What the rules of a file have in common.
    private record Defaults(String family, List<Integer> cwe, Map<String, List<String>> controls, @Nullable URI rotate) {}

    private CatalogueFile file(Value document) throws DocumentException {
        Fields top = Fields.of(name, document);
        Defaults defaults = new Defaults(top.requiredText("family"), cwe(top, List.of(798)), lists(top, "controls", Map.of()),
                uri(top, "rotate", null));
        List<CatalogueFile.Entry> entries = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (Fields fields : top.each("rules")) {
            CatalogueFile.Entry entry = entry(fields, defaults);
            if (!ids.add(entry.rule().id())) {
                throw fields.error(fields.mapping(), "the rule '" + entry.rule().id() + "' is there twice");
            }
            entries.add(entry);
        }
        top.finish();
        return new CatalogueFile(name, entries);
    }

    private CatalogueFile.Entry entry(Fields fields, Defaults defaults) throws DocumentException {
        String id = fields.requiredText("id");
        if (!ID.matcher(id).matches() || id.length() > 80) {
            throw fields.error(fields.required("id"), "a rule id is lower-case words joined by hyphens");
        }
        Rule.Profile profile = fields.choice("profile", Rule.Profile.class, Rule.Profile.DEFAULT);
        fields.required("severity");
        fields.required("confidence");
        String family = fields.text("family");
        Map<String, List<String>> aliases = lists(fields, "aliases", Map.of());
        for (String tool : aliases.keySet()) {
            if (!TOOLS.contains(tool)) {
                throw fields.error(fields.required("aliases"), "'" + tool + "' is not one of " + new TreeSet<>(TOOLS));
            }
        }
        Rule header = new Rule(id, aliases, "secrets", family == null ? defaults.family : family, fields.requiredText("title"),
                fields.choice("severity", Severity.class, Severity.UNRATED),
                fields.choice("confidence", Confidence.class, Confidence.POSSIBLE), cwe(fields, defaults.cwe),
                lists(fields, "controls", defaults.controls), fields.requiredText("message"), fields.requiredText("fix"),
                uri(fields, "rotate", defaults.rotate), profile);
        Detection detection = detection(fields);
        LiveValidation validation = validation(fields.fields("validate"));
        List<Sample> matches = samples(fields, "matches", detection);
        List<Sample> nearMisses = samples(fields, "nearMisses", detection);
        fields.finish();
        return new CatalogueFile.Entry(new SecretRule(detection, new SecretRule.Details(header, validation)), matches,
                nearMisses, fields.mapping().range().line());
    }

    private Detection detection(Fields fields) throws DocumentException {
        String regex = regex(fields, "regex");
        String path = regex(fields, "path");
        String detector = fields.text("detector");
        if (detector != null && !detector.equals("generic")) {
            throw fields.error(fields.required("detector"), "there is no detector '" + detector + "', only 'generic'");
        }
        if (detector != null && (regex != null || path != null)) {
            throw fields.error(fields.required("detector"), "a rule with a 'detector' has neither 'regex' nor 'path'");
        }
        if (regex == null && path == null && detector == null) {
            throw fields.error(fields.mapping(), "a rule needs a 'regex' or a 'path'");
        }
        int group = (int) fields.whole("secretGroup", 0, 99, 0);
        if (regex != null && group > com.google.re2j.Pattern.compile(regex).groupCount()) {
            throw fields.error(fields.required("secretGroup"), "the regular expression has no group " + group);
        }
        String checksumName = fields.text("checksum");
        Checksum checksum = checksumName == null ? null : Checksum.named(checksumName);
        if (checksumName != null && checksum == null) {
            throw fields.error(fields.required("checksum"), "there is no checksum '" + checksumName + "'");
        }
        List<Allowlist> allowlists = new ArrayList<>();
        for (Fields each : fields.each("allowlists")) {
            allowlists.add(allowlist(each));
        }
        List<Required> required = new ArrayList<>();
        for (Fields each : fields.each("required")) {
            required.add(required(each));
        }
        return new Detection(regex, path, group, fields.real("entropy", 0), fields.texts("keywords"), allowlists, required,
                fields.texts("tags"), !fields.bool("skipReport", false), checksum,
                fields.bool("generic", false) || detector != null, (int) fields.whole("minUnique", 0, 64, 0), true);
    }

    private Allowlist allowlist(Fields fields) throws DocumentException {
        String description = fields.text("description");
        String condition = fields.text("condition");
        if (condition != null && !condition.equals("OR") && !condition.equals("AND")) {
            throw fields.error(fields.required("condition"), "'condition' must be OR or AND");
        }
        boolean all = "AND".equals(condition);
        Allowlist allowlist = new Allowlist(description == null ? "" : description, all, fields.texts("commits"),
                regexes(fields, "paths"), fields.choice("regexTarget", Allowlist.Target.class, Allowlist.Target.SECRET),
                regexes(fields, "regexes"), fields.texts("stopwords"));
        if (!allowlist.onContent() && !allowlist.onPlace()) {
            throw fields.error(fields.mapping(), "an allow-list needs commits, paths, regexes or stopwords");
        }
        fields.finish();
        return allowlist;
    }

    private static Required required(Fields fields) throws DocumentException {
        long lines = fields.whole("withinLines", 0, Integer.MAX_VALUE, -1);
        long columns = fields.whole("withinColumns", 0, Integer.MAX_VALUE, -1);
        Required required = new Required(fields.requiredText("id"), lines < 0 ? null : (int) lines,
                columns < 0 ? null : (int) columns);
        fields.finish();
        return required;
    }

    private @Nullable LiveValidation validation(@Nullable Fields fields) throws DocumentException {
        if (fields == null) {
            return null;
        }
        var headers = new LinkedHashMap<String, String>();
        Fields table = fields.fields("headers");
        if (table != null) {
            for (Member member : table.mapping().members()) {
                headers.put(member.key(), Objects.requireNonNull(table.text(member.key())));
            }
        }
        String method = fields.text("method");
        String body = fields.text("body");
        String url = fields.requiredText("url");
        if (!url.startsWith("https://")) {
            throw fields.error(fields.required("url"), "a secret is only ever sent over https");
        }
        LiveValidation validation = new LiveValidation(method == null ? "GET" : method, url, headers, body == null ? "" : body,
                statuses(fields, "valid", List.of(200)), statuses(fields, "revoked", List.of(401)));
        fields.finish();
        return validation;
    }

    private static List<Integer> statuses(Fields fields, String key, List<Integer> absent) throws DocumentException {
        List<Integer> statuses = new ArrayList<>();
        for (Value value : fields.values(key)) {
            statuses.add(number(fields, value, 100, 599, "an HTTP status code"));
        }
        // An empty list says that no answer means it: where a token may belong to a server of one's own.
        return fields.value(key) == null ? absent : statuses;
    }

    private static List<Integer> cwe(Fields fields, List<Integer> absent) throws DocumentException {
        Value value = fields.value("cwe");
        if (value == null) {
            return absent;
        }
        if (value instanceof Scalar) {
            return List.of(number(fields, value, 1, 99_999, "a CWE number"));
        }
        List<Integer> numbers = new ArrayList<>();
        for (Value each : fields.values("cwe")) {
            numbers.add(number(fields, each, 1, 99_999, "a CWE number"));
        }
        return numbers;
    }

    private static int number(Fields fields, Value value, int least, int most, String what) throws DocumentException {
        if (value instanceof Scalar.Whole whole && whole.fitsLong() && whole.number().longValue() >= least
                && whole.number().longValue() <= most) {
            return whole.number().intValue();
        }
        throw fields.error(value, "expected " + what);
    }

    private static Map<String, List<String>> lists(Fields fields, String key, Map<String, List<String>> absent)
            throws DocumentException {
        Fields table = fields.fields(key);
        if (table == null) {
            return absent;
        }
        Map<String, List<String>> lists = new LinkedHashMap<>(absent);
        for (Member member : table.mapping().members()) {
            lists.put(member.key(), table.texts(member.key()));
        }
        return lists;
    }

    private static @Nullable URI uri(Fields fields, String key, @Nullable URI absent) throws DocumentException {
        String text = fields.text(key);
        if (text == null) {
            return absent;
        }
        try {
            URI uri = URI.create(text);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw fields.error(fields.required(key), "'" + key + "' must be an https link");
    }

    private static @Nullable String regex(Fields fields, String key) throws DocumentException {
        String regex = fields.text(key);
        String complaint = regex == null ? null : RegexShape.complaint(regex);
        if (complaint != null) {
            throw fields.error(fields.required(key), complaint);
        }
        return regex;
    }

    private static List<String> regexes(Fields fields, String key) throws DocumentException {
        List<String> regexes = fields.texts(key);
        List<Value> values = fields.values(key);
        for (int i = 0; i < regexes.size(); i++) {
            String complaint = RegexShape.complaint(regexes.get(i));
            if (complaint != null) {
                throw fields.error(values.get(i), complaint);
            }
        }
        return regexes;
    }

    private static List<Sample> samples(Fields fields, String key, Detection detection) throws DocumentException {
        List<Sample> samples = new ArrayList<>();
        List<String> texts = fields.texts(key);
        List<Value> values = fields.values(key);
        for (int i = 0; i < texts.size(); i++) {
            Sample sample = new Sample(texts.get(i), values.get(i).range().line());
            try {
                sample.fill(detection.checksum(), 0);
            } catch (IllegalArgumentException e) {
                throw fields.error(values.get(i), Objects.requireNonNull(e.getMessage()));
            }
            samples.add(sample);
        }
        return samples;
    }
}
