package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.feed.LibrarySignature;
import dev.gatehouse.core.rule.Severity;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The layout of the file, little-endian. The README of this room describes it.
final class StoreFormat {
    static final byte[] MAGIC = "GHADVIS\n".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 4;
    static final int HEADER = 144;

    // Offsets in the header.
    static final int AT_VERSION = 8;
    static final int AT_HEADER_CHECKSUM = 12;
    /// What the header's checksum covers begins here.
    static final int AT_LENGTH = 16;
    static final int AT_BODY_CHECKSUM = 24;
    static final int AT_SLOTS = 28;
    static final int AT_BUILT = 32;
    static final int AT_PACKAGES = 40;
    static final int AT_ADVISORIES = 44;
    static final int AT_WEAKNESSES = 48;
    static final int AT_ROWS = 56;
    /// Where each section begins, in the order of [Section].
    static final int AT_SECTIONS = 64;

    /// A slot of the directory: a byte of the package's hash that is not 0, and where the package begins.
    static final int SLOT = 5;

    /// Stands in a record's flags where the source took it back.
    static final int WITHDRAWN = 32;
    static final int DISPUTED = 16;
    /// As many names as fit a number of 63 bits; of greater weaknesses a record lists its aliases one by one.
    static final int MASKED_NAMES = 62;

    /// The kinds of advisories by the number that stands for each; new ones go to the end.
    static final List<Advisory.Kind> KINDS = List.of(Advisory.Kind.VULNERABILITY, Advisory.Kind.MALICIOUS,
            Advisory.Kind.UNMAINTAINED,
            Advisory.Kind.UNSOUND, Advisory.Kind.NOTICE);

    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Kinds of signatures by the number that stands for each.
    static final List<LibrarySignature.Kind> SIGNATURES = List.of(LibrarySignature.Kind.NAME, LibrarySignature.Kind.CONTENT,
            LibrarySignature.Kind.DIGEST);

    /// Severities by the number that stands for each.
    static final List<Severity> SEVERITIES = List.of(Severity.UNRATED, Severity.INFO, Severity.LOW, Severity.MEDIUM,
            Severity.HIGH,
            Severity.CRITICAL);
    /// Stands where a rating has no score; scores are kept in tenths.
    static final int NO_SCORE = 255;

    private StoreFormat() {}

    /// The parts of the file behind the header, in this order.
    enum Section {
        DIRECTORY, PACKAGES, BODIES, ADVISORIES, WEAKNESSES, STRINGS, SHAPES, DETAILS, METADATA
    }

    /// The hash of a package's key.
    static int hash(byte[] key) {
        long hash = 0x9E3779B97F4A7C15L ^ key.length;
        for (byte b : key) {
            hash = (hash ^ (b & 0xff)) * 0x100000001B3L;
            hash ^= hash >>> 29;
        }
        hash *= 0xBF58476D1CE4E5B9L;
        return (int) (hash ^ hash >>> 32);
    }

    /// The slot where the search for a hash begins.
    static int slot(int hash, int slots) {
        return (int) (Integer.toUnsignedLong(hash) * slots >>> 32);
    }

    /// The byte of a hash that stands in its slot; never 0, which marks an empty one.
    static byte mark(int hash) {
        int mark = hash & 0xff;
        return (byte) (mark == 0 ? 1 : mark);
    }
}
