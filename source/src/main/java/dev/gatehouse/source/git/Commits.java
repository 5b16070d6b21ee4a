package dev.gatehouse.source.git;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads single commits, tags and trees, for work that touches few of them. Thread-safe.
final class Commits {
    private static final int LONGEST_TAG_CHAIN = 20;

    private final ObjectDatabase database;
    private final Set<ObjectId> shallow;
    private final Map<ObjectId, ObjectHeader> known = new HashMap<>();

    Commits(ObjectDatabase database, Set<ObjectId> shallow) {
        this.database = database;
        this.shallow = shallow;
    }

    /// The header of a commit, without the parents that a shallow clone lacks; null if it is missing or no commit.
    ///
    /// @throws GitFormatException
    ///             if it is damaged
    @Nullable
    ObjectHeader find(ObjectId id) throws IOException {
        synchronized (known) {
            ObjectHeader header = known.get(id);
            if (header != null) {
                return header;
            }
        }
        RawObject object = read(id);
        if (object == null || object.type() != ObjectType.COMMIT) {
            return null;
        }
        ObjectHeader header = ObjectHeader.parse(object.bytes(), object.bytes().length);
        if (shallow.contains(id)) {
            header = new ObjectHeader(header.tree(), List.of(), header.target(), header.tagName(), header.author(),
                    header.authorTime(), header.commitTime(), header.messageStart());
        }
        synchronized (known) {
            known.put(id, header);
        }
        return header;
    }

    private @Nullable RawObject read(ObjectId id) throws IOException {
        try {
            return database.read(id, ObjectDatabase.STRUCTURE_LIMIT);
        } catch (DamagedObjectException | TooLargeException e) {
            throw new GitFormatException("object " + id + " cannot be read: " + e.getMessage() + "; run `git fsck`");
        }
    }

    /// The header of a commit that has to be there.
    ObjectHeader get(ObjectId id) throws IOException {
        ObjectHeader header = find(id);
        if (header == null) {
            throw new GitFormatException("commit " + id + " is not in the repository");
        }
        return header;
    }

    boolean shallow(ObjectId id) {
        return shallow.contains(id);
    }

    /// The commit that the object is or that a tag leads to; empty if it leads to something else or nothing.
    Optional<ObjectId> peel(ObjectId id) throws IOException {
        ObjectId at = id;
        for (int i = 0; i < LONGEST_TAG_CHAIN; i++) {
            if (find(at) != null) {
                return Optional.of(at);
            }
            RawObject object = read(at);
            if (object == null || object.type() != ObjectType.TAG) {
                return Optional.empty();
            }
            ObjectId target = ObjectHeader.parse(object.bytes(), object.bytes().length).target();
            if (target == null) {
                return Optional.empty();
            }
            at = target;
        }
        return Optional.empty();
    }

    ObjectDatabase database() {
        return database;
    }
}
