package dev.gatehouse.secrets.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/// The functions of the Vectorscan library that are needed here, by the names and with the meanings of `hs.h`:
/// <https://intel.github.io/hyperscan/dev-reference/api_files.html>. Thread-safe.
final class Vectorscan {
    /// The library cannot be had or does not run here.
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        Unavailable(String message) {
            super(message);
        }

        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static final FunctionDescriptor ON_MATCH = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS);
    private static final int CASELESS = 1;
    private static final int BLOCK_MODE = 1;
    private static final int PLATFORM_INFO_BYTES = 32;
    private static final AddressLayout STRING = ADDRESS
            .withTargetLayout(java.lang.foreign.MemoryLayout.sequenceLayout(4096, ValueLayout.JAVA_BYTE));

    private final SymbolLookup library;
    private final MethodHandle compileLiterals;
    private final MethodHandle scan;
    private final MethodHandle allocateScratch;
    private final MethodHandle freeScratch;
    private final MethodHandle freeDatabase;
    private final MethodHandle serialize;
    private final MethodHandle deserialize;
    private final MethodHandle freeError;
    private final MethodHandle free;
    private final String version;
    private final byte[] platform;

    /// Loads the library for the rest of the process.
    Vectorscan(Path file) throws Unavailable {
        try {
            library = SymbolLookup.libraryLookup(file, Arena.global());
            compileLiterals = function("hs_compile_lit_multi",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS,
                            ADDRESS));
            scan = function("hs_scan",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
            allocateScratch = function("hs_alloc_scratch", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
            freeScratch = function("hs_free_scratch", FunctionDescriptor.of(JAVA_INT, ADDRESS));
            freeDatabase = function("hs_free_database", FunctionDescriptor.of(JAVA_INT, ADDRESS));
            serialize = function("hs_serialize_database", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
            deserialize = function("hs_deserialize_database", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
            freeError = function("hs_free_compile_error", FunctionDescriptor.of(JAVA_INT, ADDRESS));
            free = Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow("free"),
                    FunctionDescriptor.ofVoid(ADDRESS));
            int valid = (int) function("hs_valid_platform", FunctionDescriptor.of(JAVA_INT)).invokeExact();
            if (valid != 0) {
                throw new Unavailable("Vectorscan does not support this processor");
            }
            MemorySegment name = (MemorySegment) function("hs_version", FunctionDescriptor.of(STRING)).invokeExact();
            version = name.getString(0);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment info = arena.allocate(PLATFORM_INFO_BYTES, 8);
                check((int) function("hs_populate_platform", FunctionDescriptor.of(JAVA_INT, ADDRESS)).invokeExact(info));
                platform = info.toArray(ValueLayout.JAVA_BYTE);
            }
        } catch (Unavailable e) {
            throw e;
        } catch (Throwable e) {
            throw new Unavailable("cannot load " + file + ": " + e.getMessage(), e);
        }
    }

    private MethodHandle function(String name, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
    }

    private static void check(int result) {
        if (result != 0) {
            throw new IllegalStateException("Vectorscan error " + result);
        }
    }

    /// For example `5.4.12 2025-11-05`.
    String version() {
        return version;
    }

    /// What decides which databases run here: the processor's family and its features.
    byte[] platform() {
        return platform.clone();
    }

    /// Compiles literals.
    ///
    /// @return a database, to be freed with [#freeDatabase]
    MemorySegment compile(List<Literal> literals) {
        int n = literals.size();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment expressions = arena.allocate(ADDRESS, n);
            MemorySegment flags = arena.allocate(JAVA_INT, n);
            MemorySegment ids = arena.allocate(JAVA_INT, n);
            MemorySegment lengths = arena.allocate(JAVA_LONG, n);
            for (int i = 0; i < n; i++) {
                byte[] bytes = literals.get(i).bytes();
                expressions.setAtIndex(ADDRESS, i, arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes));
                flags.setAtIndex(JAVA_INT, i, literals.get(i).anyCase() ? CASELESS : 0);
                ids.setAtIndex(JAVA_INT, i, i);
                lengths.setAtIndex(JAVA_LONG, i, bytes.length);
            }
            MemorySegment database = arena.allocate(ADDRESS);
            MemorySegment error = arena.allocate(ADDRESS);
            int result = (int) compileLiterals.invokeExact(expressions, flags, ids, lengths, n, BLOCK_MODE, MemorySegment.NULL,
                    database,
                    error);
            if (result != 0) {
                MemorySegment compileError = error.get(ADDRESS.withTargetLayout(STRING), 0);
                String message = compileError.equals(MemorySegment.NULL)
                        ? "error " + result
                        : compileError.get(STRING, 0).getString(0);
                int ignored = (int) freeError.invokeExact(compileError);
                throw new IllegalStateException("Vectorscan: " + message);
            }
            return database.get(ADDRESS, 0);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    byte[] serialize(MemorySegment database) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(ADDRESS);
            MemorySegment length = arena.allocate(JAVA_LONG);
            check((int) serialize.invokeExact(database, bytes, length));
            MemorySegment serialized = bytes.get(ADDRESS, 0);
            byte[] copy = serialized.reinterpret(length.get(JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
            free.invokeExact(serialized);
            return copy;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// Restores a database. The library trusts the bytes: so must the caller have reason to.
    MemorySegment deserialize(byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment database = arena.allocate(ADDRESS);
            check((int) deserialize.invokeExact(arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes), (long) bytes.length, database));
            return database.get(ADDRESS, 0);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    MemorySegment allocateScratch(MemorySegment database) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment scratch = arena.allocate(ADDRESS);
            check((int) allocateScratch.invokeExact(database, scratch));
            return scratch.get(ADDRESS, 0);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// Scans the bytes; gives the library's result, 0 or why it ended early.
    int scan(MemorySegment database, MemorySegment bytes, int length, MemorySegment scratch, MemorySegment onMatch) {
        try {
            return (int) scan.invokeExact(database, bytes, length, 0, scratch, onMatch, MemorySegment.NULL);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    void freeScratch(MemorySegment scratch) {
        try {
            check((int) freeScratch.invokeExact(scratch));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    void freeDatabase(MemorySegment database) {
        try {
            check((int) freeDatabase.invokeExact(database));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(Throwable e) {
        return switch (e) {
            case RuntimeException unchecked -> unchecked;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }
}
