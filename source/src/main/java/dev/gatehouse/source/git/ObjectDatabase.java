package dev.gatehouse.source.git;

import dev.gatehouse.core.diagnostic.Diagnostic;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// All objects of a repository: its packs and loose objects, and those of its alternates, as they were when it was opened.
/// Reads single objects by id; whole packs are read by [DeltaWalk]. Thread-safe.
final class ObjectDatabase implements Closeable {
    /// Commits and trees are read whatever the scan's limit for contents is, up to this.
    static final long STRUCTURE_LIMIT = 256L << 20;
    /// git makes chains of at most 4,095 deltas.
    static final int LONGEST_CHAIN = 10_000;
    private static final int CACHED_BYTES = 32 << 20;
    private static final int CACHED_OBJECT = 512 << 10;

    private final Arena arena = Arena.ofShared();
    private final ObjectFormat format;
    private final List<PackFile> packs;
    private final LooseObjects loose;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final boolean promisorPacks;
    private final ConcurrentLinkedQueue<ObjectInflater> inflaters = new ConcurrentLinkedQueue<>();
    private final BaseCache bases = new BaseCache();

    /// A pack's object, for the cache.
    private record Stored(PackFile pack, long offset) {}

    /// Objects that are likely to be the base of the next one asked for.
    private static final class BaseCache {
        private final LinkedHashMap<Stored, RawObject> objects = new LinkedHashMap<>(64, 0.75f, true);
        private long held;

        synchronized @Nullable RawObject get(Stored key) {
            return objects.get(key);
        }

        synchronized void put(Stored key, RawObject object) {
            if (object.bytes().length > CACHED_OBJECT || objects.putIfAbsent(key, object) != null) {
                return;
            }
            held += object.bytes().length;
            var eldest = objects.entrySet().iterator();
            while (held > CACHED_BYTES && eldest.hasNext()) {
                Map.Entry<Stored, RawObject> dropped = eldest.next();
                held -= dropped.getValue().bytes().length;
                eldest.remove();
            }
        }
    }

