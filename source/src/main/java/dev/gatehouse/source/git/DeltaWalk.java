package dev.gatehouse.source.git;

import dev.gatehouse.core.source.Lineage;
import dev.gatehouse.core.source.Notes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Reads the objects of a pack so that each is inflated once: depth-first over the delta forest, every delta applied to the
/// base that has just been made. Belongs to one thread; several of them share a pack, each taking whole families (an object
/// with all that is derived from it).
///
/// Holds the objects that still have descendants to come, up to a budget of bytes; beyond it those nearest to the root are
/// dropped and made again when they are needed.
final class DeltaWalk implements AutoCloseable {
    /// Receives the objects.
    interface Receiver {
        /// Whether the object is to be handed over; asked once per object, before anything of its family is inflated.
        boolean wants(ObjectType type, int position);

        /// An object; the bytes are valid only during the call.
        ///
        /// @param lineage
        ///            how it was made from another; only of blobs
        void object(ObjectType type, int position, byte[] bytes, int length, @Nullable Lineage lineage);

        /// A wanted object that has more bytes than the limit.
        void tooLarge(int position, long size);

        /// A wanted object that cannot be read.
        void damaged(int position, String reason);

        /// An object that cannot be read and of which not even the type is known.
        void unknown(int position, String reason);
    }

    private static final byte UNSEEN = 0;
    private static final byte NOT_NEEDED = 1;
    /// Only as a base.
    private static final byte NEEDED = 2;
    private static final byte WANTED = 3;

    /// An object that still has needed deltas with needed deltas of their own.
    private static final class Frame {
        final int entry;
        int next;
        int length;
        byte @Nullable [] bytes;
        final Notes notes;

        Frame(int entry, byte[] bytes, int length, Notes notes) {
            this.entry = entry;
            this.bytes = bytes;
            this.length = length;
            this.notes = notes;
        }
    }

    private final PackEntries entries;
    private final ObjectDatabase database;
    private final Receiver receiver;
    private final long limit;
    private final long baseLimit;
    private final long budget;
    /// Shared by all walks over the pack: which entries have been met, and why.
    private final byte[] state;
    private final Buffers buffers = new Buffers();
    private final ObjectInflater inflater = new ObjectInflater();
    private final List<Frame> frames = new ArrayList<>();
    private long held;
    private int[] family = new int[64];
    private ObjectType type = ObjectType.BLOB;
    /// Length of what [#make] made last.
    private int madeLength;
    /// What of it was taken over from its base.
    private final Copies copies = new Copies();

    /// @param state
    ///            one byte per entry, all zero at first; shared by the walks over the pack
    /// @param limit
    ///            objects with more bytes are not handed over
    /// @param budget
    ///            how many bytes of bases are held at most, besides one base, one delta and one result
    DeltaWalk(PackEntries entries, ObjectDatabase database, byte[] state, long limit, long budget, Receiver receiver) {
        this.entries = entries;
        this.database = database;
        this.state = state;
        this.receiver = receiver;
        this.limit = Math.min(limit, Buffers.limit() - 1);
        this.budget = budget;
        // A base over the limit may have descendants under it.
        baseLimit = Math.min(Math.max(limit, ObjectDatabase.STRUCTURE_LIMIT), Buffers.limit() - 1);
    }

    /// Hands over the wanted members of the family of a root.
    void family(int root) {
        ObjectType rootType = ObjectType.of(entries.type[root]);
        RawObject outside = null;
        if (rootType == null) {
            try {
                outside = outsideBase(root);
                rootType = outside.type();
            } catch (IOException e) {
                unknown(root, String.valueOf(e.getMessage()));
                return;
            }
        }
        type = rootType;
        survey(root);
        if (state[root] == NOT_NEEDED) {
            return;
        }
        byte[] bytes = outside == null
                ? makeOrReport(root, new byte[0], 0)
                : makeOrReport(root, outside.bytes(), outside.bytes().length);
        if (bytes != null) {
            descend(root, bytes, null);
        }
        while (!frames.isEmpty()) {
            step(frames.getLast());
        }
    }

