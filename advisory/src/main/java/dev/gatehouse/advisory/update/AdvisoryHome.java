package dev.gatehouse.advisory.update;

import dev.gatehouse.advisory.feed.FeedReader;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.advisory.store.StoreException;
import dev.gatehouse.advisory.store.StoreSource;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import dev.gatehouse.ecosystem.EcosystemFamily;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// The folder that holds a store and the sources from which it is built. Each change builds the store anew aside and renames it;
/// if anything goes wrong the old store stays. One process at a time may change it; reading needs no lock.
public final class AdvisoryHome {
    private static final String STORE = "advisories.store";
    private static final String SOURCES = "sources";
    private static final String MANIFEST = "sources.json";
    private static final String LOCK = "lock";
    /// All of OSV.dev was about 1 GB in 2026.
    private static final long LARGEST_DOWNLOAD = 4L << 30;

    private final Path folder;
    private final DiagnosticSink diagnostics;
    private final InstantSource clock;

    /// @param folder
    ///            need not exist yet
    /// @param diagnostics
    ///            takes what could not be read
    public AdvisoryHome(Path folder, DiagnosticSink diagnostics, InstantSource clock) {
        this.folder = folder;
        this.diagnostics = diagnostics;
        this.clock = clock;
    }

    /// The store's file, whether it exists or not.
    public Path store() {
        return folder.resolve(STORE);
    }

    /// Opens the store; empty if there is none yet.
    ///
    /// @throws IOException
    ///             if it is damaged or cannot be read
    public Optional<AdvisoryStore> open() throws IOException {
        return AdvisoryStore.exists(store()) ? Optional.of(AdvisoryStore.open(store())) : Optional.empty();
    }

    /// What to download.
    ///
    /// @param families
    ///            the ecosystems; empty means all that OSV.dev exports
    /// @param mirror
    ///            an address ending with a slash that has what OSV.dev has, and KEV and EPSS beside it; null for the public ones
    public record Request(Collection<EcosystemFamily> families, @Nullable URI mirror) {
        public Request {
            families = List.copyOf(families);
            if (mirror != null && !mirror.getPath().endsWith("/")) {
                throw new IllegalArgumentException("a mirror's address ends with a slash");
            }
        }
    }

    /// What an update did.
    ///
    /// @param changed
    ///            names of the sources that are new or have changed
    /// @param unchanged
    ///            names of those that have not
    /// @param summaries
    ///            what was read from each source of the store; empty if nothing had changed
    public record Outcome(List<String> changed, List<String> unchanged, Map<String, FeedReader.Summary> summaries) {}

    /// Downloads what has changed, and builds the store from all sources.
    ///
    /// @throws IOException
    ///             if a source cannot be had or is broken; the old store and sources stay
    public Outcome update(Request request) throws IOException, InterruptedException {
        try (FileChannel channel = openLock(); FileLock _ = lock(channel); Download download = new Download(LARGEST_DOWNLOAD)) {
            Manifest manifest = manifest();
            List<String> changed = new ArrayList<>();
            List<String> unchanged = new ArrayList<>();
            for (Feed feed : feeds(request, download)) {
                (fetch(feed, download, manifest) ? changed : unchanged).add(feed.name());
            }
            boolean current = changed.isEmpty() && isSound();
            Map<String, FeedReader.Summary> summaries = current ? Map.of() : rebuild(manifest);
            manifest.write();
            return new Outcome(changed, unchanged, summaries);
        }
    }

    private boolean isSound() throws IOException {
        try (AdvisoryStore _ = AdvisoryStore.open(store())) {
            return true;
        } catch (StoreException | NoSuchFileException _) {
            return false;
        }
    }

    /// The ecosystems whose downloads are there, even if the store is damaged.
    public List<EcosystemFamily> downloaded() throws IOException {
        Manifest manifest = manifest();
        return Arrays.stream(EcosystemFamily.values()).filter(family -> manifest.named(Feed.osv(family, null).name()) != null)
                .toList();
    }

    private static List<Feed> feeds(Request request, Download download) throws IOException, InterruptedException {
        URI mirror = request.mirror();
        Collection<EcosystemFamily> families = request.families();
        if (families.isEmpty()) {
            families = download.text(Feed.ecosystems(mirror)).lines().map(String::strip).filter(line -> line.indexOf(':') < 0)
                    .map(EcosystemFamily::named).filter(java.util.Objects::nonNull).distinct().toList();
        }
        List<Feed> feeds = new ArrayList<>(families.stream().map(family -> Feed.osv(family, mirror)).toList());
        feeds.add(Feed.knownExploited(mirror));
        feeds.add(Feed.exploitPrediction(mirror));
        return feeds;
    }