    /// Opens the packs of the object directories.
    ///
    /// @param directories
    ///            the repository's own first
    ObjectDatabase(List<Path> directories, ObjectFormat format) throws IOException {
        this.format = format;
        loose = new LooseObjects(directories, format);
        List<PackFile> opened = new ArrayList<>();
        boolean promisor = false;
        for (Path directory : directories) {
            Path folder = directory.resolve("pack");
            if (!Files.isDirectory(folder)) {
                continue;
            }
            List<Path> indexes = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    promisor |= name.endsWith(".promisor");
                    if (name.endsWith(".idx")) {
                        indexes.add(file);
                    } else if (name.endsWith(".pack")) {
                        requireIndex(file);
                    }
                }
            }
            indexes.sort(Comparator.comparing(Path::toString));
            for (Path file : indexes) {
                open(file, opened);
            }
        }
        promisorPacks = promisor;
        // The largest first: nearly every object is then found in the first pack that is asked.
        opened.sort(Comparator.comparingInt((PackFile pack) -> pack.index.count()).reversed());
        packs = List.copyOf(opened);
    }

    private void requireIndex(Path packFile) {
        String name = packFile.getFileName().toString();
        if (!Files.exists(packFile.resolveSibling(name.substring(0, name.length() - "pack".length()) + "idx"))) {
            diagnostics.add(Diagnostic.of("git-pack-damaged", Diagnostic.Kind.GAP, name,
                    "the pack has no index, so its objects cannot be found", "run `git index-pack` on it, or remove it"));
        }
    }

    private void open(Path indexFile, List<PackFile> opened) {
        try {
            opened.add(PackFile.open(indexFile, format, arena));
        } catch (IOException e) {
            diagnostics.add(Diagnostic.of("git-pack-damaged", Diagnostic.Kind.GAP, indexFile.getFileName().toString(),
                    "the pack or its index cannot be read: " + reason(e), "run `git fsck`"));
        }
    }

    /// The message of an exception without paths of this machine.
    private static String reason(IOException e) {
        return e instanceof GitFormatException ? String.valueOf(e.getMessage()) : e.getClass().getSimpleName();
    }

    ObjectFormat format() {
        return format;
    }

    /// Largest first.
    List<PackFile> packs() {
        return packs;
    }

    LooseObjects loose() {
        return loose;
    }

    /// Packs that could not be opened.
    List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    /// Whether a pack says that objects it refers to may be missing.
    boolean promisorPacks() {
        return promisorPacks;
    }

    boolean contains(ObjectId id) {
        for (PackFile pack : packs) {
            if (pack.index.find(id.bytes(), 0) >= 0) {
                return true;
            }
        }
        return loose.contains(id);
    }

    /// Reads an object.
    ///
    /// @return null if it is in none of the object directories
    /// @throws TooLargeException
    ///             if it has more bytes than the limit
    /// @throws DamagedObjectException
    ///             if no copy of it can be read
    @Nullable
    RawObject read(ObjectId id, long limit) throws IOException {
        try {
            return read(id, limit, 0);
        } catch (InternalError e) {
            // A page of a mapped file that is no longer there; compiled code may notice only some steps later.
            throw new DamagedObjectException("the pack changed while it was read");
        }
    }

    private @Nullable RawObject read(ObjectId id, long limit, int depth) throws IOException {
        if (depth > 50) {
            throw new DamagedObjectException("its deltas never end");
        }
        DamagedObjectException damage = null;
        for (PackFile pack : packs) {
            int position = pack.index.find(id.bytes(), 0);
            if (position >= 0) {
                try {
                    return read(pack, pack.index.offset(position), limit, depth);
                } catch (DamagedObjectException e) {
                    damage = e;
                }
            }
        }
        RawObject object = loose.read(id, limit);
        if (object == null && damage != null) {
            throw damage;
        }
        return object;
    }

    private RawObject read(PackFile pack, long offset, long limit, int depth) throws IOException {
        PackFile.Entry entry = pack.newEntry();
        // Offset, start of the compressed bytes and size of each delta down to the base.
        ArrayDeque<long[]> deltas = new ArrayDeque<>();
        long at = offset;
        RawObject object = null;
        ObjectInflater inflater = takeInflater();
        try {
            while (object == null) {
                object = bases.get(new Stored(pack, at));
                if (object != null) {
                    break;
                }
                pack.header(at, entry);
                if (entry.type != ObjectType.OFS_DELTA && entry.type != ObjectType.REF_DELTA) {
                    // A base may be larger than what is made of it.
                    require(entry.size, deltas.isEmpty() ? limit : Math.max(limit, STRUCTURE_LIMIT));
                    byte[] bytes = inflate(inflater, pack, entry.data, entry.size);
                    object = new RawObject(ObjectType.values()[entry.type - 1], bytes);
                    bases.put(new Stored(pack, at), object);
                    break;
                }
                if (deltas.size() > LONGEST_CHAIN) {
                    throw new DamagedObjectException("its deltas never end");
                }
                deltas.push(new long[]{at, entry.data, entry.size});
                if (entry.type == ObjectType.OFS_DELTA) {
                    at = entry.base;
                } else {
                    int position = pack.index.find(entry.baseId, 0);
                    if (position >= 0) {
                        at = pack.index.offset(position);
                    } else {
                        object = read(ObjectId.of(entry.baseId, 0, format), Math.max(limit, STRUCTURE_LIMIT), depth + 1);
                        if (object == null) {
                            throw new DamagedObjectException("its delta has no base");
                        }
                    }
                }
            }
            while (!deltas.isEmpty()) {
                long[] step = deltas.pop();
                require(step[2], Math.max(limit, STRUCTURE_LIMIT));
                byte[] delta = inflate(inflater, pack, step[1], step[2]);
                long size = Delta.resultSize(delta, delta.length);
                require(size, deltas.isEmpty() ? limit : Math.max(limit, STRUCTURE_LIMIT));
                byte[] bytes = new byte[(int) size];
                Delta.apply(object.bytes(), object.bytes().length, delta, delta.length, bytes, bytes.length, new Copies());
                object = new RawObject(object.type(), bytes);
                bases.put(new Stored(pack, step[0]), object);
            }
            return object;
        } finally {
            inflaters.add(inflater);
        }
    }

    private static void require(long size, long limit) throws TooLargeException {
        if (size > Math.min(limit, Buffers.limit())) {
            throw new TooLargeException(size);
        }
    }

    private static byte[] inflate(ObjectInflater inflater, PackFile pack, long from, long size) throws DamagedObjectException {
        if (!ObjectInflater.plausible(size, pack.end - from)) {
            throw new DamagedObjectException("it is cut short");
        }
        byte[] bytes = new byte[(int) size];
        inflater.inflate(pack.bytes, from, pack.end, bytes, bytes.length);
        return bytes;
    }

    private ObjectInflater takeInflater() {
        ObjectInflater free = inflaters.poll();
        return free != null ? free : new ObjectInflater();
    }

    /// The ids that begin with the digits, at most a few; used to complete abbreviations.
    List<ObjectId> withPrefix(String hex) throws IOException {
        List<ObjectId> ids = new ArrayList<>(loose.withPrefix(hex));
        StringBuilder lowest = new StringBuilder(hex);
        while (lowest.length() < 2 * format.length()) {
            lowest.append('0');
        }
        ObjectId from = ObjectId.parse(lowest).orElseThrow();
        for (PackFile pack : packs) {
            for (int i = pack.index.ceiling(from.bytes()); i < pack.index.count() && ids.size() < 1000; i++) {
                ObjectId id = pack.index.id(i);
                if (!id.hex().startsWith(hex)) {
                    break;
                }
                ids.add(id);
            }
        }
        return ids.stream().sorted().distinct().toList();
    }

    /// Unmaps the packs; whoever still reads fails.
    @Override
    public void close() {
        for (ObjectInflater inflater = inflaters.poll(); inflater != null; inflater = inflaters.poll()) {
            inflater.close();
        }
        arena.close();
    }
}
