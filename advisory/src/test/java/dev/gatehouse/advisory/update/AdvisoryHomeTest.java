package dev.gatehouse.advisory.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.advisory.feed.FeedReader;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreException;
import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.EcosystemFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryHomeTest {
    private static final Ecosystem NPM = Ecosystem.parse("npm").orElseThrow();

    @TempDir
    Path folder = Path.of("");

    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private @Nullable HttpServer server;
    /// How many bytes are sent before the connection breaks, once; negative for all.
    private int breakAfter = -1;

    @BeforeEach
    void start() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.createContext("/", this::answer);
        started.start();
        server = started;
        files.put("/npm/all.zip", zip("GHSA-a", "thing", "1.5.0"));
        files.put("/known_exploited_vulnerabilities.json",
                "{\"catalogVersion\": \"1\", \"vulnerabilities\": [{\"cveID\": \"CVE-2026-1\", \"dateAdded\": \"2026-01-01\"}]}"
                        .getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream epss = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(epss)) {
            gzip.write("cve,epss,percentile\nCVE-2026-1,0.5,0.9\n".getBytes(StandardCharsets.UTF_8));
        }
        files.put("/epss_scores-current.csv.gz", epss.toByteArray());
        files.put("/ecosystems.txt", "npm\nDebian:12\nUnheard\n".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        synchronized (requests) {
            requests.add(path + (range == null ? "" : " " + range));
        }
        byte[] content = files.get(path);
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        String tag = "\"" + java.util.Arrays.hashCode(content) + "\"";
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("ETag", tag);
        boolean rest = range != null && tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
        int start = rest ? Integer.parseInt(range.substring("bytes=".length(), range.length() - 1)) : 0;
        exchange.sendResponseHeaders(rest ? 206 : 200, content.length - start);
        int end = breakAfter >= 0 && path.endsWith(".zip") ? Math.min(breakAfter, content.length) : content.length;
        exchange.getResponseBody().write(content, start, Math.max(end - start, 0));
        if (end < content.length) {
            breakAfter = -1;
            exchange.getResponseBody().flush();
        }
        exchange.close();
    }

    private byte[] zip(String id, String name, String fixed) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(id + ".json"));
            zip.write(("{\"schema_version\": \"1.7.0\", \"id\": \"" + id
                    + "\", \"aliases\": [\"CVE-2026-1\"], \"affected\": [{\"package\": {\"ecosystem\": \"npm\","
                    + " \"name\": \"" + name
                    + "\"}, \"ranges\": [{\"type\": \"SEMVER\", \"events\": [{\"introduced\": \"0\"}, {\"fixed\": \"" + fixed
                    + "\"}]}]}]}").getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("broken.json"));
            zip.write("{\"schema_version\": \"1.7.0\", \"id\": ".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private AdvisoryHome home() {
        return new AdvisoryHome(folder.resolve("home"), diagnostics::add,
                InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z")));
    }

    private AdvisoryHome.Request request() {
        HttpServer running = java.util.Objects.requireNonNull(server);
        return new AdvisoryHome.Request(List.of(EcosystemFamily.NPM),
                URI.create("http://localhost:" + running.getAddress().getPort() + "/"));
    }

    private String fixed(AdvisoryHome home) throws IOException {
        try (AdvisoryStore store = home.open().orElseThrow()) {
            return String.valueOf(store.find(NPM, "thing").getFirst().affected().spans().getFirst().fixed());
        }
    }

    @Test
    void anUpdateBringsAdvisoriesAndWhatIsKnownOfAttacks() throws Exception {
        AdvisoryHome home = home();
        assertThat(home.open()).isEmpty();
        AdvisoryHome.Outcome outcome = home.update(request());
        assertThat(outcome.changed()).containsExactly("npm", "kev", "epss");
        try (AdvisoryStore store = home.open().orElseThrow()) {
            var found = store.find(NPM, "thing").getFirst();
            assertThat(found.exploitation().known()).isTrue();
            assertThat(found.exploitation().probability()).isEqualTo(0.5);
            assertThat(store.about().sources()).extracting("name").containsExactly("epss", "kev", "npm");
        }
        assertThat(diagnostics).singleElement().satisfies(diagnostic -> assertThat(diagnostic.where()).endsWith("!broken.json"));
    }

    @Test
    void whatHasNotChangedIsNotTransferredAgain() throws Exception {
        AdvisoryHome home = home();
        home.update(request());
        AdvisoryHome.Outcome second = home.update(request());
        assertThat(second.changed()).isEmpty();
        assertThat(second.unchanged()).containsExactly("npm", "kev", "epss");
        files.put("/npm/all.zip", zip("GHSA-a", "thing", "1.6.0"));
        assertThat(home.update(request()).changed()).containsExactly("npm");
        assertThat(fixed(home)).isEqualTo("1.6.0");
    }

    @Test
    void aBrokenTransferGoesOnWhereItStopped() throws Exception {
        breakAfter = 100;
        AdvisoryHome home = home();
        home.update(request());
        assertThat(requests).contains("/npm/all.zip", "/npm/all.zip bytes=100-");
        assertThat(fixed(home)).isEqualTo("1.5.0");
    }

    @Test
    void aBrokenFileLeavesTheOldStore() throws Exception {
        AdvisoryHome home = home();
        home.update(request());
        byte[] content = zip("GHSA-a", "thing", "9.9.9");
        byte[] cut = java.util.Arrays.copyOf(content, content.length / 2);
        files.put("/npm/all.zip", cut);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> home.update(request())).withMessageStartingWith("npm:");
        assertThat(fixed(home)).isEqualTo("1.5.0");
        files.put("/npm/all.zip", content);
        home.update(request());
        assertThat(fixed(home)).isEqualTo("9.9.9");
    }

    @Test
    void aDamagedStoreIsBuiltAnewFromWhatIsThere() throws Exception {
        AdvisoryHome home = home();
        home.update(request());
        byte[] bytes = Files.readAllBytes(home.store());
        bytes[bytes.length / 2] ^= 1;
        Files.write(home.store(), bytes);
        assertThatExceptionOfType(StoreException.class).isThrownBy(home::open);
        assertThat(home.downloaded()).containsExactly(EcosystemFamily.NPM);
        assertThat(home.update(request()).changed()).isEmpty();
        assertThat(fixed(home)).isEqualTo("1.5.0");
    }

    @Test
    void aServerThatHasNothingIsNamed() throws Exception {
        files.remove("/npm/all.zip");
        AdvisoryHome home = home();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> home.update(request()))
                .withMessageContaining("answers 404");
        assertThat(home.open()).isEmpty();
        assertThat(requests).containsExactly("/npm/all.zip");
    }

    @Test
    void allEcosystemsAreThoseThatTheServerLists() throws Exception {
        AdvisoryHome.Request named = request();
        AdvisoryHome.Outcome outcome = home().update(new AdvisoryHome.Request(List.of(), named.mirror()));
        assertThat(outcome.changed()).containsExactly("npm", "kev", "epss");
    }

    @Test
    void importedFilesStayThroughUpdates() throws Exception {
        Path source = Files.createDirectories(folder.resolve("gems"));
        Files.writeString(source.resolve("CVE-2026-9.yml"),
                "gem: jewel\ncve: 2026-9\ntitle: Wrong\npatched_versions: ['>= 2']\n");
        AdvisoryHome home = home();
        assertThat(home.importFrom(List.of(source)).get(source)).extracting(FeedReader.Summary::records).isEqualTo(1);
        home.update(request());
        try (AdvisoryStore store = home.open().orElseThrow()) {
            assertThat(store.find(Ecosystem.parse("RubyGems").orElseThrow(), "jewel")).hasSize(1);
            assertThat(store.find(NPM, "thing")).hasSize(1);
            assertThat(store.about().sources()).extracting("name").contains("import:gems");
        }
    }

    @Test
    void ofSeveralPathsAllOrNoneAreImported() throws Exception {
        Path gems = Files.createDirectories(folder.resolve("gems"));
        Files.writeString(gems.resolve("CVE-2026-9.yml"),
                "gem: jewel\ncve: 2026-9\ntitle: Wrong\npatched_versions: ['>= 2']\n");
        Path packages = folder.resolve("packages.zip");
        Files.write(packages, zip("GHSA-a", "thing", "1.5.0"));
        Path nothing = Files.writeString(folder.resolve("nothing.txt"), "nothing");
        AdvisoryHome home = home();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> home.importFrom(List.of(gems, packages, nothing)))
                .withMessageContaining("nothing.txt: holds no advisory");
        assertThat(home.open()).isEmpty();
        assertThat(home.importFrom(List.of(gems, packages)).values()).extracting(FeedReader.Summary::records).containsExactly(1,
                1);
        try (AdvisoryStore store = home.open().orElseThrow()) {
            assertThat(store.about().sources()).extracting("name").containsExactly("import:gems", "import:packages.zip");
        }
    }

    /// A file that a killed process has left half written is not taken for one that arrived.
    @Test
    void whatAnEndedRunHasLeftIsNotRead() throws Exception {
        AdvisoryHome home = home();
        home.update(request());
        Files.write(folder.resolve("home/sources/arriving/osv-npm.zip"), new byte[]{1, 2, 3});
        files.put("/known_exploited_vulnerabilities.json",
                "{\"catalogVersion\": \"2\", \"vulnerabilities\": [{\"cveID\": \"CVE-2026-1\", \"dateAdded\": \"2026-02-01\"}]}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(home.update(request()).changed()).containsExactly("kev");
        assertThat(fixed(home)).isEqualTo("1.5.0");
    }

    @Test
    void whatHoldsNothingIsNotImported() throws Exception {
        Path nothing = folder.resolve("nothing.txt");
        Files.writeString(nothing, "nothing");
        AdvisoryHome home = home();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> home.importFrom(List.of(nothing)))
                .withMessageContaining("holds no advisory");
        assertThat(home.open()).isEmpty();
    }

    @Test
    void aDownloadHasALimit() throws Exception {
        try (Download download = new Download(50)) {
            URI uri = java.util.Objects.requireNonNull(request().mirror()).resolve("npm/all.zip");
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> download.fetch(uri, folder.resolve("x"), null))
                    .withMessageContaining("larger than");
        }
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
