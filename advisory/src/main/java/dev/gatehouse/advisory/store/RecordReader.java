package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Exploitation;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.store.StoreFormat.Section;
import dev.gatehouse.ecosystem.Ecosystem;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Finds packages in the sections of a store and reads their records. Thread-safe. What is damaged throws [IndexOutOfBoundsException].
final class RecordReader {
    private static final double SCALE = 100_000;

    private final Map<Section, MemorySegment> sections;
    private final int slots;
    private final TextReader texts;
    private final BlockReader details;
    private final Supplier<UncheckedIOException> damaged;

    RecordReader(Map<Section, MemorySegment> sections, int slots, Supplier<UncheckedIOException> damaged) {
        this.sections = sections;
        this.slots = slots;
        texts = new TextReader(section(Section.SHAPES));
        details = new BlockReader(section(Section.DETAILS));
        this.damaged = damaged;
    }

    MemorySegment section(Section section) {
        return Objects.requireNonNull(sections.get(section));
    }

    BlockReader details() {
        return details;
    }

    /// Adds what is known about a package.
    ///
    /// @param place
    ///            the ecosystem's part of the key
    /// @param key
    ///            the normalised name
    void collect(String place, String key, Ecosystem ecosystem, String name, List<StoredAdvisory> found) {
        int hash = StoreFormat.hash((place + '\0' + key).getBytes(StandardCharsets.UTF_8));
        byte[] expected = key.getBytes(StandardCharsets.UTF_8);
        MemorySegment directory = section(Section.DIRECTORY);
        int slot = StoreFormat.slot(hash, slots);
        for (int probes = 0; probes < slots; probes++, slot = slot + 1 == slots ? 0 : slot + 1) {
            byte mark = directory.get(java.lang.foreign.ValueLayout.JAVA_BYTE, (long) slot * StoreFormat.SLOT);
            if (mark == 0) {
                return;
            }
            if (mark == StoreFormat.mark(hash)) {
                long offset = Integer.toUnsignedLong(directory.get(StoreFormat.INT, (long) slot * StoreFormat.SLOT + 1));
                Cursor cursor = new Cursor(section(Section.PACKAGES), offset);
                long where = cursor.number();
                if (cursor.matches(expected) && string(where).equals(place)) {
                    int length = cursor.count();
                    rows(new Cursor(section(Section.PACKAGES).asSlice(cursor.position(), length), 0), ecosystem, name, found);
                    return;
                }
            }
        }
    }

    private void rows(Cursor cursor, Ecosystem ecosystem, String name, List<StoredAdvisory> found) {
        long advisory = 0;
        long body = 0;
        while (cursor.hasMore()) {
            advisory += cursor.number();
            body += cursor.signed();
            found.add(record(new Cursor(section(Section.ADVISORIES), advisory), affected(ecosystem, name, body)));
        }
    }

    private Affected affected(Ecosystem ecosystem, String name, long offset) {
        Cursor cursor = new Cursor(section(Section.BODIES), offset);
        int count = cursor.count();
        List<Span> spans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int flags = cursor.octet();
            String from = (flags & 1) == 0 ? null : string(cursor.number());
            String to = (flags & 4) == 0 ? null : string(cursor.number());
            spans.add(new Span(from, (flags & 2) != 0, to, (flags & 8) != 0));
        }
        return new Affected(ecosystem, name, spans, strings(cursor), strings(cursor), strings(cursor), ratings(cursor));
    }

    private StoredAdvisory record(Cursor cursor, Affected affected) {
        List<String> weakness = names(cursor.number());
        String id = weakness.get((int) cursor.number());
        List<String> aliases = aliases(cursor, weakness);
        String source = string(cursor.number());
        int flags = cursor.octet();
        Instant withdrawn = (flags & StoreFormat.WITHDRAWN) == 0 ? null : instant(cursor.number() + 1);
        var head = new StoredAdvisory.Head(id, source, StoreFormat.KINDS.get(flags & 15), (flags & StoreFormat.DISPUTED) != 0,
                withdrawn, ratings(cursor));
        Exploitation exploitation = exploitation(cursor);
        long block = cursor.number();
        long at = cursor.number();
        return new StoredAdvisory(head, affected, weakness, exploitation, () -> whole(head, aliases, affected, block, at));
    }

    private Advisory whole(StoredAdvisory.Head head, List<String> aliases, Affected affected, long block, long at) {
        try {
            Cursor cursor = details.record(block, at);
            Instant published = instant(cursor.number());
            Instant modified = instant(cursor.number());
            List<String> summary = list(cursor);
            return new Advisory(head.id(), head.source(), head.kind(), aliases, list(cursor), summary.getFirst(), published,
                    modified,
                    head.withdrawn(), head.disputed(), head.ratings(), list(cursor), list(cursor), List.of(affected));
        } catch (IndexOutOfBoundsException | java.util.NoSuchElementException _) {
            throw damaged.get();
        }
    }

    private static List<String> list(Cursor cursor) {
        int count = cursor.count();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(cursor.text());
        }
        return texts;
    }

    private List<String> names(long offset) {
        Cursor cursor = new Cursor(section(Section.WEAKNESSES), offset);
        int count = cursor.count();
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(texts.text(cursor));
        }
        return names;
    }

    private static List<String> aliases(Cursor cursor, List<String> names) {
        List<String> aliases = new ArrayList<>();
        long mask = cursor.number();
        if (names.size() <= StoreFormat.MASKED_NAMES) {
            for (long rest = mask; rest != 0; rest &= rest - 1) {
                aliases.add(names.get(Long.numberOfTrailingZeros(rest)));
            }
        } else {
            for (long i = 0; i < mask; i++) {
                aliases.add(names.get(Math.clamp(cursor.number(), 0, Integer.MAX_VALUE)));
            }
        }
        return aliases;
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

    static @Nullable LocalDate day(long day) {
        return day <= 0 || day > Integer.MAX_VALUE / 1024 ? null : LocalDate.ofEpochDay(day);
    }

    private String string(long offset) {
        return texts.text(new Cursor(section(Section.STRINGS), offset));
    }

    private List<String> strings(Cursor cursor) {
        long offset = cursor.number();
        return offset == 0 ? List.of() : List.of(string(offset).split(Pool.SEPARATOR));
    }

    private List<Rating> ratings(Cursor cursor) {
        int count = cursor.count();
        List<Rating> ratings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String text = string(cursor.number());
            int tenths = cursor.octet();
            ratings.add(new Rating(text, tenths == StoreFormat.NO_SCORE ? Rating.NO_SCORE : tenths / 10.0,
                    StoreFormat.SEVERITIES.get(cursor.octet())));
        }
        return ratings;
    }
}
