package dev.gatehouse.source.git;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.zip.CRC32;

/// What git keeps: whatever the bytes are, the readers end, with an exception of theirs if with any.
final class GitFuzzTest {
    private static final long LIMIT = 1 << 20;
    private static final int MOST_OBJECTS = 12;

    /// One byte that says how long the base is, the base, then the delta.
    @FuzzTest
    void delta(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int base = Math.min(bytes[0] & 0xff, bytes.length - 1);
        byte[] from = Arrays.copyOfRange(bytes, 1, 1 + base);
        byte[] delta = Arrays.copyOfRange(bytes, 1 + base, bytes.length);
        try {
            long size = Delta.resultSize(delta, delta.length);
            if (size <= LIMIT) {
                Delta.apply(from, from.length, delta, delta.length, new byte[(int) size], (int) size, new Copies());
            }
        } catch (DamagedObjectException e) {
            require(e.getMessage() != null, "a message");
        }
    }

    /// An index; its digest is made right, so that what it says is believed.
    @FuzzTest
    void index(byte[] bytes) {
        if (bytes.length < 32) {
            return;
        }
        byte[] sealed = bytes.clone();
        Arrays.fill(sealed, bytes.length - 20, bytes.length, (byte) 0);
        try {
            IndexFile.Contents contents = IndexFile.parse(sealed, ObjectFormat.SHA1);
            SplitIndex split = contents.split();
            if (split != null) {
                split.joined(contents.entries(), contents.entries());
            }
        } catch (GitFormatException e) {
            require(e.getMessage() != null, "a message");
        }
    }

    /// A table of refs; the copy of its header and its checksum are made right.
    @FuzzTest
    void reftable(byte[] bytes) {
        byte[] sealed = bytes.clone();
        int header = bytes.length > 4 && bytes[4] == 2 ? 28 : 24;
        int footer = bytes.length - header - 44;
        if (footer >= header) {
            System.arraycopy(sealed, 0, sealed, footer, header);
            CRC32 checksum = new CRC32();
            checksum.update(sealed, footer, header + 40);
            ByteBuffer.wrap(sealed).putInt(sealed.length - 4, (int) checksum.getValue());
        }
        try {
            Reftable table = new Reftable("fuzz.ref", sealed, header == 24 ? ObjectFormat.SHA1 : ObjectFormat.SHA256);
            table.refs(new Reftable.Budget(), (name, value) -> require(!name.isEmpty(), "a name"));
            table.log("refs/stash", new Reftable.Budget(), (update, id) -> {});
        } catch (GitFormatException e) {
            require(e.getMessage() != null, "a message");
        }
    }

    @FuzzTest
    void objectHeader(byte[] bytes) {
        ObjectHeader header = ObjectHeader.parse(bytes, bytes.length);
        require(header.messageStart() >= 0 && header.messageStart() <= bytes.length, "a message inside the object");
        require(header.authoredAt() != null, "a time");
    }

    @FuzzTest
    void config(byte[] bytes) {
        GitConfig config = GitConfig.parse(new String(bytes, StandardCharsets.UTF_8));
        config.anyYes("remote.", ".promisor");
        config.get("remote.origin.url").ifPresent(
                url -> require(RemoteUrl.withoutCredentials(url).length() <= url.length(), "nothing added to an address"));
    }

    /// Where up to twelve objects begin, two bytes each, then the objects: a pack with a fitting index, read in both ways.
    @FuzzTest
    void pack(byte[] bytes) throws IOException, InterruptedException {
        if (bytes.length < 3) {
            return;
        }
        int count = 1 + Math.floorMod(bytes[0], MOST_OBJECTS);
        int head = 1 + 2 * count;
        if (bytes.length <= head) {
            return;
        }
        byte[] body = Arrays.copyOfRange(bytes, head, bytes.length);
        Path folder = Scratch.FOLDER;
        write(folder.resolve("objects/pack"), bytes, count, body);
        try (GitRepository repository = GitRepository.open(folder)) {
            HistorySource source = new HistorySource(repository, LIMIT, path -> Set.of());
            source.contents(new HereAndNow(), new ContentVisitor() {
                @Override
                public boolean known(ContentId id) {
                    return false;
                }

                @Override
                public void visit(Blob blob) {
                    require(blob.length() <= LIMIT, "no content beyond the limit");
                }
            }, diagnostic -> require(diagnostic.code().startsWith("git-"), "a code that is documented: " + diagnostic.code()));
            for (int i = 0; i < count; i++) {
                try {
                    repository.database().read(id(i), LIMIT);
                } catch (GitFormatException | DamagedObjectException | TooLargeException e) {
                    require(e.getMessage() != null, "a message");
                }
            }
        } catch (GitFormatException e) {
            require(e.getMessage() != null, "a message");
        }
    }

    /// Twenty times the same byte, so that a fuzzer can name the base of a delta.
    private static ObjectId id(int number) {
        byte[] id = new byte[20];
        Arrays.fill(id, (byte) (number + 1));
        return ObjectId.of(id, 0, ObjectFormat.SHA1);
    }

    private static void write(Path folder, byte[] bytes, int count, byte[] body) throws IOException {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        pack.writeBytes(ByteBuffer.allocate(12).putInt(0x5041434b).putInt(2).putInt(count).array());
        pack.writeBytes(body);
        byte[] packDigest = seal(pack);
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        for (int i = 0; i < 256; i++) {
            index.writeBytes(ByteBuffer.allocate(4).putInt(Math.clamp(i, 0, count)).array());
        }
        for (int i = 0; i < count; i++) {
            int offset = (bytes[1 + 2 * i] & 0xff) << 8 | bytes[2 + 2 * i] & 0xff;
            index.writeBytes(ByteBuffer.allocate(4).putInt(PackFile.HEADER + offset).array());
            index.writeBytes(id(i).bytes());
        }
        index.writeBytes(packDigest);
        seal(index);
        Files.write(folder.resolve("pack-1.pack"), pack.toByteArray());
        Files.write(folder.resolve("pack-1.idx"), index.toByteArray());
    }

    private static byte[] seal(ByteArrayOutputStream out) {
        MessageDigest sha1 = ObjectFormat.SHA1.newDigest();
        byte[] digest = sha1.digest(out.toByteArray());
        out.writeBytes(digest);
        return digest;
    }

    /// A bare repository whose one pack changes.
    private static final class Scratch {
        private static final Path FOLDER = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("fuzz-git");
                Files.createDirectories(folder.resolve("objects/pack"));
                Files.createDirectories(folder.resolve("refs"));
                Files.writeString(folder.resolve("HEAD"), id(0).hex() + "\n");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder.toFile())));
                return folder;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static void delete(java.io.File file) {
            java.io.File[] below = file.listFiles();
            if (below != null) {
                Arrays.stream(below).forEach(Scratch::delete);
            }
            file.delete();
        }
    }

    /// Runs tasks on the thread that asks.
    private record HereAndNow() implements Work {
        @Override
        public int parallelism() {
            return 1;
        }

        @Override
        public void run(List<? extends Callable<?>> tasks) {
            for (Callable<?> task : tasks) {
                try {
                    task.call();
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            }
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected " + what);
        }
    }
}