    /// Lists the family and finds out which members are wanted, and which are needed to make those.
    private void survey(int root) {
        int count = 0;
        family[count++] = root;
        for (int i = 0; i < count; i++) {
            int entry = family[i];
            state[entry] = receiver.wants(type, entries.position[entry]) ? WANTED : NOT_NEEDED;
            for (int child = entries.firstChild(entry); child >= 0; child = entries.nextSibling(child)) {
                if (count == family.length) {
                    family = Arrays.copyOf(family, 2 * count);
                }
                family[count++] = child;
            }
        }
        // Parents stand before their children, so backwards every child is settled before its parent.
        for (int i = count - 1; i >= 0; i--) {
            int entry = family[i];
            int parent = entries.parent[entry];
            if (i > 0 && state[entry] != NOT_NEEDED && state[parent] == NOT_NEEDED) {
                state[parent] = NEEDED;
            }
        }
    }

    private RawObject outsideBase(int root) throws IOException {
        PackFile.Entry entry = entries.pack.newEntry();
        entries.pack.header(entries.offset[root], entry);
        RawObject base = entry.type == ObjectType.REF_DELTA
                ? database.read(ObjectId.of(entry.baseId, 0, database.format()), baseLimit)
                : null;
        if (base == null) {
            throw new DamagedObjectException("its delta has no base");
        }
        return base;
    }

    /// Hands the object over, then all its childless children; keeps it if others remain.
    ///
    /// @param base
    ///            what is remembered of what it was made from; null if that is no member of the family
    private void descend(int entry, byte[] bytes, @Nullable Notes base) {
        int length = madeLength;
        Notes notes = hand(entry, bytes, length, base);
        Frame frame = new Frame(entry, bytes, length, notes);
        for (int child = entries.firstChild(entry); child >= 0; child = entries.nextSibling(child)) {
            if (state[child] == WANTED && !hasNeededChild(child)) {
                byte[] made = makeOrReport(child, bytes, length);
                if (made != null) {
                    hand(child, made, madeLength, notes);
                    buffers.give(made);
                }
            }
        }
        frame.next = nextInner(entries.firstChild(entry));
        if (frame.next < 0) {
            buffers.give(bytes);
            return;
        }
        frames.add(frame);
        held += bytes.length;
    }

    private void step(Frame frame) {
        int child = frame.next;
        byte[] base = frame.bytes;
        if (base == null) {
            try {
                base = remake(frame);
            } catch (IOException e) {
                frames.removeLast();
                for (int rest = child; rest >= 0; rest = nextInner(entries.nextSibling(rest))) {
                    damaged(rest, String.valueOf(e.getMessage()));
                }
                return;
            }
        }
        frame.next = nextInner(entries.nextSibling(child));
        byte[] made = makeOrReport(child, base, frame.length);
        if (frame.next < 0) {
            // The last one: nobody will ask for the base again, so a chain never holds more than two objects.
            frames.removeLast();
            held -= base.length;
            buffers.give(base);
        }
        if (made != null) {
            makeRoom(made.length);
            descend(child, made, frame.notes);
        }
    }

    private void makeRoom(long bytes) {
        for (int i = 0; i < frames.size() && held + bytes > budget; i++) {
            Frame frame = frames.get(i);
            byte[] dropped = frame.bytes;
            if (dropped != null) {
                held -= dropped.length;
                frame.bytes = null;
                buffers.give(dropped);
            }
        }
    }

    /// Makes a dropped object again, from the nearest ancestor that is held or from the root.
    private byte[] remake(Frame frame) throws IOException {
        List<Integer> path = new ArrayList<>();
        byte[] bytes = null;
        int length = 0;
        // Frames are ancestors of each other, so both are climbed together.
        int above = frames.size() - 2;
        int at = frame.entry;
        while (at >= 0 && bytes == null) {
            if (above >= 0 && frames.get(above).entry == at) {
                bytes = frames.get(above).bytes;
                length = frames.get(above).length;
                above--;
            }
            if (bytes == null) {
                path.add(at);
                at = entries.parent[at];
            }
        }
        byte[] own = null;
        if (bytes == null && at == PackEntries.OUTSIDE) {
            bytes = outsideBase(path.getLast()).bytes();
            length = bytes.length;
        }
        for (int i = path.size() - 1; i >= 0; i--) {
            byte[] made = make(path.get(i), bytes == null ? new byte[0] : bytes, length, baseLimit);
            if (own != null) {
                buffers.give(own);
            }
            own = made;
            bytes = made;
            length = madeLength;
        }
        byte[] remade = Objects.requireNonNull(own);
        frame.bytes = remade;
        held += remade.length;
        return remade;
    }

    private boolean hasNeededChild(int entry) {
        for (int child = entries.firstChild(entry); child >= 0; child = entries.nextSibling(child)) {
            if (state[child] != NOT_NEEDED) {
                return true;
            }
        }
        return false;
    }

