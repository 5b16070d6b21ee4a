package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Compares HEAD, index and work tree, as `git diff-index HEAD` does, without running anything. Reads only files whose size or time
/// is not what git noted.
final class WorkTreeState {
    /// Larger ones are taken as changed rather than read.
    private static final long LARGEST = 256L << 20;
    private static final int EXECUTABLE = 0111;

    private final GitRepository repository;

    WorkTreeState(GitRepository repository) {
        this.repository = repository;
    }

    boolean differs() throws IOException {
        Optional<Path> top = repository.workTree();
        if (top.isEmpty()) {
            return false;
        }
        Path file = repository.indexFile();
        GitIndex index = GitIndex.read(file, repository.gitDirectory(), repository.objectFormat());
        if (staged(index)) {
            return true;
        }
        Instant noted = Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : Instant.MIN;
        for (GitIndex.Entry entry : index.entries()) {
            if (!entry.directory() && !entry.submodule() && entry.stat().expected() && changed(top.get(), entry, noted)) {
                return true;
            }
        }
        return false;
    }

    private boolean staged(GitIndex index) throws IOException {
        Optional<ObjectId> head = repository.head();
        ObjectId tree = head.isEmpty() ? null : repository.commits().get(head.get()).tree();
        if (tree == null) {
            return !index.entries().isEmpty();
        }
        if (tree.equals(index.unchangedTrees().get(""))) {
            return false;
        }
        boolean[] changed = {false};
        var losses = new Trees.Losses();
        // Reads only directories in which something may be staged; does not see what is gone.
        new StagedChanges(repository.trees(), index, losses).against(tree, (_, _) -> changed[0] = true);
        losses.requireNone();
        boolean sparse = index.entries().stream().anyMatch(GitIndex.Entry::directory);
        return changed[0] || !sparse && differ(index, head.orElseThrow());
    }

    private boolean differ(GitIndex index, ObjectId head) throws IOException {
        Map<String, String> committed = new HashMap<>();
        for (TreeEntry entry : repository.entries(head)) {
            committed.put(key(entry.path().chain().getFirst()), entry.mode() + " " + entry.id());
        }
        for (GitIndex.Entry entry : index.entries()) {
            if (entry.stage() != 0 || !(entry.mode() + " " + entry.id()).equals(committed.remove(key(entry.path())))) {
                return true;
            }
        }
        return !committed.isEmpty();
    }

    private static String key(byte[] path) {
        return new String(path, StandardCharsets.ISO_8859_1);
    }

    /// @param noted when git wrote its notes: a file that was modified then or later may have been after git looked
    private boolean changed(Path top, GitIndex.Entry entry, Instant noted) throws IOException {
        Path file;
        BasicFileAttributes attributes;
        try {
            file = top.resolve(new String(entry.path(), StandardCharsets.UTF_8));
            attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return true;
        } catch (InvalidPathException e) {
            // A name that this platform cannot have.
            return false;
        }
        boolean link = (entry.mode() & TreeEntry.TYPE_MASK) == TreeEntry.SYMBOLIC_LINK;
        if (attributes.isSymbolicLink() != link || !link && !attributes.isRegularFile()) {
            return true;
        }
        if (!link && (entry.mode() & EXECUTABLE) != 0 != executable(file, entry)) {
            return true;
        }
        Instant modified = attributes.lastModifiedTime().toInstant();
        GitIndex.Stat stat = entry.stat();
        boolean nanosKnown = stat.nanos() != 0 && modified.getNano() != 0;
        boolean asNoted = (int) attributes.size() == stat.size() && (int) modified.getEpochSecond() == stat.seconds()
                && (!nanosKnown || modified.getNano() == stat.nanos());
        if (asNoted && modified.isBefore(noted)) {
            return false;
        }
        if (attributes.size() > LARGEST) {
            return true;
        }
        byte[] content = link
                ? Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(file);
        return !named(content, entry.id()) && !named(withoutCarriageReturns(content), entry.id());
    }

    /// Git notes only the owner's right to execute; a file system without rights has nothing to say.
    private static boolean executable(Path file, GitIndex.Entry entry) throws IOException {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
        } catch (UnsupportedOperationException e) {
            return (entry.mode() & EXECUTABLE) != 0;
        }
    }

    private boolean named(byte[] content, ObjectId id) {
        MessageDigest digest = repository.objectFormat().newDigest();
        digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
        return Arrays.equals(digest.digest(content), id.bytes());
    }

    /// As git stores text that is checked out with the line ends of Windows.
    private static byte[] withoutCarriageReturns(byte[] content) {
        byte[] text = new byte[content.length];
        int length = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] != '\r' || i + 1 == content.length || content[i + 1] != '\n') {
                text[length++] = content[i];
            }
        }
        return Arrays.copyOf(text, length);
    }
}
