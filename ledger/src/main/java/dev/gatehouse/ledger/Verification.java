package dev.gatehouse.ledger;

import dev.gatehouse.signing.VerificationKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can be said of a ledger from its files alone.
///
/// @param checkpoint
///            the one that lies beside the entries; null if it cannot be read
/// @param entries
///            how many whole entries there are
/// @param signed
///            whether one of the given keys signed the checkpoint
/// @param completeness
///            whether something may have been taken away
/// @param problems
///            in the order of the entries; empty if all is well. At most a hundred are listed
public record Verification(@Nullable Checkpoint checkpoint, long entries, boolean signed, Completeness completeness,
        List<Problem> problems) {
    private static final int MOST_PROBLEMS = 100;

    /// Whether something may have been taken away at the end. Only a checkpoint that was kept elsewhere can tell.
    public enum Completeness {
        /// A kept, signed checkpoint is covered: nothing from before it is missing.
        PROVEN,
        /// No kept checkpoint was given: newest entries may have been taken away together with the checkpoint.
        NOT_PROVEN,
        /// The kept checkpoint covers more, or something else.
        REFUTED
    }

    /// Something that is wrong.
    ///
    /// @param index
    ///            of the entry; -1 if it concerns the ledger as a whole
    public record Problem(long index, String what) {
        /// `entry 7: …`.
        @Override
        public String toString() {
            return index < 0 ? what : "entry " + index + ": " + what;
        }
    }

    public Verification {
        problems = List.copyOf(problems);
    }

    /// Whether nothing is wrong; completeness is another question.
    public boolean sound() {
        return problems.isEmpty();
    }

    /// Reads the whole ledger and compares it with its checkpoint and one that was kept elsewhere.
    ///
    /// @param trusted
    ///            keys that may sign checkpoints; empty to accept unsigned ones beside the entries
    /// @param kept
    ///            null if none was kept
    public static Verification of(Path folder, Collection<VerificationKey> trusted, @Nullable Checkpoint kept)
            throws IOException {
        return new Reading(folder, trusted, kept).verify();
    }

    private static final class Reading {
        private final Path folder;
        private final Collection<VerificationKey> trusted;
        private final @Nullable Checkpoint kept;
        private final List<Problem> problems = new ArrayList<>();
        private final Frontier tree = new Frontier();
        private @Nullable Hash rootAtKept;

        Reading(Path folder, Collection<VerificationKey> trusted, @Nullable Checkpoint kept) {
            this.folder = folder;
            this.trusted = trusted;
            this.kept = kept;
        }

        Verification verify() throws IOException {
            Checkpoint beside = null;
            try {
                beside = Ledger.readCheckpoint(folder);
            } catch (LedgerException e) {
                problem(-1, String.valueOf(e.getMessage()));
            }
            Hash rootAtCheckpoint = read(beside == null ? -1 : beside.size());
            boolean signed = beside != null && beside.isSignedBy(trusted);
            if (beside != null) {
                compare(beside, rootAtCheckpoint);
                if (!trusted.isEmpty() && !signed) {
                    problem(-1, "the checkpoint is not signed by a trusted key");
                }
            }
            return new Verification(beside, tree.size(), signed, completeness(beside), problems);
        }

        /// @return the root over the first `size` entries; null if there are fewer
        private @Nullable Hash read(long size) throws IOException {
            Hash last = Hash.EMPTY;
            Hash root = size == 0 ? Hash.EMPTY : null;
            note(kept);
            Path file = folder.resolve(Ledger.ENTRIES);
            if (!Files.exists(file)) {
                return root;
            }
            Instant time = Instant.MIN;
            try (var lines = new EntryLines(FileChannel.open(file, StandardOpenOption.READ), 0)) {
                for (byte[] line = lines.next(); line != null; line = lines.next()) {
                    time = look(line, last, time);
                    last = Hash.leaf(line);
                    tree.append(last);
                    if (tree.size() == size) {
                        root = tree.root();
                    }
                    note(kept);
                }
                if (lines.offset() != Files.size(file)) {
                    problem(tree.size(), "the last line has no end: an append was cut off; the next one repairs it");
                }
            } catch (LedgerException e) {
                problem(tree.size(), String.valueOf(e.getMessage()));
            }
            return root;
        }

        private void note(@Nullable Checkpoint wanted) {
            if (wanted != null && wanted.size() == tree.size()) {
                rootAtKept = tree.root();
            }
        }

        private Instant look(byte[] line, Hash last, Instant time) {
            long index = tree.size();
            try {
                Entry entry = Entry.read(line);
                if (entry.index() != index) {
                    problem(index, "it says that it is entry " + entry.index() + ": entries were removed, added or reordered");
                } else if (!entry.previous().equals(last.base64())) {
                    problem(index, "it follows another entry than the one before it, which was changed or replaced");
                }
                if (entry.event().time().isBefore(time)) {
                    problem(index, "its time lies before that of the entry before it");
                }
                return entry.event().time();
            } catch (LedgerException e) {
                problem(index, String.valueOf(e.getMessage()));
                return time;
            }
        }

        private void compare(Checkpoint beside, @Nullable Hash root) {
            if (root == null) {
                problem(-1, "the checkpoint covers " + beside.size() + " entries, only " + tree.size()
                        + " are there: the ledger was cut short");
            } else if (!root.base64().equals(beside.root())) {
                problem(-1, "the entries do not have the root that the checkpoint names: an entry was changed");
            }
            if (tree.size() > beside.size()) {
                problem(-1, tree.size() - beside.size() + " entries are not covered by the checkpoint: an append was cut off, or"
                        + " an older checkpoint was put in place of the newest");
            }
        }

        private Completeness completeness(@Nullable Checkpoint beside) {
            if (kept == null) {
                return Completeness.NOT_PROVEN;
            }
            if (!kept.isSignedBy(trusted)) {
                problem(-1, "the kept checkpoint is not signed by a trusted key, so it proves nothing");
                return Completeness.NOT_PROVEN;
            }
            if (beside != null && !beside.origin().equals(kept.origin())) {
                problem(-1, "the kept checkpoint is that of another ledger: " + kept.origin());
                return Completeness.REFUTED;
            }
            if (rootAtKept == null) {
                problem(-1, "the kept checkpoint covers " + kept.size() + " entries, only " + tree.size()
                        + " are there: the ledger was cut short or rolled back");
                return Completeness.REFUTED;
            }
            if (!rootAtKept.base64().equals(kept.root())) {
                problem(-1, "the first " + kept.size()
                        + " entries are not those that the kept checkpoint covers: history was rewritten");
                return Completeness.REFUTED;
            }
            return Completeness.PROVEN;
        }

        private void problem(long index, String what) {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(new Problem(index, what));
            }
        }
    }
}