    /// Whether the source is new or has changed.
    private boolean fetch(Feed feed, Download download, Manifest manifest) throws IOException, InterruptedException {
        Path target = sources().resolve(feed.file());
        Path arriving = sources().resolve(feed.file() + ".new");
        Manifest.Source known = manifest.named(feed.name());
        boolean same = known != null && Files.exists(target) && known.origin().equals(feed.uri().toString());
        Optional<String> tag = download.fetch(feed.uri(), arriving, same && known != null ? known.entityTag() : null);
        if (tag.isEmpty()) {
            return false;
        }
        verify(feed.name(), arriving, feed.file());
        Files.move(arriving, target, StandardCopyOption.REPLACE_EXISTING);
        manifest.put(new Manifest.Source(feed.name(), feed.file(), feed.uri().toString(), tag.get(), now()));
        return true;
    }

    /// Reads the whole file once, so that its checksums are verified and something is in it.
    private void verify(String name, Path arriving, String file) throws IOException {
        // The reader goes by the file's name.
        Path named = Files.createTempDirectory(folder, "verify").resolve(file);
        try {
            Files.createLink(named, arriving);
        } catch (IOException | UnsupportedOperationException _) {
            Files.copy(arriving, named);
        }
        try {
            StoreBuilder probe = new StoreBuilder();
            FeedReader.Summary summary = new FeedReader(_ -> {}).read(named, probe);
            if (summary.records() == 0) {
                throw new IOException(name + ": what arrived holds no advisory");
            }
        } catch (IOException e) {
            Files.deleteIfExists(arriving);
            throw new IOException(name + ": " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(named);
            Files.deleteIfExists(named.getParent());
        }
    }

    /// Takes over a file, folder or archive in any format that can be read, and builds the store anew. What was imported under the same
    /// name before is replaced.
    ///
    /// @throws IOException
    ///             if the path cannot be read or holds nothing that is known; the old store and sources stay
    public FeedReader.Summary importFrom(Path path) throws IOException {
        try (FileChannel channel = openLock(); FileLock _ = lock(channel)) {
            Manifest manifest = manifest();
            FeedReader.Summary summary = new FeedReader(diagnostics).read(path, new StoreBuilder());
            if (summary.records() == 0) {
                throw new IOException(path + ": holds no advisory in a known format");
            }
            String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
            String safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceFirst("^\\.+", "");
            String file = "import-" + safe + (Files.isDirectory(path) ? ".zip" : "");
            Path arriving = sources().resolve(file + ".new");
            if (Files.isDirectory(path)) {
                pack(path, arriving);
            } else {
                Files.copy(path, arriving, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(arriving, sources().resolve(file), StandardCopyOption.REPLACE_EXISTING);
            manifest.put(new Manifest.Source("import:" + safe, file, path.toString(), "", now()));
            rebuild(manifest);
            manifest.write();
            return summary;
        }
    }

    private static void pack(Path directory, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
        try (ZipOutputStream zip = new ZipOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(target)))) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(directory.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    private Map<String, FeedReader.Summary> rebuild(Manifest manifest) throws IOException {
        StoreBuilder builder = new StoreBuilder();
        Map<String, FeedReader.Summary> summaries = new LinkedHashMap<>();
        for (Manifest.Source source : manifest.sources()) {
            Path file = sources().resolve(source.file());
            FeedReader.Summary summary = new FeedReader(diagnostics).read(file, builder);
            summaries.put(source.name(), summary);
            builder.source(
                    new StoreSource(source.name(), source.origin(), source.fetched(), builder.takeNewest(), summary.records(),
                            summary.malformed()));
        }
        builder.write(store(), now());
        return summaries;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Path sources() throws IOException {
        return Files.createDirectories(folder.resolve(SOURCES));
    }

    private Manifest manifest() throws IOException {
        return Manifest.read(folder.resolve(MANIFEST));
    }

    private FileChannel openLock() throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private FileLock lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException _) {
            // Another thread of this process has it.
        }
        throw new IOException(folder + ": another update is running");
    }

    /// The ecosystems that can be named in a request.
    public static List<String> ecosystems() {
        return Arrays.stream(EcosystemFamily.values()).map(EcosystemFamily::id).toList();
    }
}
