package dev.gatehouse.source.git;

import dev.gatehouse.core.source.Lineage;
import dev.gatehouse.core.source.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads all objects of some types, each once, with all threads: packs family by family, then loose objects.
final class ObjectScan {
    /// Receives the objects; each thread has its own.
    interface Receiver {
        /// Whether the object's bytes are wanted.
        boolean wants(ObjectType type, int number);

        /// An object; the bytes are valid only during the call.
        ///
        /// @param lineage
        ///            how it was made from another object; null where that is not known
        void object(ObjectType type, int number, byte[] bytes, int length, @Nullable Lineage lineage);
    }

    /// Families with so many compressed bytes make one portion of work.
    private static final int PORTION = 1 << 20;
    private static final int LOOSE_PORTION = 128;
    private static final long BUDGET = 64L << 20;

    private final ObjectNumbers numbers;
    private final long limit;
    private final Damage damage;

    /// Some roots of a pack, or with pack -1 a range of loose objects.
    private record Portion(int pack, int[] roots, int from, int to, long weight) {}

    /// @param limit
    ///            blobs with more bytes are reported instead
    ObjectScan(ObjectNumbers numbers, long limit, Damage damage) {
        this.numbers = numbers;
        this.limit = limit;
        this.damage = damage;
    }

    void run(Work work, Set<ObjectType> types, Supplier<? extends Receiver> receivers) throws InterruptedException {
        List<Portion> portions = new ArrayList<>();
        byte[][] states = new byte[numbers.packs().size()][];
        for (int i = 0; i < states.length; i++) {
            states[i] = new byte[numbers.packs().get(i).count];
            portion(i, types, portions);
        }
        // Heavy families first, so that none is left for one thread at the end; the rest in the order of the pack.
        portions.sort((a, b) -> Long.compare(b.weight > 2 * PORTION ? b.weight : 0, a.weight > 2 * PORTION ? a.weight : 0));
        for (int from = 0; from < numbers.loose().size(); from += LOOSE_PORTION) {
            portions.add(new Portion(-1, new int[0], from, Math.min(from + LOOSE_PORTION, numbers.loose().size()), 0));
        }
        AtomicInteger next = new AtomicInteger();
        Callable<Object> worker = () -> {
            try (Walks walks = new Walks(types, receivers.get(), states)) {
                for (int i = next.getAndIncrement(); i < portions.size() && !work.cancelled(); i = next.getAndIncrement()) {
                    walks.read(portions.get(i), work);
                }
            }
            return Boolean.TRUE;
        };
        work.run(Collections.nCopies(Math.max(1, Math.min(work.parallelism(), portions.size())), worker));
        if (work.cancelled()) {
            throw new InterruptedException("cancelled");
        }
        for (int i = 0; i < states.length && types.contains(ObjectType.BLOB); i++) {
            reportCircles(i, states[i]);
        }
    }

    private void portion(int pack, Set<ObjectType> types, List<Portion> portions) {
        PackEntries entries = numbers.packs().get(pack);
        int[] weight = new int[entries.count];
        for (int i = entries.count - 1; i >= 0; i--) {
            weight[i] = (int) Math.min(Integer.MAX_VALUE, weight[i] + entries.end(i) - entries.offset[i]);
            int base = entries.parent[i];
            if (base >= 0) {
                weight[base] = (int) Math.min(Integer.MAX_VALUE, (long) weight[base] + weight[i]);
            }
        }
        int[] roots = new int[64];
        int count = 0;
        long sum = 0;
        for (int i = 0; i < entries.count; i++) {
            ObjectType type = ObjectType.of(entries.type[i]);
            if (!entries.root(i) || type != null && !types.contains(type)) {
                continue;
            }
            if (count == roots.length) {
                roots = Arrays.copyOf(roots, 2 * count);
            }
            roots[count++] = i;
            sum += weight[i];
            if (sum >= PORTION) {
                portions.add(new Portion(pack, Arrays.copyOf(roots, count), 0, 0, sum));
                count = 0;
                sum = 0;
            }
        }
        if (count > 0) {
            portions.add(new Portion(pack, Arrays.copyOf(roots, count), 0, 0, sum));
        }
    }

    /// Deltas that are each other's base belong to no family.
    private void reportCircles(int pack, byte[] state) {
        PackEntries entries = numbers.packs().get(pack);
        for (int i = 0; i < entries.count; i++) {
            if (!DeltaWalk.met(state, i) && entries.inCircle(i)) {
                damage.damaged(ObjectType.BLOB, entries.pack.index.id(entries.position[i]), "its deltas never end");
            }
        }
    }

