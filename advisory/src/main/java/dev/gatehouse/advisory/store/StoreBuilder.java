package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.advisory.feed.Intake;
import dev.gatehouse.advisory.feed.LibrarySignature;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gathers advisories and writes them as a store. Of two records with the same source and id the one modified later replaces the
/// other; what was modified at the same time adds the packages that the first does not name. Serves one thread.
public final class StoreBuilder implements Intake {
    /// These keep a file of its own for each package that a weakness is in, all under the weakness's name.
    private static final Set<String> BY_PACKAGE = Set.of("gitlab", "rubysec");

    private final Shapes shapes = new Shapes();
    private final Pool strings = new Pool(shapes);
    private final Map<String, Integer> bodyOffsets = new HashMap<>();
    private final Output bodies = new Output(1 << 16);
    private final Map<String, Integer> packages = new LinkedHashMap<>();
    private final Map<String, Gathered> advisories = new LinkedHashMap<>();
    private final Map<String, Exploited> exploited = new HashMap<>();
    private final Map<String, Estimate> estimates = new HashMap<>();
    private final List<Lifecycle> lifecycles = new ArrayList<>();
    private final List<LibrarySignature> signatures = new ArrayList<>();
    private final List<StoreSource> sources = new ArrayList<>();
    private @Nullable Instant newest;
    private @Nullable Instant exported;

    /// One advisory with the packages it names: package number to offset of the body.
    ///
    /// @param head
    ///            what judging needs, behind the names
    /// @param details
    ///            the rest
    record Gathered(List<String> ids, List<String> upstream, @Nullable Instant modified, byte[] head, byte[] details,
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
        Gathered gathered = new Gathered(advisory.ids(), advisory.upstream(), dated, head(advisory), details(advisory), rows);
        advisories.merge(key(advisory), gathered, StoreBuilder::merged);
    }

    /// What another record must share with this one to be the same in an earlier or later state.
    private static String key(Advisory advisory) {
        String key = advisory.source() + '\0' + advisory.id();
        if (!BY_PACKAGE.contains(advisory.source())) {
            return key;
        }
        return key + '\0' + advisory.affected().stream().map(one -> AdvisoryStore.key(one.ecosystem(), one.name())).findFirst()
                .orElse("");
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
    public void exported(Instant time) {
        exported = exported == null || time.isBefore(exported) ? time : exported;
    }

    @Override
    public void lifecycle(Lifecycle lifecycle) {
        lifecycles.add(lifecycle);
    }

    @Override
    public void signature(LibrarySignature signature) {
        signatures.add(signature);
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

    /// When the copies were made that were read since this was last asked, the oldest of them; null if none says.
    public @Nullable Instant takeExported() {
        Instant found = exported;
        exported = null;
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
        new StoreWriter(shapes, strings, bodies, packages, List.copyOf(advisories.values()), exploited, estimates, lifecycles,
                signatures, sources)
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
        ratings(affected.ratings(), body);
        byte[] bytes = body.toByteArray();
        return bodyOffsets.computeIfAbsent(new String(bytes, StandardCharsets.ISO_8859_1), _ -> {
            int offset = bodies.size();
            bodies.writeBytes(bytes);
            return offset;
        });
    }

    /// With their meaning, so that no look-up has to parse a vector.
    private void ratings(List<Rating> ratings, Output output) {
        output.number(ratings.size());
        for (Rating rating : ratings) {
            output.number(strings.put(rating.text()));
            output.write(rating.hasScore() ? (int) Math.round(rating.score() * 10) : StoreFormat.NO_SCORE);
            output.write(StoreFormat.SEVERITIES.indexOf(rating.severity()));
        }
    }

    private byte[] head(Advisory advisory) {
        Output head = new Output(16);
        head.number(strings.put(advisory.source()));
        head.write(StoreFormat.KINDS.indexOf(advisory.kind()) | (advisory.disputed() ? StoreFormat.DISPUTED : 0)
                | (advisory.withdrawn() == null ? 0 : StoreFormat.WITHDRAWN));
        if (advisory.withdrawn() != null) {
            head.number(Math.max(advisory.withdrawn().getEpochSecond(), 0));
        }
        ratings(advisory.ratings(), head);
        return head.toByteArray();
    }

    private static byte[] details(Advisory advisory) {
        Output details = new Output(256);
        for (Instant instant : new @Nullable Instant[]{advisory.published(), advisory.modified()}) {
            details.number(instant == null ? 0 : Math.max(instant.getEpochSecond(), 0) + 1);
        }
        for (List<String> texts : List.of(List.of(advisory.summary()), advisory.upstream(), advisory.cwes(),
                advisory.references())) {
            details.number(texts.size());
            texts.forEach(details::text);
        }
        return details.toByteArray();
    }
}
