package dev.gatehouse.bench;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.feed.FeedReader;
import dev.gatehouse.advisory.feed.Intake;
import dev.gatehouse.advisory.feed.Lifecycle;
import dev.gatehouse.advisory.feed.VexStatement;
import dev.gatehouse.advisory.store.AdvisoryStore;
import dev.gatehouse.advisory.store.StoreBuilder;
import dev.gatehouse.ecosystem.Ecosystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an advisory store costs: time to build, size for each row, time to open it, time for each look-up.
///
/// Arguments: how many copies of every advisory to store (1 for real data; more to see a large store), then files, folders or archives
/// of advisories. Prints CPU time, so that other work on the machine does not count.
public final class AdvisoryStoreFigures {
    private static final int ROUNDS = 5;

    private AdvisoryStoreFigures() {}

    /// Where a package lives and its name.
    private record Key(Ecosystem ecosystem, String name) {}

    public static void main(String[] arguments) throws IOException {
        int copies = Integer.parseInt(arguments[0]);
        Path file = Files.createTempFile("advisories", ".store");
        try {
            long start = cpu();
            StoreBuilder builder = new StoreBuilder();
            Copier copier = new Copier(builder, copies);
            for (int i = 1; i < arguments.length; i++) {
                new FeedReader(_ -> {}).read(Path.of(arguments[i]), copier);
            }
            long read = cpu();
            builder.write(file, Instant.EPOCH);
            long written = cpu();
            System.out.printf(Locale.ROOT, "build: %.1f s CPU to read, %.1f s to write%n", (read - start) / 1e9,
                    (written - read) / 1e9);
            figures(file, new ArrayList<>(copier.keys));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void figures(Path file, List<Key> keys) throws IOException {
        java.util.Collections.shuffle(keys, new Random(1));
        for (int round = 1; round <= ROUNDS; round++) {
            long start = cpu();
            try (AdvisoryStore store = AdvisoryStore.open(file)) {
                int first = store.find(keys.getFirst().ecosystem(), keys.getFirst().name()).size();
                long opened = cpu();
                long hits = 0;
                for (Key key : keys) {
                    hits += store.find(key.ecosystem(), key.name()).size();
                }
                long found = cpu();
                for (Key key : keys) {
                    hits += store.find(key.ecosystem(), key.name() + "~").size();
                }
                long missed = cpu();
                AdvisoryStore.About about = store.about();
                if (round == 1) {
                    System.out.printf(Locale.ROOT, "%,d advisories, %,d packages, %,d rows: %,d bytes, %.1f a row%n",
                            about.advisories(),
                            about.packages(), about.rows(), about.bytes(), (double) about.bytes() / about.rows());
                }
                System.out.printf(Locale.ROOT,
                        "round %d: open and first look-up (%d records) %.1f ms; hit %.2f µs, %.2f µs a record; miss %.2f µs%n",
                        round, first, (opened - start) / 1e6, (found - opened) / 1e3 / keys.size(),
                        (found - opened) / 1e3 / Math.max(hits, 1),
                        (missed - found) / 1e3 / keys.size());
            }
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /// Stores every advisory several times under other names.
    private static final class Copier implements Intake {
        private final StoreBuilder builder;
        private final int copies;
        private final Set<Key> keys = new LinkedHashSet<>();

        Copier(StoreBuilder builder, int copies) {
            this.builder = builder;
            this.copies = copies;
        }

        @Override
        public void advisory(Advisory advisory) {
            for (int copy = 0; copy < copies; copy++) {
                String suffix = copy == 0 ? "" : "-" + copy;
                List<Affected> affected = advisory.affected().stream()
                        .map(one -> new Affected(one.ecosystem(), one.name() + suffix,
                                one.spans(), one.versions(), one.fixed(), one.symbols(), one.ratings()))
                        .toList();
                affected.forEach(one -> keys.add(new Key(one.ecosystem(), one.name())));
                builder.advisory(new Advisory(advisory.id() + suffix, advisory.source(), advisory.kind(),
                        advisory.aliases().stream().map(alias -> alias + suffix).toList(), advisory.upstream(),
                        advisory.summary(),
                        advisory.published(), advisory.modified(), advisory.withdrawn(), advisory.disputed(), advisory.ratings(),
                        advisory.cwes(), advisory.references(), affected));
            }
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
        public void statement(VexStatement statement) {
            builder.statement(statement);
        }

        @Override
        public void leftOut(String name, String reason) {
            builder.leftOut(name, reason);
        }
    }
}
