package dev.gatehouse.secrets.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Literals found by Vectorscan. Its database is kept in the user's cache.
final class VectorscanLiterals implements LiteralScanner.Source {
    /// Bytes that are copied and scanned at a time, so that they are still in the processor's cache when they are scanned.
    private static final int CHUNK = 1 << 18;
    private static final int SCAN_TERMINATED = -3;
    private static final int DIGEST_LENGTH = 64;
    private static final String SUFFIX = ".hsdb";

    private final Vectorscan vectorscan;
    private final MemorySegment database;
    private final int overlap;
    private final Set<Scanner> scanners = new HashSet<>();
    private boolean closed;

    VectorscanLiterals(Vectorscan vectorscan, List<Literal> literals, Path cache) {
        this.vectorscan = vectorscan;
        overlap = literals.stream().mapToInt(literal -> literal.bytes().length).max().orElse(1) - 1;
        database = database(vectorscan, literals, cache);
    }

    private static MemorySegment database(Vectorscan vectorscan, List<Literal> literals, Path cache) {
        Path directory = cache.resolve("vectorscan");
        String name = key(vectorscan, literals) + SUFFIX;
        Path file = directory.resolve(name);
        Path installed = VectorscanLibrary.installed(name);
        try {
            if (installed != null) {
                return vectorscan.deserialize(Files.readAllBytes(installed));
            }
            VectorscanLibrary.ownedDirectory(directory);
            byte[] kept = kept(file);
            if (kept != null) {
                return vectorscan.deserialize(kept);
            }
        } catch (IOException | IllegalStateException e) {
            // What cannot be read is made anew.
        }
        MemorySegment compiled = vectorscan.compile(literals);
        try {
            byte[] serialized = vectorscan.serialize(compiled);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.writeBytes(VectorscanLibrary.digest(serialized).getBytes(StandardCharsets.US_ASCII));
            content.writeBytes(serialized);
            VectorscanLibrary.ownedDirectory(directory);
            VectorscanLibrary.write(file, content.toByteArray());
        } catch (IOException e) {
            // A cache that cannot be used costs time, nothing else.
        }
        return compiled;
    }

    /// The serialised database in the file; null unless it is this user's own and whole, since the library trusts what
    /// it restores.
    private static byte @Nullable [] kept(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !VectorscanLibrary.ownedAlone(file)) {
            return null;
        }
        byte[] content = Files.readAllBytes(file);
        if (content.length <= DIGEST_LENGTH) {
            return null;
        }
        byte[] database = Arrays.copyOfRange(content, DIGEST_LENGTH, content.length);
        String digest = new String(content, 0, DIGEST_LENGTH, StandardCharsets.US_ASCII);
        return digest.equals(VectorscanLibrary.digest(database)) ? database : null;
    }

    /// Puts the database of some literals into a folder beside the launcher.
    static void install(Vectorscan vectorscan, List<Literal> literals, Path folder) throws IOException {
        MemorySegment compiled = vectorscan.compile(literals);
        Path file = folder.resolve(key(vectorscan, literals) + SUFFIX);
        try {
            VectorscanLibrary.write(file, vectorscan.serialize(compiled));
            VectorscanLibrary.shared(file);
        } finally {
            vectorscan.freeDatabase(compiled);
        }
    }

    private static String key(Vectorscan vectorscan, List<Literal> literals) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Literal literal : literals) {
            byte[] bytes = literal.bytes();
            all.write(literal.anyCase() ? 1 : 0);
            all.write(bytes.length >>> 8);
            all.write(bytes.length);
            all.writeBytes(bytes);
        }
        return VectorscanLibrary.digest(vectorscan.version().getBytes(StandardCharsets.UTF_8), vectorscan.platform(),
                all.toByteArray());
    }

    @Override
    public synchronized LiteralScanner scanner() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        Scanner scanner = new Scanner();
        scanners.add(scanner);
        return scanner;
    }

    @Override
    public String name() {
        return "vectorscan " + vectorscan.version().split(" ", 2)[0];
    }

    @Override
    public void close() {
        Set<Scanner> open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = Set.copyOf(scanners);
        }
        open.forEach(Scanner::close);
        vectorscan.freeDatabase(database);
    }

    private synchronized void forget(Scanner scanner) {
        scanners.remove(scanner);
    }

    private final class Scanner implements LiteralScanner {
        private static final MethodHandle ON_MATCH;

        static {
            try {
                ON_MATCH = MethodHandles.lookup().findVirtual(Scanner.class, "onMatch",
                        MethodType.methodType(int.class, int.class, long.class, long.class, int.class, MemorySegment.class));
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Arena arena = Arena.ofShared();
        private final MemorySegment chunk = arena.allocate(CHUNK, 64);
        private final MemorySegment onMatch = Linker.nativeLinker().upcallStub(ON_MATCH.bindTo(this), Vectorscan.ON_MATCH, arena);
        private final MemorySegment scratch = vectorscan.allocateScratch(database);
        /// What was found in a chunk: end and, in the lower half, number of the literal.
        private long[] found = new long[256];
        private int size;
        private boolean ordered;
        private @Nullable Throwable failure;
        private boolean closed;

        /// Called by the library. Must not throw: that would end the process.
        @SuppressWarnings("unused")
        int onMatch(int literal, long from, long to, int flags, MemorySegment context) {
            try {
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                }
                long match = to << 32 | literal;
                ordered &= size == 0 || found[size - 1] >>> 32 <= to;
                found[size++] = match;
                return 0;
            } catch (Throwable e) {
                failure = e;
                return 1;
            }
        }

        @Override
        public synchronized void find(byte[] text, int from, int to, Listener listener) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            // Each chunk begins a little before the end of the one before; what ends there has been told already.
            for (int start = from, told = from; start < to;) {
                int end = (int) Math.min(to, (long) start + CHUNK);
                MemorySegment.copy(text, start, chunk, ValueLayout.JAVA_BYTE, 0, end - start);
                scan(end - start);
                for (int i = 0; i < size; i++) {
                    int at = start + (int) (found[i] >>> 32);
                    if (at > told) {
                        listener.found((int) found[i], at);
                    }
                }
                told = end;
                start = end == to ? to : end - overlap;
            }
        }

        private void scan(int length) {
            size = 0;
            ordered = true;
            int result = vectorscan.scan(database, chunk, length, scratch, onMatch);
            Throwable thrown = failure;
            failure = null;
            if (thrown != null) {
                throw new IllegalStateException("cannot note a match", thrown);
            }
            if (result != 0 && result != SCAN_TERMINATED) {
                throw new IllegalStateException("Vectorscan error " + result);
            }
            if (!ordered) {
                Arrays.sort(found, 0, size);
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                vectorscan.freeScratch(scratch);
                arena.close();
                forget(this);
            }
        }
    }
}
