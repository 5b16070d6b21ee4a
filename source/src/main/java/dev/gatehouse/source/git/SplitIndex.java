package dev.gatehouse.source.git;

import dev.gatehouse.source.git.GitIndex.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// How an index is joined with the shared one that it was split from (gitformat-index, "Split index").
///
/// @param base
///            the digest of the shared index, which names its file; zeros if there is none
/// @param deleted
///            positions in the shared index of entries that are gone
/// @param replaced
///            positions of entries that the first entries of the other file stand for, in the same order
record SplitIndex(ObjectId base, BitSet deleted, BitSet replaced) {
    private static final Comparator<Entry> ORDER = Comparator.<Entry, byte[]>comparing(Entry::path, Arrays::compareUnsigned)
            .thenComparingInt(Entry::stage);

    /// Reads the extension `link`.
    ///
    /// @param limit
    ///            no fewer than the entries that a shared index may have
    static SplitIndex read(ByteBuffer in, int limit, ObjectFormat format) throws GitFormatException {
        byte[] digest = new byte[format.length()];
        in.get(digest);
        ObjectId base = ObjectId.of(digest, 0, format);
        if (!in.hasRemaining()) {
            return new SplitIndex(base, new BitSet(), new BitSet());
        }
        BitSet deleted = Ewah.read(in, limit);
        BitSet replaced = Ewah.read(in, limit);
        if (in.hasRemaining()) {
            throw GitIndex.damaged();
        }
        return new SplitIndex(base, deleted, replaced);
    }

    /// The entries of the shared index, which must be the very one that this was split from.
    List<Entry> shared(Path gitDirectory, ObjectFormat format) throws IOException {
        if (base.isZero()) {
            return List.of();
        }
        String name = "sharedindex." + base.hex();
        try {
            IndexFile.Contents contents = IndexFile.read(gitDirectory.resolve(name), format);
            if (contents.split() != null || !contents.digest().equals(base)) {
                throw new GitFormatException(name + " is not the index that its name says; `git read-tree HEAD` makes a new one");
            }
            return contents.entries();
        } catch (NoSuchFileException e) {
            throw new GitFormatException("the index is split, and its other half " + name + " is not there; "
                    + "`git read-tree HEAD` makes a new one");
        }
    }

    /// The whole index.
    ///
    /// @param shared
    ///            the entries of the shared index
    /// @param own
    ///            those of the other file: replacements, of which the path may be left out, then additions
    List<Entry> joined(List<Entry> shared, List<Entry> own) throws GitFormatException {
        if (deleted.length() > shared.size() || replaced.length() > shared.size() || replaced.cardinality() > own.size()) {
            throw GitIndex.damaged();
        }
        List<Entry> kept = new ArrayList<>(shared.size());
        int next = 0;
        for (int i = 0; i < shared.size(); i++) {
            Entry entry = shared.get(i);
            if (replaced.get(i)) {
                Entry other = own.get(next++);
                if (other.path().length != 0 && !Arrays.equals(other.path(), entry.path())) {
                    throw GitIndex.damaged();
                }
                entry = new Entry(entry.path(), other.mode(), other.stage(), other.id(), other.intended(), other.stat());
            }
            if (!deleted.get(i)) {
                kept.add(entry);
            }
        }
        TreeMap<Entry, Entry> all = new TreeMap<>(ORDER);
        kept.forEach(entry -> all.put(entry, entry));
        for (Entry entry : own.subList(next, own.size())) {
            if (entry.path().length == 0) {
                throw GitIndex.damaged();
            }
            // The key stays what it was, the value does not.
            all.put(entry, entry);
        }
        return List.copyOf(all.values());
    }
}
