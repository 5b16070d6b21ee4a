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
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// The folder that holds a store and the sources from which it is built. Each change builds the store anew aside and renames it;
/// if anything goes wrong the old store stays. One process at a time may change it; reading needs no lock.
public final class AdvisoryHome {
    private static final String IMPORT = "import:";
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
            forgetArrived();
            List<String> changed = new ArrayList<>();
            List<String> unchanged = new ArrayList<>();
            for (Feed feed : feeds(request, download)) {
                (fetch(feed, download, manifest) ? changed : unchanged).add(feed.name());
            }
            boolean current = changed.isEmpty() && isSound();
            return new Outcome(changed, unchanged, current ? Map.of() : rebuild(manifest));
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
        Path arriving = arriving().resolve(feed.file());
        Manifest.Source known = manifest.named(feed.name());
        boolean same = known != null && Files.exists(target) && known.origin().equals(feed.uri().toString());
        Optional<String> tag = download.fetch(feed.uri(), arriving, same && known != null ? known.entityTag() : null);
        if (tag.isEmpty()) {
            return false;
        }
        manifest.put(new Manifest.Source(feed.name(), feed.file(), feed.uri().toString(), tag.get(), now()));
        return true;
    }

    /// Takes over files, folders or archives in any format that can be read, and builds the store anew. What was imported under the same
    /// name before is replaced.
    ///
    /// @return what was read from each path
    /// @throws IOException
    ///             if a path cannot be read or holds nothing that is known; the old store and sources stay
    public Map<Path, FeedReader.Summary> importFrom(List<Path> paths) throws IOException {
        try (FileChannel channel = openLock(); FileLock _ = lock(channel)) {
            Manifest manifest = manifest();
            forgetArrived();
            Map<Path, String> names = new LinkedHashMap<>();
            for (Path path : paths) {
                String base = String.valueOf(path.toAbsolutePath().normalize().getFileName());
                String safe = base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-").replaceFirst("^\\.+", "");
                String file = "import-" + safe + (Files.isDirectory(path) ? ".zip" : "");
                Path arriving = arriving().resolve(file);
                if (Files.isDirectory(path)) {
                    pack(path, arriving);
                } else {
                    Files.copy(path, arriving, StandardCopyOption.REPLACE_EXISTING);
                }
                names.put(path, IMPORT + safe);
                manifest.put(new Manifest.Source(IMPORT + safe, file, path.toString(), "", now()));
            }
            Map<String, FeedReader.Summary> read = rebuild(manifest);
            Map<Path, FeedReader.Summary> summaries = new LinkedHashMap<>();
            names.forEach((path, name) -> summaries.put(path, java.util.Objects.requireNonNull(read.get(name))));
            return summaries;
        }
    }

    private static void pack(Path directory, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
        try (ZipOutputStream zip = new ZipOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(target)))) {
            // Read again at every change of the folder, so time counts more than room.
            zip.setLevel(Deflater.BEST_SPEED);
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(directory.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    /// Reads every source once, those that have just arrived instead of the ones that they replace; then all take their places.
    private Map<String, FeedReader.Summary> rebuild(Manifest manifest) throws IOException {
        StoreBuilder builder = new StoreBuilder();
        Map<String, FeedReader.Summary> summaries = new LinkedHashMap<>();
        List<String> arrived = new ArrayList<>();
        try {
            for (Manifest.Source source : manifest.sources()) {
                Path arriving = arriving().resolve(source.file());
                boolean isNew = Files.exists(arriving);
                if (isNew) {
                    arrived.add(source.file());
                }
                FeedReader.Summary summary = read(source, isNew ? arriving : sources().resolve(source.file()), builder);
                if (isNew && summary.records() == 0) {
                    throw new IOException(source.origin() + ": holds no advisory in a known format");
                }
                summaries.put(source.name(), summary);
                builder.source(new StoreSource(source.name(), source.origin(), source.fetched(), builder.takeExported(),
                        builder.takeNewest(),
                        summary.records(), summary.malformed()));
            }
        } catch (IOException e) {
            // What cannot be read is no better the next time.
            for (String file : arrived) {
                Files.deleteIfExists(arriving().resolve(file));
            }
            throw e;
        }
        for (String file : arrived) {
            Files.move(arriving().resolve(file), sources().resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        builder.write(store(), now());
        // Last: whatever breaks before it is downloaded and built again.
        manifest.write();
        return summaries;
    }

    private FeedReader.Summary read(Manifest.Source source, Path file, StoreBuilder builder) throws IOException {
        // Whoever imported a file knows it by its own path.
        String shown = source.name().startsWith(IMPORT) ? source.origin() : source.name();
        try {
            return new FeedReader(diagnostics).read(shown, file, builder);
        } catch (IOException e) {
            throw new IOException(shown + ": " + e.getMessage(), e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private Path sources() throws IOException {
        return Files.createDirectories(folder.resolve(SOURCES));
    }

    /// Where new sources lie until all of them have been read.
    private Path arriving() throws IOException {
        return Files.createDirectories(sources().resolve("arriving"));
    }

    /// What a run that was ended has left is read by nobody; only a transfer that broke goes on.
    private void forgetArrived() throws IOException {
        try (Stream<Path> left = Files.list(arriving())) {
            for (Path file : left.filter(path -> !path.toString().contains(".part")).toList()) {
                Files.delete(file);
            }
        }
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
