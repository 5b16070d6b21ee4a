package dev.gatehouse.advisory.update;

import dev.gatehouse.ecosystem.EcosystemFamily;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A public source that can be downloaded.
///
/// @param name
///            short, the name that the store's status shows
/// @param file
///            name of the file that it is kept in
/// @param uri
///            where it lies
record Feed(String name, String file, URI uri) {
    private static final String OSV = "https://osv-vulnerabilities.storage.googleapis.com/";
    private static final URI KEV = URI
            .create("https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json");
    private static final URI EPSS = URI.create("https://epss.empiricalsecurity.com/epss_scores-current.csv.gz");

    /// The export of one ecosystem by OSV.dev.
    static Feed osv(EcosystemFamily family, @Nullable URI mirror) {
        String path = URLEncoder.encode(family.id(), StandardCharsets.UTF_8).replace("+", "%20") + "/all.zip";
        String name = family.id().toLowerCase(Locale.ROOT).replace(' ', '-');
        return new Feed(name, "osv-" + name + ".zip", mirror == null ? URI.create(OSV + path) : mirror.resolve(path));
    }

    /// CISA's catalogue of known exploited vulnerabilities.
    static Feed knownExploited(@Nullable URI mirror) {
        String file = "known_exploited_vulnerabilities.json";
        return new Feed("kev", "kev.json", mirror == null ? KEV : mirror.resolve(file));
    }

    /// FIRST's exploit prediction scores.
    static Feed exploitPrediction(@Nullable URI mirror) {
        String file = "epss_scores-current.csv.gz";
        return new Feed("epss", "epss.csv.gz", mirror == null ? EPSS : mirror.resolve(file));
    }

    /// The list of ecosystems that OSV.dev exports.
    static URI ecosystems(@Nullable URI mirror) {
        return mirror == null ? URI.create(OSV + "ecosystems.txt") : mirror.resolve("ecosystems.txt");
    }
}
