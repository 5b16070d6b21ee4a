package dev.gatehouse.bench;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.feed.FeedReader;
import dev.gatehouse.advisory.feed.Intake;
import dev.gatehouse.advisory.feed.LibrarySignature;
import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.advisory.feed.VexStatement;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.ecosystem.Ecosystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an advisory store costs: time to build, to open, for each look-up. All times are CPU time of the one thread that does it, so
/// that other work on the machine counts little.
///
/// @param read
///            seconds to read and gather the feeds
/// @param write
///            seconds to lay out and write the store
/// @param about
///            what it says of itself
/// @param keys
///            the packages in it
/// @param opened
///            seconds to open it and look up a first package, in each round; the first round is that of a cold JVM
/// @param hit
///            microseconds a look-up that finds something, all its records decoded, last round
/// @param miss
///            microseconds a look-up that finds nothing, last round
/// @param records
///            records that a hit finds, on average
record StoreFigures(double read, double write, AdvisoryStore.About about, List<Key> keys, List<Double> opened, double hit,
        double miss, double records) {
    private static final int ROUNDS = 5;

    /// A package, and a version that is said to be affected or fixed; null if none is named.
    record Key(Ecosystem ecosystem, String name, @Nullable String version) {}

    /// Builds the store from feeds, into the file, and asks it for every package.
    ///
    /// @param also
    ///            told of every advisory too
    static StoreFigures of(List<Path> feeds, Path file, Intake also) throws IOException {
        long start = cpu();
        StoreBuilder builder = new StoreBuilder();
        Keys keys = new Keys(builder, also);
        for (Path feed : feeds) {
            new FeedReader(_ -> {}).read(feed, keys);
        }
        long read = cpu();
        builder.write(file, Instant.EPOCH);
        long written = cpu();
        List<Key> asked = new ArrayList<>(keys.found);
        Collections.shuffle(asked, new Random(1));
        List<Double> opened = new ArrayList<>();
        double hit = 0;
        double miss = 0;
        double records = 0;
        AdvisoryStore.About about = null;
        for (int round = 0; round < ROUNDS; round++) {
            long from = cpu();
            try (AdvisoryStore store = AdvisoryStore.open(file)) {
                store.find(asked.getFirst().ecosystem(), asked.getFirst().name());
                long open = cpu();
                long hits = 0;
                for (Key key : asked) {
                    hits += store.find(key.ecosystem(), key.name()).size();
                }
                long found = cpu();
                for (Key key : asked) {
                    hits += store.find(key.ecosystem(), key.name() + "~").size();
                }
                long missed = cpu();
                about = store.about();
                opened.add((open - from) / 1e9);
                hit = (found - open) / 1e3 / asked.size();
                miss = (missed - found) / 1e3 / asked.size();
                records = (double) hits / asked.size();
            }
        }
        return new StoreFigures((read - start) / 1e9, (written - read) / 1e9, java.util.Objects.requireNonNull(about), asked,
                opened,
                hit, miss, records);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /// Remembers which packages there are.
    private static final class Keys implements Intake {
        private final StoreBuilder builder;
        private final Intake also;
        private final Set<Key> found = new LinkedHashSet<>();
        private final Set<String> names = new LinkedHashSet<>();

        Keys(StoreBuilder builder, Intake also) {
            this.builder = builder;
            this.also = also;
        }

        @Override
        public void advisory(Advisory advisory) {
            for (Affected one : advisory.affected()) {
                if (names.add(one.ecosystem().id() + '\0' + one.name())) {
                    found.add(new Key(one.ecosystem(), one.name(), version(one)));
                }
            }
            builder.advisory(advisory);
            also.advisory(advisory);
        }

        private static @Nullable String version(Affected affected) {
            return affected.versions().isEmpty()
                    ? affected.spans().stream().map(span -> span.from() == null ? span.to() : span.from())
                            .filter(java.util.Objects::nonNull).findFirst().orElse(null)
                    : affected.versions().getFirst();
        }

        @Override
        public void exploited(String id, @Nullable LocalDate added, boolean ransomware) {
            builder.exploited(id, added, ransomware);
        }

        @Override
        public void probability(String id, double probability, double percentile) {
            builder.probability(id, probability, percentile);
        }

        @Override
        public void lifecycle(Lifecycle lifecycle) {
            builder.lifecycle(lifecycle);
        }

        @Override
        public void signature(LibrarySignature signature) {
            builder.signature(signature);
        }

        @Override
        public void statement(VexStatement statement) {
            builder.statement(statement);
        }

        @Override
        public void leftOut(String name, String reason) {
            builder.leftOut(name, reason);
        }
    }
}
