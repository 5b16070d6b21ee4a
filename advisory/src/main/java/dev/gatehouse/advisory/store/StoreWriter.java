package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.feed.LibrarySignature;
import dev.gatehouse.advisory.feed.Lifecycle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Lays out a store and writes it.
final class StoreWriter {
    private static final int SCALE = 100_000;

    private final Shapes shapes;
    private final Pool strings;
    private final Output bodies;
    private final Map<String, Integer> packages;
    private final List<StoreBuilder.Gathered> advisories;
    private final Map<String, StoreBuilder.Exploited> exploited;
    private final Map<String, StoreBuilder.Estimate> estimates;
    private final List<Lifecycle> lifecycles;
    private final List<LibrarySignature> signatures;
    private final List<StoreSource> sources;
    private final Output advisoryRecords = new Output(1 << 16);
    private final Output weaknessRecords = new Output(1 << 16);
    private final Output packageRecords = new Output(1 << 16);
    private final Blocks details = new Blocks();
    private int weaknesses;
    private long rows;
    private ByteBuffer directory = ByteBuffer.allocate(0);

    StoreWriter(Shapes shapes, Pool strings, Output bodies, Map<String, Integer> packages, List<StoreBuilder.Gathered> advisories,
            Map<String, StoreBuilder.Exploited> exploited, Map<String, StoreBuilder.Estimate> estimates,
            List<Lifecycle> lifecycles, List<LibrarySignature> signatures, List<StoreSource> sources) {
        this.shapes = shapes;
        this.strings = strings;
        this.bodies = bodies;
        this.packages = packages;
        this.advisories = advisories;
        this.exploited = exploited;
        this.estimates = estimates;
        this.lifecycles = lifecycles;
        this.signatures = signatures;
        this.sources = sources;
    }

    void write(Path file, Instant built) throws IOException {
        List<Rows> rowsOfPackages = advisories();
        packages(rowsOfPackages);
        Output metadata = metadata();
        List<ByteBuffer> sections = new ArrayList<>(List.of(directory));
        for (Output section : List.of(packageRecords, bodies, advisoryRecords, weaknessRecords, strings.output(),
                shapes.output(), details.output(), metadata)) {
            sections.add(ByteBuffer.wrap(section.toByteArray()));
        }
        ByteBuffer header = header(sections, built);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path aside = Files.createTempFile(folder, "advisories", ".new");
        try {
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                write(channel, header);
                for (ByteBuffer section : sections) {
                    write(channel, section);
                }
                channel.force(true);
            }
            move(aside, file);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void move(Path aside, Path file) throws IOException {
        try {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// The rows of one package: each says how far its advisory and its body lie from those of the row before.
    private static final class Rows {
        private final Output output = new Output(16);
        private int advisory;
        private int body;

        void add(int nextAdvisory, int nextBody) {
            output.number(nextAdvisory - advisory);
            output.signed(nextBody - body);
            advisory = nextAdvisory;
            body = nextBody;
        }
    }

    /// Writes advisories, weaknesses and details; answers the rows of each package.
    private List<Rows> advisories() {
        Weaknesses joined = new Weaknesses();
        advisories.forEach(advisory -> joined.join(advisory.ids()));
        Map<Integer, List<String>> groups = joined.groups();
        Map<Integer, Integer> offsets = new HashMap<>();
        groups.forEach((root, names) -> {
            offsets.put(root, weaknessRecords.size());
            weaknessRecords.number(names.size());
            names.forEach(name -> shapes.put(name, weaknessRecords));
        });
        weaknesses = offsets.size();
        List<Rows> rowsOfPackages = new ArrayList<>(packages.size());
        for (int i = 0; i < packages.size(); i++) {
            rowsOfPackages.add(new Rows());
        }
        for (StoreBuilder.Gathered advisory : advisories) {
            int offset = advisoryRecords.size();
            int root = joined.of(advisory.ids().getFirst());
            List<String> names = new ArrayList<>(groups.getOrDefault(root, List.of()));
            advisoryRecords.number(offsets.getOrDefault(root, 0));
            names(advisory.ids(), names);
            advisoryRecords.writeBytes(advisory.head());
            names.addAll(advisory.upstream());
            exploitation(names);
            details.add(advisory.details(), advisoryRecords);
            advisory.rows().forEach((number, body) -> {
                rowsOfPackages.get(number).add(offset, body);
                rows++;
            });
        }
        return rowsOfPackages;
    }

    /// Which of the weakness's names are the record's own id and its aliases.
    private void names(List<String> ids, List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i).toUpperCase(Locale.ROOT), i);
        }
        List<Integer> own = ids.stream().map(id -> places.getOrDefault(id.toUpperCase(Locale.ROOT), 0)).toList();
        advisoryRecords.number(own.getFirst());
        List<Integer> aliases = own.subList(1, own.size());
        if (names.size() <= StoreFormat.MASKED_NAMES) {
            advisoryRecords.number(aliases.stream().mapToLong(alias -> 1L << alias).reduce(0, (a, b) -> a | b));
        } else {
            advisoryRecords.number(aliases.size());
            aliases.forEach(advisoryRecords::number);
        }
    }

