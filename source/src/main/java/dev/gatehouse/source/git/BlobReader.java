package dev.gatehouse.source.git;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.ContentVisitor;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/// Hands single blobs to a visitor, with all threads.
final class BlobReader {
    private final GitRepository repository;
    private final long limit;
    private final Damage damage;

    private record Wanted(ObjectId id, SourcePath hint, int pack, long offset) {}

    BlobReader(GitRepository repository, long limit, Damage damage) {
        this.repository = repository;
        this.limit = limit;
        this.damage = damage;
    }

    /// Visits each blob.
    ///
    /// @param blobs
    ///            with a path at which each lies
    /// @param missing
    ///            how many objects are known to be missing already; told together with the blobs that are
    void read(Map<ObjectId, SourcePath> blobs, int missing, Work work, ContentVisitor visitor)
            throws IOException, InterruptedException {
        ObjectDatabase database = repository.database();
        // Neighbours in a pack are often each other's base.
        List<Wanted> wanted = new ArrayList<>(blobs.size());
        blobs.forEach((id, hint) -> wanted.add(locate(database, id, hint)));
        wanted.sort(Comparator.comparingInt(Wanted::pack).thenComparingLong(Wanted::offset).thenComparing(Wanted::id));
        AtomicInteger next = new AtomicInteger();
        AtomicInteger absent = new AtomicInteger(missing);
        Callable<Object> worker = () -> {
            for (int i = next.getAndIncrement(); i < wanted.size() && !work.cancelled(); i = next.getAndIncrement()) {
                if (!visit(database, wanted.get(i), visitor)) {
                    absent.incrementAndGet();
                }
            }
            return Boolean.TRUE;
        };
        work.run(Collections.nCopies(Math.max(1, Math.min(work.parallelism(), wanted.size())), worker));
        if (work.cancelled()) {
            throw new InterruptedException("cancelled");
        }
        reportMissing(absent.get(), repository.partial(), damage);
    }

    private static Wanted locate(ObjectDatabase database, ObjectId id, SourcePath hint) {
        for (int i = 0; i < database.packs().size(); i++) {
            PackIndex index = database.packs().get(i).index;
            int position = index.find(id.bytes(), 0);
            if (position >= 0) {
                return new Wanted(id, hint, i, index.offset(position));
            }
        }
        return new Wanted(id, hint, Integer.MAX_VALUE, 0);
    }

    /// False if the blob is missing.
    private boolean visit(ObjectDatabase database, Wanted wanted, ContentVisitor visitor) {
        ContentId content = wanted.id.contentId();
        if (visitor.known(content)) {
            return true;
        }
        try {
            RawObject object = database.read(wanted.id, limit);
            if (object == null) {
                return false;
            }
            if (object.type() == ObjectType.BLOB) {
                byte[] bytes = object.bytes();
                visitor.visit(new Blob(content, bytes, 0, bytes.length, Blob.sniff(bytes, 0, bytes.length), wanted.hint));
            }
        } catch (TooLargeException e) {
            damage.tooLarge(wanted.id, e.size, limit);
        } catch (IOException e) {
            damage.damaged(ObjectType.BLOB, wanted.id, String.valueOf(e.getMessage()));
        }
        return true;
    }

    /// Tells how many objects are missing: expected of a partial clone, a gap anywhere else.
    static void reportMissing(int count, boolean partial, Damage damage) {
        if (count == 0) {
            return;
        }
        if (partial) {
            damage.report(Diagnostic.of("git-objects-missing", Diagnostic.Kind.DEGRADED, null,
                    count + " objects were left out when the repository was cloned and have not been looked at",
                    "clone without --filter to scan them"));
        } else {
            damage.report(Diagnostic.of("git-objects-missing", Diagnostic.Kind.GAP, null,
                    count + " objects are not in the repository", "run `git fsck`; clone again"));
        }
    }
}
