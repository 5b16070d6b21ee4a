package dev.gatehouse.source.git;

import dev.gatehouse.core.diagnostic.Diagnostic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Numbers every distinct object of a repository from 0, so that a history fits into arrays: those of the largest pack first,
/// in the order of their ids, loose ones last. An object in several packs has the number that the first of them gives it;
/// its other numbers stay unused. Immutable, thread-safe.
final class ObjectNumbers {
    private final ObjectDatabase database;
    private final List<PackEntries> packs;
    private final int[] first;
    private final List<ObjectId> loose;
    private final int count;

    /// @param damage
    ///            told of packs that cannot be read
    ObjectNumbers(ObjectDatabase database, Damage damage) throws IOException {
        this.database = database;
        List<PackEntries> entries = new ArrayList<>();
        for (PackFile pack : database.packs()) {
            try {
                if (!pack.index.intact()) {
                    damage.report(Diagnostic.of("git-pack-damaged", Diagnostic.Kind.GAP, pack.name,
                            "the pack's index is damaged, so objects may be missed or mistaken for others",
                            "run `git index-pack` on the pack"));
                }
                entries.add(new PackEntries(pack));
            } catch (InternalError e) {
                damage.changed(pack.name);
            } catch (GitFormatException e) {
                damage.report(Diagnostic.of("git-pack-damaged", Diagnostic.Kind.GAP, pack.name,
                        "the pack or its index cannot be read: " + e.getMessage(), "run `git fsck`"));
            }
        }
        packs = List.copyOf(entries);
        first = new int[packs.size() + 1];
        for (int i = 0; i < packs.size(); i++) {
            first[i + 1] = Math.addExact(first[i], packs.get(i).count);
        }
        loose = database.loose().list().stream().filter(id -> inPacks(id.bytes(), 0, packs.size()) < 0).toList();
        count = Math.addExact(first[packs.size()], loose.size());
    }

    ObjectDatabase database() {
        return database;
    }

    List<PackEntries> packs() {
        return packs;
    }

    /// Objects that are in no pack, in the order of their numbers.
    List<ObjectId> loose() {
        return loose;
    }

    int count() {
        return count;
    }

    int number(int pack, int position) {
        return first[pack] + position;
    }

    int looseNumber(int index) {
        return first[packs.size()] + index;
    }

    /// The number of the id that begins at the offset; -1 if there is no such object.
    int number(byte[] id, int at) {
        int number = inPacks(id, at, packs.size());
        if (number >= 0 || loose.isEmpty()) {
            return number;
        }
        int index = Collections.binarySearch(loose, ObjectId.of(id, at, database.format()));
        return index >= 0 ? looseNumber(index) : -1;
    }

    int number(ObjectId id) {
        return id.format() == database.format() ? number(id.bytes(), 0) : -1;
    }

    private int inPacks(byte[] id, int at, int before) {
        for (int i = 0; i < before; i++) {
            int position = packs.get(i).pack.index.find(id, at);
            if (position >= 0) {
                return first[i] + position;
            }
        }
        return -1;
    }

    /// Whether the object's number is the one of this pack, not of an earlier one.
    boolean owned(int pack, int position, byte[] scratch) {
        if (pack == 0) {
            return true;
        }
        packs.get(pack).pack.index.copyId(position, scratch, 0);
        return inPacks(scratch, 0, pack) < 0;
    }

    ObjectId id(int number) {
        for (int i = 0; i < packs.size(); i++) {
            if (number < first[i + 1]) {
                return packs.get(i).pack.index.id(number - first[i]);
            }
        }
        return loose.get(number - first[packs.size()]);
    }
}
