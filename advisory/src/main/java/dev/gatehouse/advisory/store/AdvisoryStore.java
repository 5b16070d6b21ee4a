package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.feed.LibrarySignature;
import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.advisory.store.StoreFormat.Section;
import dev.gatehouse.ecosystem.Ecosystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// An advisory store, opened for reading. Thread-safe until it is closed.
///
/// Checksums are verified when it is opened. Should bytes be wrong all the same, a look-up answers with an
/// [UncheckedIOException] and never reads outside of the file.
public final class AdvisoryStore implements AutoCloseable {
    private static final long CHECK_STEP = 1L << 30;

    private final Path file;
    private final Arena arena;
    private final MemorySegment header;
    private final RecordReader records;

    private AdvisoryStore(Path file, Arena arena, MemorySegment header, Map<Section, MemorySegment> sections) {
        this.file = file;
        this.arena = arena;
        this.header = header;
        records = new RecordReader(sections, header.get(StoreFormat.INT, StoreFormat.AT_SLOTS), this::damaged);
    }

    /// Opens a store.
    ///
    /// @throws StoreException
    ///             if the file is no store, one of another version, or damaged
    /// @throws IOException
    ///             if it cannot be read
    @SuppressWarnings("MustBeClosedChecker") // The store closes the arena.
    public static AdvisoryStore open(Path file) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            return map(file, arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static AdvisoryStore map(Path file, Arena arena) throws IOException {
        MemorySegment whole;
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() < StoreFormat.HEADER) {
                throw new StoreException(file + ": not an advisory store");
            }
            whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
        if (whole.asSlice(0, StoreFormat.MAGIC.length).mismatch(MemorySegment.ofArray(StoreFormat.MAGIC)) >= 0) {
            throw new StoreException(file + ": not an advisory store");
        }
        int version = whole.get(StoreFormat.INT, StoreFormat.AT_VERSION);
        if (version != StoreFormat.VERSION) {
            throw new StoreException(file + ": format version " + version + ", this Gatehouse reads " + StoreFormat.VERSION
                    + "; run 'gatehouse advisories update'");
        }
        boolean sound = whole.get(StoreFormat.LONG, StoreFormat.AT_LENGTH) == whole.byteSize()
                && checksum(whole.asSlice(StoreFormat.AT_LENGTH, StoreFormat.HEADER - StoreFormat.AT_LENGTH)) == whole.get(
                        StoreFormat.INT,
                        StoreFormat.AT_HEADER_CHECKSUM)
                && checksum(whole.asSlice(StoreFormat.HEADER)) == whole.get(StoreFormat.INT, StoreFormat.AT_BODY_CHECKSUM);
        Map<Section, MemorySegment> sections = new EnumMap<>(Section.class);
        long slots = whole.get(StoreFormat.INT, StoreFormat.AT_SLOTS);
        Section[] order = Section.values();
        for (int i = 0; sound && i < order.length; i++) {
            long start = whole.get(StoreFormat.LONG, StoreFormat.AT_SECTIONS + (long) i * Long.BYTES);
            long end = i + 1 == order.length
                    ? whole.byteSize()
                    : whole.get(StoreFormat.LONG, StoreFormat.AT_SECTIONS + (i + 1L) * Long.BYTES);
            sound = start >= StoreFormat.HEADER && start <= end && end <= whole.byteSize();
            if (sound) {
                sections.put(order[i], whole.asSlice(start, end - start));
            }
        }
        sound = sound && slots > 1
                && whole.byteSize() >= StoreFormat.HEADER + slots * StoreFormat.SLOT;
        if (!sound) {
            throw new StoreException(file + ": damaged; run 'gatehouse advisories update'");
        }
        try {
            return new AdvisoryStore(file, arena, whole.asSlice(0, StoreFormat.HEADER), sections);
        } catch (IndexOutOfBoundsException _) {
            throw new StoreException(file + ": damaged; run 'gatehouse advisories update'");
        }
    }

    private static int checksum(MemorySegment segment) {
        CRC32C checksum = new CRC32C();
        for (long at = 0; at < segment.byteSize(); at += CHECK_STEP) {
            checksum.update(segment.asSlice(at, Math.min(CHECK_STEP, segment.byteSize() - at)).asByteBuffer());
        }
        return (int) checksum.getValue();
    }

    /// The key of a package. A language's package is the same whichever repository it comes from, that of a distribution belongs to
    /// its release.
    static String key(Ecosystem ecosystem, String name) {
        return place(ecosystem) + '\0' + ecosystem.family().normalize(name);
    }

    private static String place(Ecosystem ecosystem) {
        return ecosystem.family().isDistribution() ? ecosystem.id() : ecosystem.family().id();
    }

