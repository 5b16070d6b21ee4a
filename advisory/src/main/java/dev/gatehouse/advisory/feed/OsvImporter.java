package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Open Source Vulnerability format 1.x, in JSON or YAML: OSV.dev, GitHub, Go, PyPA, AlmaLinux, Rocky Linux, Red Hat, SUSE,
/// Debian, Ubuntu, Bitnami, malicious packages. Source: ossf.github.io/osv-schema.
final class OsvImporter implements Importer {
    /// Red Hat's and its family's titles begin with the severity.
    private static final Pattern TITLED = Pattern.compile("(Critical|Important|Moderate|Low): .*");

    private final Format format;

    OsvImporter(Format format) {
        this.format = format;
    }

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        Value value = entry.read(format);
        if (value instanceof Sequence sequence) {
            sequence.values().forEach(record -> read(entry, View.of(record), intake));
        } else {
            read(entry, View.of(value), intake);
        }
    }

    private void read(Entry entry, View record, Intake intake) {
        String id = record.text("id");
        if (id == null) {
            intake.leftOut(entry.name(), "has no id");
            return;
        }
        String summary = record.anyText("summary", "details");
        Draft draft = new Draft(id, source(id)).aliases(record.texts("aliases")).summary(summary)
                .disputedIn(record.text("details"))
                .dates(record.instant("published"), record.instant("modified"), record.instant("withdrawn"))
                .upstream(record.texts("upstream"))
                .kind(id.startsWith("MAL-") ? Advisory.Kind.MALICIOUS : Advisory.Kind.VULNERABILITY);
        record.each("severity").forEach(severity -> draft.rating(severity.text("score")));
        View specific = record.view("database_specific");
        draft.rating(specific.text("severity")).cwes(specific.texts("cwe_ids"));
        specific.each("cwes").forEach(cwe -> draft.cwes(cwe.texts("cweId")));
        Matcher titled = TITLED.matcher(summary);
        if (titled.matches()) {
            draft.rating(titled.group(1));
        }
        draft.references(record.each("references").stream().filter(reference -> "ADVISORY".equals(reference.text("type")))
                .flatMap(reference -> reference.texts("url").stream()).toList());
        draft.references(record.each("references").stream().flatMap(reference -> reference.texts("url").stream()).toList());
        boolean distribution = false;
        for (View affected : record.each("affected")) {
            Optional<Affected> read = affected(entry, affected, draft, intake);
            read.ifPresent(draft::affected);
            distribution |= read.isPresent() && read.get().ecosystem().family().isDistribution();
        }
        if (distribution) {
            // Updates of distributions written before the field `upstream` name the CVEs that they fix as related.
            draft.upstream(record.texts("related"));
        }
        if (!draft.isEmpty()) {
            intake.advisory(draft.finish());
        }
    }

    private static Optional<Affected> affected(Entry entry, View affected, Draft draft, Intake intake) {
        View named = affected.view("package");
        String name = named.text("name");
        String id = named.text("ecosystem");
        if (name == null || id == null) {
            intake.leftOut(entry.name(), "names no package, only git commits");
            return Optional.empty();
        }
        Optional<Ecosystem> ecosystem = Ecosystem.parse(id);
        if (ecosystem.isEmpty()) {
            intake.leftOut(entry.name(), "names an ecosystem that nobody has defined: " + id.split(":")[0]);
            return Optional.empty();
        }
        VersionScheme scheme = ecosystem.get().family().scheme();
        List<Span> spans = new ArrayList<>();
        boolean commits = false;
        for (View range : affected.each("ranges")) {
            boolean git = "GIT".equals(range.text("type"));
            commits |= git;
            if (!git) {
                spans.addAll(OsvEvents.spans(range.each("events"), scheme));
            }
        }
        List<String> versions = Redundant.without(affected.texts("versions"), spans, scheme);
        if (spans.isEmpty() && versions.isEmpty()) {
            intake.leftOut(entry.name(), commits ? "names no version, only git commits" : "names no affected version");
            return Optional.empty();
        }
        List<Rating> ratings = new ArrayList<>();
        affected.each("severity")
                .forEach(severity -> severity.texts("score").forEach(score -> Rating.of(score).ifPresent(ratings::add)));
        View specific = affected.view("ecosystem_specific");
        Rating.of(specific.anyText("severity", "urgency")).ifPresent(ratings::add);
        informational(affected.view("database_specific").text("informational"), draft);
        affected.view("database_specific").each("cwes").forEach(cwe -> draft.cwes(cwe.texts("cweId")));
        return Optional.of(new Affected(ecosystem.get(), name, spans, versions, List.of(), symbols(specific), ratings));
    }

    static void informational(@org.jspecify.annotations.Nullable String word, Draft draft) {
        switch (word) {
            case null -> {
            }
            case "unmaintained" -> draft.kind(Advisory.Kind.UNMAINTAINED);
            case "unsound" -> draft.kind(Advisory.Kind.UNSOUND);
            default -> draft.kind(Advisory.Kind.NOTICE);
        }
    }

    /// Go's vulnerability database lists packages and symbols, RustSec functions.
    private static List<String> symbols(View specific) {
        List<String> symbols = new ArrayList<>();
        for (View imported : specific.each("imports")) {
            String path = imported.text("path");
            List<String> names = imported.texts("symbols");
            if (path != null && names.isEmpty()) {
                symbols.add(path);
            }
            names.forEach(symbol -> symbols.add(path + '.' + symbol));
        }
        Value functions = specific.view("affects").mapping().get("functions");
        if (functions instanceof Mapping mapping) {
            mapping.members().forEach(function -> symbols.add(function.key()));
        }
        symbols.addAll(specific.view("affects").texts("functions"));
        return symbols;
    }

    /// Who keeps the record, by the prefix of its id as the OSV schema lists them.
    static String source(String id) {
        int hyphen = id.indexOf('-');
        String prefix = (hyphen < 0 ? id : id.substring(0, hyphen)).toUpperCase(Locale.ROOT);
        return switch (prefix) {
            case "GHSA" -> "ghsa";
            case "GO" -> "go";
            case "RUSTSEC" -> "rustsec";
            case "PYSEC" -> "pypa";
            case "MAL" -> "malicious-packages";
            case "ALSA", "ALBA", "ALEA" -> "almalinux";
            case "RLSA", "RXSA" -> "rocky-linux";
            case "RHSA", "RHBA", "RHEA" -> "redhat";
            case "DSA", "DLA", "DTSA", "DEBIAN" -> "debian";
            case "USN", "UBUNTU", "LSN" -> "ubuntu";
            case "SUSE", "OPENSUSE" -> "suse";
            case "ALPINE" -> "alpine";
            case "BIT" -> "bitnami";
            case "HSEC" -> "haskell";
            case "CGA" -> "chainguard";
            case "MGASA" -> "mageia";
            case "PHSA" -> "photon";
            case "AZL" -> "azure-linux";
            case "OESA" -> "openeuler";
            default -> "osv";
        };
    }
}
