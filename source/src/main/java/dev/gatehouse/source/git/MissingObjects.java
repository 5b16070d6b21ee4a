package dev.gatehouse.source.git;

import dev.gatehouse.core.source.Lineage;
import dev.gatehouse.core.source.Work;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Counts the distinct blobs and trees that the trees of a partial clone name but that it lacks.
final class MissingObjects {
    private MissingObjects() {}

    static int count(ObjectNumbers numbers, Work work, Damage damage) throws InterruptedException {
        Set<ObjectId> missing = ConcurrentHashMap.newKeySet();
        new ObjectScan(numbers, ObjectDatabase.STRUCTURE_LIMIT, damage).run(work, EnumSet.of(ObjectType.TREE),
                () -> new Reader(numbers, missing));
        return missing.size();
    }

    /// One thread's part. Trees that follow each other name mostly the same objects; those met last are remembered.
    private static final class Reader implements ObjectScan.Receiver {
        private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
        private static final int REMEMBERED = 1 << 15;

        private final ObjectNumbers numbers;
        private final Set<ObjectId> missing;
        private final TreeCursor cursor;
        private final int idLength;
        private final byte[] present;

        Reader(ObjectNumbers numbers, Set<ObjectId> missing) {
            this.numbers = numbers;
            this.missing = missing;
            ObjectFormat format = numbers.database().format();
            cursor = new TreeCursor(format);
            idLength = format.length();
            present = new byte[REMEMBERED * idLength];
        }

        @Override
        public boolean wants(ObjectType type, int number) {
            return true;
        }

        @Override
        public void object(ObjectType type, int number, byte[] bytes, int length, @Nullable Lineage lineage) {
            cursor.over(bytes, length);
            try {
                while (cursor.next()) {
                    if (!cursor.submodule()) {
                        check(bytes, cursor.idStart);
                    }
                }
            } catch (DamagedObjectException e) {
                // Attribution, which needs the tree, tells.
            }
        }

        private void check(byte[] bytes, int at) {
            int slot = ((int) ((long) LONGS.get(bytes, at) >>> 3) & REMEMBERED - 1) * idLength;
            if (Arrays.equals(present, slot, slot + idLength, bytes, at, at + idLength)) {
                return;
            }
            if (numbers.number(bytes, at) >= 0) {
                System.arraycopy(bytes, at, present, slot, idLength);
            } else {
                missing.add(ObjectId.of(bytes, at, numbers.database().format()));
            }
        }
    }
}