    /// One thread's way through the portions.
    private final class Walks implements AutoCloseable {
        private final Set<ObjectType> types;
        private final Receiver receiver;
        private final byte[][] states;
        private final DeltaWalk[] walks;
        private final byte[] scratch;

        Walks(Set<ObjectType> types, Receiver receiver, byte[][] states) {
            this.types = types;
            this.receiver = receiver;
            this.states = states;
            walks = new DeltaWalk[states.length];
            scratch = new byte[numbers.database().format().length()];
        }

        void read(Portion portion, Work work) throws IOException {
            if (portion.pack < 0) {
                for (int i = portion.from; i < portion.to && !work.cancelled(); i++) {
                    readLoose(numbers.loose().get(i), numbers.looseNumber(i));
                }
                return;
            }
            DeltaWalk walk = walks[portion.pack];
            if (walk == null) {
                PackEntries entries = numbers.packs().get(portion.pack);
                walk = new DeltaWalk(entries, numbers.database(), states[portion.pack], limit, BUDGET,
                        new FromPack(portion.pack));
                walks[portion.pack] = walk;
            }
            for (int i = 0; i < portion.roots.length && !work.cancelled(); i++) {
                try {
                    walk.family(portion.roots[i]);
                } catch (InternalError e) {
                    // A page of a mapped file that is no longer there; compiled code may notice only some steps later.
                    walk.abandon();
                    damage.changed(numbers.packs().get(portion.pack).pack.name);
                }
            }
        }

        private void readLoose(ObjectId id, int number) {
            try {
                // Only its first bytes say what a loose object is.
                RawObject object = numbers.database().loose().read(id, Math.max(limit, ObjectDatabase.STRUCTURE_LIMIT),
                        type -> types.contains(type) && receiver.wants(type, number));
                if (object == null) {
                    return;
                }
                if (object.type() == ObjectType.BLOB && object.bytes().length > limit) {
                    damage.tooLarge(id, object.bytes().length, limit);
                } else {
                    receiver.object(object.type(), number, object.bytes(), object.bytes().length, null);
                }
            } catch (TooLargeException e) {
                damage.tooLarge(id, e.size, limit);
            } catch (IOException e) {
                // Every scan meets it; the one for contents tells.
                if (types.contains(ObjectType.BLOB)) {
                    damage.damaged(ObjectType.BLOB, id, String.valueOf(e.getMessage()));
                }
            }
        }

        @Override
        public void close() {
            for (DeltaWalk walk : walks) {
                if (walk != null) {
                    walk.close();
                }
            }
        }

        /// Translates positions of a pack to numbers.
        private final class FromPack implements DeltaWalk.Receiver {
            private final int pack;
            private ObjectType asked = ObjectType.BLOB;

            FromPack(int pack) {
                this.pack = pack;
            }

            @Override
            public boolean wants(ObjectType type, int position) {
                asked = type;
                return types.contains(type) && numbers.owned(pack, position, scratch)
                        && receiver.wants(type, numbers.number(pack, position));
            }

            @Override
            public void object(ObjectType type, int position, byte[] bytes, int length, @Nullable Lineage lineage) {
                receiver.object(type, numbers.number(pack, position), bytes, length, lineage);
            }

            @Override
            public void tooLarge(int position, long size) {
                damage.tooLarge(numbers.packs().get(pack).pack.index.id(position), size, limit);
            }

            @Override
            public void damaged(int position, String reason) {
                if (!readElsewhere(position)) {
                    damage.damaged(asked, numbers.packs().get(pack).pack.index.id(position), reason);
                }
            }

            @Override
            public void unknown(int position, String reason) {
                // Every scan meets it; the one for contents tells.
                if (numbers.owned(pack, position, scratch) && !readElsewhere(position) && types.contains(ObjectType.BLOB)) {
                    damage.damaged(ObjectType.BLOB, numbers.packs().get(pack).pack.index.id(position), reason);
                }
            }

            /// Another pack or a loose file may hold a good copy. False if there is none.
            private boolean readElsewhere(int position) {
                ObjectId id = numbers.packs().get(pack).pack.index.id(position);
                try {
                    RawObject object = numbers.database().read(id, Math.max(limit, ObjectDatabase.STRUCTURE_LIMIT));
                    if (object == null) {
                        return false;
                    }
                    int number = numbers.number(pack, position);
                    if (!types.contains(object.type()) || !receiver.wants(object.type(), number)) {
                        return true;
                    }
                    if (object.type() == ObjectType.BLOB && object.bytes().length > limit) {
                        tooLarge(position, object.bytes().length);
                    } else {
                        receiver.object(object.type(), number, object.bytes(), object.bytes().length, null);
                    }
                    return true;
                } catch (IOException e) {
                    return false;
                }
            }
        }
    }
}
