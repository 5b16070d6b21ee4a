package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Exploitation;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.advisory.store.StoreFormat.Section;
import dev.gatehouse.ecosystem.Ecosystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// An advisory store, opened for reading. Thread-safe until it is closed.
///
/// Checksums are verified when it is opened. Should bytes be wrong all the same, a look-up answers with an
/// [UncheckedIOException] and never reads outside of the file.
public final class AdvisoryStore implements AutoCloseable {
    private static final long CHECK_STEP = 1L << 30;
    private static final double SCALE = 100_000;

    private final Path file;
    private final Arena arena;
    private final MemorySegment header;
    private final Map<Section, MemorySegment> sections;

    private AdvisoryStore(Path file, Arena arena, MemorySegment header, Map<Section, MemorySegment> sections) {
        this.file = file;
        this.arena = arena;
        this.header = header;
        this.sections = sections;
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
        sound = sound && Long.bitCount(slots) == 1 && slots > 1
                && whole.byteSize() >= StoreFormat.HEADER + slots * StoreFormat.SLOT;
        if (!sound) {
            throw new StoreException(file + ": damaged; run 'gatehouse advisories update'");
        }
        return new AdvisoryStore(file, arena, whole.asSlice(0, StoreFormat.HEADER), sections);
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
        String place = ecosystem.family().isDistribution() ? ecosystem.id() : ecosystem.family().id();
        return place + '\0' + ecosystem.family().normalize(name);
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
            collect(key(ecosystem, name), ecosystem, name, found);
            if (ecosystem.release() != null && ecosystem.family().isDistribution()) {
                Ecosystem whole = Ecosystem.of(ecosystem.family());
                collect(key(whole, name), whole, name, found);
            }
            return found;
        } catch (IndexOutOfBoundsException _) {
            throw damaged();
        }
    }

    private UncheckedIOException damaged() {
        return new UncheckedIOException(new StoreException(file + ": damaged; run 'gatehouse advisories update'"));
    }

    private MemorySegment section(Section section) {
        MemorySegment found = sections.get(section);
        if (found == null) {
            throw new IllegalStateException("a section is missing");
        }
        return found;
    }

    private void collect(String key, Ecosystem ecosystem, String name, List<StoredAdvisory> found) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        int hash = StoreFormat.hash(bytes);
        MemorySegment directory = section(Section.DIRECTORY);
        int slots = header.get(StoreFormat.INT, StoreFormat.AT_SLOTS);
        int slot = hash & slots - 1;
        for (int probes = 0; probes < slots; probes++, slot = slot + 1 & slots - 1) {
            int stored = directory.get(StoreFormat.INT, (long) slot * StoreFormat.SLOT);
            if (stored == 0) {
                return;
            }
            if (stored == hash) {
                long offset = Integer.toUnsignedLong(directory.get(StoreFormat.INT, (long) slot * StoreFormat.SLOT + 4));
                Cursor cursor = new Cursor(section(Section.PACKAGES), offset);
                if (cursor.matches(bytes)) {
                    int length = cursor.count();
                    rows(new Cursor(section(Section.PACKAGES).asSlice(cursor.position(), length), 0), ecosystem, name, found);
                    return;
                }
            }
        }
    }

    private void rows(Cursor cursor, Ecosystem ecosystem, String name, List<StoredAdvisory> found) {
        while (cursor.hasMore()) {
            long advisory = cursor.number();
            long body = cursor.number();
            found.add(advisory(new Cursor(section(Section.ADVISORIES), advisory), affected(ecosystem, name, body)));
        }
    }

    private Affected affected(Ecosystem ecosystem, String name, long offset) {
        Cursor cursor = new Cursor(section(Section.BODIES), offset);
        int count = cursor.count();
        List<Span> spans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int flags = cursor.octet();
            String from = (flags & 1) == 0 ? null : string(cursor);
            String to = (flags & 4) == 0 ? null : string(cursor);
            spans.add(new Span(from, (flags & 2) != 0, to, (flags & 8) != 0));
        }
        return new Affected(ecosystem, name, spans, strings(cursor), strings(cursor), strings(cursor), ratings(cursor));
    }

    private StoredAdvisory advisory(Cursor cursor, Affected affected) {
        String id = string(cursor);
        String source = string(cursor);
        int flags = cursor.octet();
        List<String> aliases = strings(cursor);
        List<String> upstream = strings(cursor);
        String summary = string(cursor);
        Instant published = instant(cursor.number());
        Instant modified = instant(cursor.number());
        Instant withdrawn = instant(cursor.number());
        List<Rating> ratings = ratings(cursor);
        Advisory advisory = new Advisory(id, source, StoreFormat.KINDS.get(flags & 15), aliases, upstream, summary, published,
                modified,
                withdrawn, (flags & 16) != 0, ratings, strings(cursor), strings(cursor), List.of(affected));
        List<String> weakness = strings(new Cursor(section(Section.WEAKNESSES), cursor.number()));
        return new StoredAdvisory(advisory, affected, weakness, exploitation(cursor));
    }

    private static Exploitation exploitation(Cursor cursor) {
        int flags = cursor.octet();
        long added = (flags & 1) == 0 ? 0 : cursor.number();
        double probability = (flags & 4) == 0 ? -1 : cursor.number() / SCALE;
        double percentile = (flags & 4) == 0 ? -1 : cursor.number() / SCALE;
        return flags == 0
                ? Exploitation.UNKNOWN
                : new Exploitation((flags & 1) != 0, day(added), (flags & 2) != 0, probability, percentile);
    }

    private static @Nullable Instant instant(long seconds) {
        return seconds <= 0 || seconds > Integer.MAX_VALUE * 8L ? null : Instant.ofEpochSecond(seconds - 1);
    }

    private static @Nullable LocalDate day(long day) {
        return day <= 0 || day > Integer.MAX_VALUE / 1024 ? null : LocalDate.ofEpochDay(day);
    }

    private String string(Cursor cursor) {
        return new Cursor(section(Section.STRINGS), cursor.number()).text();
    }

    private List<String> strings(Cursor cursor) {
        String joined = string(cursor);
        return joined.isEmpty() ? List.of() : List.of(joined.split(Pool.SEPARATOR));
    }

    private List<Rating> ratings(Cursor cursor) {
        List<String> texts = strings(cursor);
        if (texts.isEmpty()) {
            return List.of();
        }
        List<Rating> ratings = new ArrayList<>(texts.size());
        texts.forEach(text -> Rating.of(text).ifPresent(ratings::add));
        return ratings;
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
            Cursor cursor = new Cursor(section(Section.METADATA), 0);
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
            long dated = cursor.number();
            sources.add(new StoreSource(name, origin, fetched, dated == 0 ? null : Instant.ofEpochSecond(dated),
                    (int) cursor.number(),
                    (int) cursor.number()));
        }
        return sources;
    }

    /// The lives of products, as endoflife.date tells them.
    ///
    /// @throws UncheckedIOException
    ///             if the file is damaged
    public List<Lifecycle> lifecycles() {
        try {
            Cursor cursor = new Cursor(section(Section.METADATA), 0);
            sources(cursor);
            int count = cursor.count();
            List<Lifecycle> lifecycles = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String product = cursor.text();
                String identifiers = cursor.text();
                int cycles = cursor.count();
                List<Lifecycle.Cycle> list = new ArrayList<>(cycles);
                for (int j = 0; j < cycles; j++) {
                    String name = cursor.text();
                    LocalDate released = day(cursor.number());
                    LocalDate end = day(cursor.number());
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

    /// Whether a store lies there.
    public static boolean exists(Path file) {
        return Files.isRegularFile(file);
    }

    @Override
    public void close() {
        arena.close();
    }
}
