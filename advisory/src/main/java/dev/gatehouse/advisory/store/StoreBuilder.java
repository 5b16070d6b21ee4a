package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.feed.Intake;
import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.advisory.feed.VexStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Gathers advisories and writes them as a store. Of two records with the same source and id the one modified later replaces the
/// other; what was modified at the same time adds the packages that the first does not name. Serves one thread.
public final class StoreBuilder implements Intake {
    private final Pool strings = new Pool();
    private final Map<String, Integer> bodyOffsets = new HashMap<>();
    private final Output bodies = new Output(1 << 16);
    private final Map<String, Integer> packages = new LinkedHashMap<>();
    private final Map<String, Gathered> advisories = new LinkedHashMap<>();
    private final Map<String, Exploited> exploited = new HashMap<>();
    private final Map<String, Estimate> estimates = new HashMap<>();
    private final List<Lifecycle> lifecycles = new ArrayList<>();
    private final List<StoreSource> sources = new ArrayList<>();
    private @Nullable Instant newest;

    /// One advisory with the packages it names: package number to offset of the body.
    record Gathered(List<String> ids, List<String> upstream, @Nullable Instant modified, byte[] record,
            Map<Integer, Integer> rows) {}

    record Exploited(@Nullable LocalDate added, boolean ransomware) {}

    record Estimate(float probability, float percentile) {}

    @Override
    public void advisory(Advisory advisory) {
        Instant dated = advisory.modified() == null ? advisory.published() : advisory.modified();
        newest = newest == null || dated != null && dated.isAfter(newest) ? dated : newest;
        Map<Integer, Integer> rows = new LinkedHashMap<>();
        for (Affected affected : advisory.affected()) {
            int number = packages.computeIfAbsent(AdvisoryStore.key(affected.ecosystem(), affected.name()), _ -> packages.size());
            rows.merge(number, body(affected), (first, second) -> joined(advisory, affected, first, second));
        }
        Gathered gathered = new Gathered(advisory.ids(), advisory.upstream(), dated, record(advisory), rows);
        advisories.merge(advisory.source() + '\0' + advisory.id(), gathered, StoreBuilder::merged);
    }

    /// A package that one record names twice has the spans of both.
    private int joined(Advisory advisory, Affected latest, int first, int second) {
        if (first == second) {
            return first;
        }
        String key = AdvisoryStore.key(latest.ecosystem(), latest.name());
        List<Affected> same = advisory.affected().stream()
                .filter(affected -> AdvisoryStore.key(affected.ecosystem(), affected.name()).equals(key)).toList();
        return body(new Affected(latest.ecosystem(), latest.name(),
                same.stream().flatMap(one -> one.spans().stream()).distinct().toList(),
                same.stream().flatMap(one -> one.versions().stream()).distinct().toList(),
                same.stream().flatMap(one -> one.fixed().stream()).distinct().toList(),
                same.stream().flatMap(one -> one.symbols().stream()).distinct().toList(),
                same.stream().flatMap(one -> one.ratings().stream()).distinct().toList()));
    }

    private static Gathered merged(Gathered first, Gathered second) {
        if (!Objects.equals(first.modified, second.modified) && second.modified != null
                && (first.modified == null || second.modified.isAfter(first.modified))) {
            return second;
        }
        if (Objects.equals(first.modified, second.modified)) {
            second.rows.forEach(first.rows::putIfAbsent);
        }
        return first;
    }

    @Override
    public void exploited(String id, @Nullable LocalDate added, boolean ransomware) {
        exploited.put(id, new Exploited(added, ransomware));
    }

    @Override
    public void probability(String id, double probability, double percentile) {
        estimates.put(id, new Estimate((float) probability, (float) percentile));
    }

    @Override
    public void lifecycle(Lifecycle lifecycle) {
        lifecycles.add(lifecycle);
    }

    /// VEX statements are about somebody's product and are no part of the store.
    @Override
    public void statement(VexStatement statement) {
        // Read from the documents that a scan is given.
    }

    @Override
    public void leftOut(String name, String reason) {
        // Counted by whoever reads the feed.
    }

    /// Adds a source to what the store says about itself.
    public void source(StoreSource source) {
        sources.add(source);
    }

    /// The newest date of the advisories since this was last asked; null if none bears one.
    public @Nullable Instant takeNewest() {
        Instant found = newest;
        newest = null;
        return found;
    }

    /// How many advisories there are.
    public int size() {
        return advisories.size();
    }

    /// Writes the store beside the file and renames it into place: the old one stays until then, and whatever goes wrong.
    ///
    /// @param built
    ///            the time that the store bears
    public void write(Path file, Instant built) throws IOException {
        new StoreWriter(strings, bodies, packages, List.copyOf(advisories.values()), exploited, estimates, lifecycles, sources)
                .write(file,
                        built);
    }

    private int body(Affected affected) {
        Output body = new Output(64);
        body.number(affected.spans().size());
        for (Span span : affected.spans()) {
            body.write((span.from() == null ? 0 : 1) | (span.fromInclusive() ? 2 : 0) | (span.to() == null ? 0 : 4)
                    | (span.toInclusive() ? 8 : 0));
            if (span.from() != null) {
                body.number(strings.put(span.from()));
            }
            if (span.to() != null) {
                body.number(strings.put(span.to()));
            }
        }
        body.number(strings.put(affected.versions()));
        body.number(strings.put(affected.fixed()));
        body.number(strings.put(affected.symbols()));
        body.number(strings.put(affected.ratings().stream().map(Rating::text).toList()));
        byte[] bytes = body.toByteArray();
        return bodyOffsets.computeIfAbsent(new String(bytes, StandardCharsets.ISO_8859_1), _ -> {
            int offset = bodies.size();
            bodies.writeBytes(bytes);
            return offset;
        });
    }

    private byte[] record(Advisory advisory) {
        Output record = new Output(64);
        record.number(strings.put(advisory.id()));
        record.number(strings.put(advisory.source()));
        record.write(StoreFormat.KINDS.indexOf(advisory.kind()) | (advisory.disputed() ? 16 : 0));
        record.number(strings.put(advisory.aliases()));
        record.number(strings.put(advisory.upstream()));
        record.number(strings.put(advisory.summary()));
        for (Instant instant : new @Nullable Instant[]{advisory.published(), advisory.modified(), advisory.withdrawn()}) {
            record.number(instant == null ? 0 : Math.max(instant.getEpochSecond(), 0) + 1);
        }
        record.number(strings.put(advisory.ratings().stream().map(Rating::text).toList()));
        record.number(strings.put(advisory.cwes()));
        record.number(strings.put(advisory.references()));
        return record.toByteArray();
    }
}