    /// The first of the siblings that has needed children itself.
    private int nextInner(int sibling) {
        int at = sibling;
        while (at >= 0 && (state[at] == NOT_NEEDED || !hasNeededChild(at))) {
            at = entries.nextSibling(at);
        }
        return at;
    }

    /// Hands over what [#make] made just now; gives what is remembered of it.
    private Notes hand(int entry, byte[] bytes, int length, @Nullable Notes base) {
        Notes own = new Notes();
        if (state[entry] != WANTED) {
            return own;
        }
        if (type == ObjectType.BLOB && length > limit) {
            receiver.tooLarge(entries.position[entry], length);
        } else {
            receiver.object(type, entries.position[entry], bytes, length,
                    type == ObjectType.BLOB ? new Lineage(base, copies.toArray(), own) : null);
        }
        return own;
    }

    private byte @Nullable [] makeOrReport(int entry, byte[] base, int baseLength) {
        try {
            return make(entry, base, baseLength, hasNeededChild(entry) || type != ObjectType.BLOB ? baseLimit : limit);
        } catch (TooLargeException e) {
            tooLarge(entry, e.size);
        } catch (DamagedObjectException e) {
            damaged(entry, String.valueOf(e.getMessage()));
        }
        return null;
    }

    /// Makes the object: inflates it, or its delta and applies that. Sets [#madeLength].
    private byte[] make(int entry, byte[] base, int baseLength, long greatest)
            throws DamagedObjectException, TooLargeException {
        int size = entries.size[entry];
        boolean delta = entries.type[entry] == ObjectType.OFS_DELTA || entries.type[entry] == ObjectType.REF_DELTA;
        if (size > (delta ? baseLimit : greatest)) {
            throw new TooLargeException(size);
        }
        long from = entries.data(entry);
        long end = entries.end(entry);
        if (!ObjectInflater.plausible(size, end - from)) {
            throw new DamagedObjectException("it is cut short");
        }
        copies.clear();
        byte[] bytes = buffers.take(size + 1);
        try {
            inflater.inflate(entries.pack.bytes, from, end, bytes, size);
        } catch (DamagedObjectException e) {
            buffers.give(bytes);
            throw e;
        }
        if (!delta) {
            madeLength = size;
            return bytes;
        }
        byte[] result = null;
        try {
            long resultSize = Delta.resultSize(bytes, size);
            if (resultSize > greatest) {
                throw new TooLargeException(resultSize);
            }
            result = buffers.take((int) resultSize);
            Delta.apply(base, baseLength, bytes, size, result, (int) resultSize, copies);
            madeLength = (int) resultSize;
            byte[] made = result;
            result = null;
            return made;
        } finally {
            buffers.give(bytes);
            if (result != null) {
                buffers.give(result);
            }
        }
    }

    /// Reports the object as damaged, and as lost with it every wanted one that is derived from it.
    private void damaged(int entry, String reason) {
        eachWanted(entry, lost -> receiver.damaged(entries.position[lost],
                lost == entry ? reason : "an object that it is derived from is damaged"));
    }

    private void tooLarge(int entry, long size) {
        eachWanted(entry, lost -> {
            if (lost == entry) {
                receiver.tooLarge(entries.position[lost], size);
            } else {
                receiver.damaged(entries.position[lost], "an object that it is derived from is too large");
            }
        });
    }

    private void unknown(int root, String reason) {
        eachMember(root, lost -> {
            state[lost] = NOT_NEEDED;
            receiver.unknown(entries.position[lost], lost == root ? reason : "an object that it is derived from is damaged");
        });
    }

    private void eachWanted(int root, IntConsumer action) {
        eachMember(root, entry -> {
            if (state[entry] == WANTED) {
                action.accept(entry);
            }
        });
    }

    private void eachMember(int root, IntConsumer action) {
        int[] members = new int[16];
        int count = 0;
        members[count++] = root;
        for (int i = 0; i < count; i++) {
            action.accept(members[i]);
            for (int child = entries.firstChild(members[i]); child >= 0; child = entries.nextSibling(child)) {
                if (count == members.length) {
                    members = Arrays.copyOf(members, 2 * count);
                }
                members[count++] = child;
            }
        }
    }

    /// Forgets a family that it was interrupted in.
    void abandon() {
        frames.clear();
        held = 0;
    }

    /// Whether any walk has met the entry; those in a circle of deltas never are.
    static boolean met(byte[] state, int entry) {
        return state[entry] != UNSEEN;
    }

    @Override
    public void close() {
        inflater.close();
    }
}
