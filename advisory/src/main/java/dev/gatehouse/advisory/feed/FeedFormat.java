package dev.gatehouse.advisory.feed;

import dev.gatehouse.document.Format;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The formats that can be imported, recognised by name and beginning.
public enum FeedFormat {
    OSV("OSV", () -> new OsvImporter(Format.JSON)),
    OSV_YAML("OSV in YAML", () -> new OsvImporter(Format.YAML)),
    RUSTSEC("RustSec", RustSecImporter::new),
    RUBYSEC("rubysec", RubySecImporter::new),
    FRIENDS_OF_PHP("FriendsOfPHP", FriendsOfPhpImporter::new),
    GITLAB("GitLab", GitLabImporter::new),
    ALPINE("Alpine secdb", AlpineImporter::new),
    DEBIAN("Debian tracker", DebianImporter::new),
    RETIRE_JS("Retire.js", RetireJsImporter::new),
    KNOWN_EXPLOITED("CISA KEV", KnownExploitedImporter::new),
    EPSS("EPSS", EpssImporter::new),
    END_OF_LIFE("endoflife.date", EndOfLifeImporter::new),
    OPEN_VEX("OpenVEX", OpenVexImporter::new),
    CSAF("CSAF", CsafImporter::new),
    CYCLONE_DX("CycloneDX", CycloneDxVexImporter::new);

    private static final int WINDOW = 8192;
    private static final Pattern SEQUENCE_OF_OSV = Pattern.compile("\\s*\\[\\s*\\{.*", Pattern.DOTALL);
    private static final Pattern TRACKER = Pattern.compile("\\s*\\{\\s*\"[^\"]+\"\\s*:\\s*\\{\\s*\"(?:CVE|TEMP|DSA|DLA)-.*",
            Pattern.DOTALL);

    private final String title;
    @SuppressWarnings("ImmutableEnumChecker") // The functions given have no state.
    private final Supplier<Importer> importer;

    FeedFormat(String title, Supplier<Importer> importer) {
        this.title = title;
        this.importer = importer;
    }

    /// Its name for people.
    public String title() {
        return title;
    }

    Importer importer() {
        return importer.get();
    }

    /// The format of an entry; empty if it is none of these.
    static Optional<FeedFormat> of(Entry entry) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        byte[] bytes = entry.bytes();
        String head = new String(bytes, 0, Math.min(bytes.length, WINDOW), StandardCharsets.UTF_8);
        if (name.endsWith(".json")) {
            return json(head, bytes);
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return yaml(head, bytes);
        }
        if (name.endsWith(".md")) {
            return markdown(head);
        }
        boolean scores = name.endsWith(".csv") && (head.startsWith("#model_version") || head.startsWith("cve,epss"));
        return scores ? Optional.of(EPSS) : Optional.empty();
    }

    private static Optional<FeedFormat> json(String head, byte[] bytes) {
        if (head.contains("\"catalogVersion\"")) {
            return Optional.of(KNOWN_EXPLOITED);
        }
        if (head.contains("\"distroversion\"") || head.contains("\"urlprefix\"") && head.contains("\"packages\"")) {
            return Optional.of(ALPINE);
        }
        if (head.contains("openvex.dev/ns")) {
            return Optional.of(OPEN_VEX);
        }
        if (head.contains("\"csaf_version\"") || head.contains("\"document\"") && contains(bytes, "\"csaf_version\"")) {
            return Optional.of(CSAF);
        }
        if (head.contains("\"bomFormat\"")) {
            return Optional.of(CYCLONE_DX);
        }
        if (TRACKER.matcher(head).matches()) {
            return Optional.of(DEBIAN);
        }
        boolean one = head.contains("\"schema_version\"") || head.contains("\"affected\"");
        boolean osv = (one || contains(bytes, "\"affected\"") || contains(bytes, "\"schema_version\""))
                && contains(bytes, "\"id\"");
        if (osv || SEQUENCE_OF_OSV.matcher(head).matches() && one) {
            return Optional.of(OSV);
        }
        return contains(bytes, "\"extractors\"") && contains(bytes, "\"vulnerabilities\"")
                ? Optional.of(RETIRE_JS)
                : Optional.empty();
    }

    private static Optional<FeedFormat> yaml(String head, byte[] bytes) {
        if (hasKey(head, "package_slug") || contains(bytes, "\npackage_slug:")) {
            return Optional.of(GITLAB);
        }
        if (contains(bytes, "reference: composer://") || contains(bytes, "reference:   composer://")
                || hasKey(head, "branches")) {
            return Optional.of(FRIENDS_OF_PHP);
        }
        if (hasKey(head, "gem") || hasKey(head, "engine")) {
            return Optional.of(RUBYSEC);
        }
        boolean osv = hasKey(head, "id")
                && (hasKey(head, "affected") || contains(bytes, "\naffected:") || hasKey(head, "withdrawn"));
        return osv ? Optional.of(OSV_YAML) : Optional.empty();
    }

    private static Optional<FeedFormat> markdown(String head) {
        if (head.startsWith("```toml") && head.contains("[advisory]")) {
            return Optional.of(RUSTSEC);
        }
        return head.startsWith("---") && head.contains("\ntitle:") && head.contains("\nreleases:")
                || head.contains("\nreleaseLabel:")
                || head.startsWith("---") && head.contains("\ncategory:") ? Optional.of(END_OF_LIFE) : Optional.empty();
    }

    private static boolean hasKey(String head, String key) {
        return head.startsWith(key + ":") || head.contains("\n" + key + ":");
    }

    private static boolean contains(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            int j = 0;
            while (j < wanted.length && bytes[i + j] == wanted[j]) {
                j++;
            }
            if (j == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