    /// The gravest of what is known about any of the names.
    private void exploitation(List<String> names) {
        boolean known = false;
        boolean ransomware = false;
        long added = 0;
        StoreBuilder.@Nullable Estimate highest = null;
        for (String name : names) {
            StoreBuilder.Exploited entry = exploited.get(name);
            if (entry != null) {
                known = true;
                ransomware |= entry.ransomware();
                LocalDate day = entry.added();
                added = day == null ? added : added == 0 ? day.toEpochDay() : Math.min(added, day.toEpochDay());
            }
            StoreBuilder.Estimate estimate = estimates.get(name);
            highest = highest == null || estimate != null && estimate.probability() > highest.probability() ? estimate : highest;
        }
        advisoryRecords.write((known ? 1 : 0) | (ransomware ? 2 : 0) | (highest == null ? 0 : 4));
        if (known) {
            advisoryRecords.number(Math.max(added, 0));
        }
        if (highest != null) {
            advisoryRecords.number(Math.round(highest.probability() * SCALE));
            advisoryRecords.number(Math.round(highest.percentile() * SCALE));
        }
    }

    private void packages(List<Rows> rowsOfPackages) {
        // A quarter of the slots stays empty, so that what is not there is soon known.
        int slots = Math.max(packages.size() / 3 * 4 + 4, 4);
        directory = ByteBuffer.allocate(slots * StoreFormat.SLOT).order(ByteOrder.LITTLE_ENDIAN);
        packages.forEach((key, number) -> {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            int hash = StoreFormat.hash(bytes);
            int slot = StoreFormat.slot(hash, slots);
            while (directory.get(slot * StoreFormat.SLOT) != 0) {
                slot = slot + 1 == slots ? 0 : slot + 1;
            }
            directory.put(slot * StoreFormat.SLOT, StoreFormat.mark(hash));
            directory.putInt(slot * StoreFormat.SLOT + 1, packageRecords.size());
            // The name of the ecosystem once for all of its packages.
            int split = key.indexOf('\0');
            packageRecords.number(strings.put(key.substring(0, split)));
            packageRecords.text(key.substring(split + 1));
            byte[] content = rowsOfPackages.get(number).output.toByteArray();
            packageRecords.number(content.length);
            packageRecords.writeBytes(content);
        });
    }

    private Output metadata() {
        Output metadata = new Output(1 << 12);
        metadata.number(sources.size());
        for (StoreSource source : sources) {
            metadata.text(source.name());
            metadata.text(source.origin());
            metadata.number(source.fetched().getEpochSecond());
            for (Instant time : new @Nullable Instant[]{source.exported(), source.newest()}) {
                metadata.number(time == null ? 0 : Math.max(time.getEpochSecond(), 0));
            }
            metadata.number(source.records());
            metadata.number(source.malformed());
        }
        details.add(lives(), metadata);
        details.add(signatures(), metadata);
        return metadata;
    }

    private byte[] lives() {
        Output lives = new Output(1 << 12);
        lives.number(lifecycles.size());
        for (Lifecycle lifecycle : lifecycles) {
            lives.text(lifecycle.product());
            lives.text(String.join(Pool.SEPARATOR, lifecycle.identifiers()));
            lives.number(lifecycle.cycles().size());
            for (Lifecycle.Cycle cycle : lifecycle.cycles()) {
                lives.text(cycle.name());
                lives.number(day(cycle.released()));
                lives.number(day(cycle.end()));
                lives.write(cycle.ended() ? 1 : 0);
                lives.text(cycle.latest() == null ? "" : cycle.latest());
            }
        }
        return lives.toByteArray();
    }

    private byte[] signatures() {
        Output written = new Output(1 << 12);
        written.number(signatures.size());
        for (LibrarySignature signature : signatures) {
            written.text(signature.name());
            written.write(StoreFormat.SIGNATURES.indexOf(signature.kind()));
            written.text(signature.text());
            written.text(signature.version());
        }
        return written.toByteArray();
    }

    private static long day(@Nullable LocalDate date) {
        return date == null ? 0 : Math.max(date.toEpochDay(), 0);
    }

    private ByteBuffer header(List<ByteBuffer> sections, Instant built) {
        ByteBuffer header = ByteBuffer.allocate(StoreFormat.HEADER).order(ByteOrder.LITTLE_ENDIAN);
        CRC32C body = new CRC32C();
        long at = StoreFormat.HEADER;
        for (int i = 0; i < sections.size(); i++) {
            header.putLong(StoreFormat.AT_SECTIONS + i * Long.BYTES, at);
            at += sections.get(i).remaining();
            body.update(sections.get(i).duplicate());
        }
        header.put(0, StoreFormat.MAGIC).putInt(StoreFormat.AT_VERSION, StoreFormat.VERSION).putLong(StoreFormat.AT_LENGTH, at)
                .putInt(StoreFormat.AT_BODY_CHECKSUM, (int) body.getValue())
                .putInt(StoreFormat.AT_SLOTS, directory.capacity() / StoreFormat.SLOT)
                .putLong(StoreFormat.AT_BUILT, built.getEpochSecond()).putInt(StoreFormat.AT_PACKAGES, packages.size())
                .putInt(StoreFormat.AT_ADVISORIES, advisories.size()).putInt(StoreFormat.AT_WEAKNESSES, weaknesses)
                .putLong(StoreFormat.AT_ROWS, rows);
        CRC32C own = new CRC32C();
        own.update(header.duplicate().position(StoreFormat.AT_LENGTH));
        return header.putInt(StoreFormat.AT_HEADER_CHECKSUM, (int) own.getValue());
    }
}