    /// What is known about a package: all records that name it, withdrawn ones too. For a distribution's release also those that
    /// name the distribution without a release.
    ///
    /// @param name
    ///            as advisories of the ecosystem spell it; for a distribution the source package
    /// @throws UncheckedIOException
    ///             if the file is damaged
    public List<StoredAdvisory> find(Ecosystem ecosystem, String name) {
        try {
            List<StoredAdvisory> found = new ArrayList<>();
            String key = ecosystem.family().normalize(name);
            records.collect(place(ecosystem), key, ecosystem, name, found);
            if (ecosystem.release() != null && ecosystem.family().isDistribution()) {
                Ecosystem whole = Ecosystem.of(ecosystem.family());
                records.collect(place(whole), key, whole, name, found);
            }
            return found;
        } catch (IndexOutOfBoundsException _) {
            throw damaged();
        }
    }

    private UncheckedIOException damaged() {
        return new UncheckedIOException(new StoreException(file + ": damaged; run 'gatehouse advisories update'"));
    }

    /// What the store says about itself.
    ///
    /// @param built
    ///            when it was built
    /// @param bytes
    ///            its size
    /// @param packages
    ///            different packages
    /// @param advisories
    ///            records
    /// @param weaknesses
    ///            different weaknesses that the records are about
    /// @param rows
    ///            pairs of a package and a record
    /// @param sources
    ///            where the data come from
    public record About(Instant built, long bytes, int packages, int advisories, int weaknesses, long rows,
            List<StoreSource> sources) {
        public About {
            sources = List.copyOf(sources);
        }
    }

    /// What the store says about itself.
    ///
    /// @throws UncheckedIOException
    ///             if the file is damaged
    public About about() {
        try {
            Cursor cursor = new Cursor(records.section(Section.METADATA), 0);
            return new About(Instant.ofEpochSecond(header.get(StoreFormat.LONG, StoreFormat.AT_BUILT)),
                    header.get(StoreFormat.LONG, StoreFormat.AT_LENGTH), header.get(StoreFormat.INT, StoreFormat.AT_PACKAGES),
                    header.get(StoreFormat.INT, StoreFormat.AT_ADVISORIES),
                    header.get(StoreFormat.INT, StoreFormat.AT_WEAKNESSES),
                    header.get(StoreFormat.LONG, StoreFormat.AT_ROWS), sources(cursor));
        } catch (IndexOutOfBoundsException | java.time.DateTimeException _) {
            throw damaged();
        }
    }

    private static List<StoreSource> sources(Cursor cursor) {
        int count = cursor.count();
        List<StoreSource> sources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = cursor.text();
            String origin = cursor.text();
            Instant fetched = Instant.ofEpochSecond(cursor.number());
            long exported = cursor.number();
            long newest = cursor.number();
            sources.add(new StoreSource(name, origin, fetched, exported == 0 ? null : Instant.ofEpochSecond(exported),
                    newest == 0 ? null : Instant.ofEpochSecond(newest), (int) cursor.number(), (int) cursor.number()));
        }
        return sources;
    }

    /// The lives of products, as endoflife.date tells them.
    ///
    /// @throws UncheckedIOException
    ///             if the file is damaged
    public List<Lifecycle> lifecycles() {
        try {
            Cursor cursor = new Cursor(records.section(Section.METADATA), 0);
            sources(cursor);
            cursor = records.details().record(cursor.number(), cursor.number());
            int count = cursor.count();
            List<Lifecycle> lifecycles = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String product = cursor.text();
                String identifiers = cursor.text();
                int cycles = cursor.count();
                List<Lifecycle.Cycle> list = new ArrayList<>(cycles);
                for (int j = 0; j < cycles; j++) {
                    String name = cursor.text();
                    LocalDate released = RecordReader.day(cursor.number());
                    LocalDate end = RecordReader.day(cursor.number());
                    boolean ended = cursor.octet() != 0;
                    String latest = cursor.text();
                    list.add(new Lifecycle.Cycle(name, released, end, ended, latest.isEmpty() ? null : latest));
                }
                lifecycles.add(new Lifecycle(product,
                        identifiers.isEmpty() ? List.of() : List.of(identifiers.split(Pool.SEPARATOR)), list));
            }
            return lifecycles;
        } catch (IndexOutOfBoundsException | java.time.DateTimeException _) {
            throw damaged();
        }
    }

    /// How JavaScript libraries are known by their files, as Retire.js tells; empty if its data are not part of the store.
    ///
    /// @throws UncheckedIOException
    ///             if the file is damaged
    public List<LibrarySignature> signatures() {
        try {
            Cursor cursor = new Cursor(records.section(Section.METADATA), 0);
            sources(cursor);
            // The lifecycles come first.
            cursor.number();
            cursor.number();
            cursor = records.details().record(cursor.number(), cursor.number());
            int count = cursor.count();
            List<LibrarySignature> signatures = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                signatures.add(new LibrarySignature(cursor.text(), StoreFormat.SIGNATURES.get(cursor.octet()), cursor.text(),
                        cursor.text()));
            }
            return signatures;
        } catch (IndexOutOfBoundsException | java.time.DateTimeException _) {
            throw damaged();
        }
    }

    /// Whether a store lies there.
    public static boolean exists(Path file) {
        return Files.isRegularFile(file);
    }

    @Override
    public void close() {
        arena.close();
    }
}
