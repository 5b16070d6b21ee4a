package dev.gatehouse.source.git;

import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.Origin;
import dev.gatehouse.core.source.Place;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import dev.gatehouse.core.source.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says where contents of a history lie: blobs by [Attribution], messages by their commits and tags, and the few blobs and
/// trees that a ref names without a commit. Belongs to one thread at a time.
final class HistoryPlaces {
    private final GitRepository repository;
    private final ObjectNumbers numbers;
    private final CommitTable commits;
    private final Tags tags;
    private final Function<SourcePath, Set<Trait>> traits;
    private final BitSet reachable;
    private final BitSet inHead;
    private final @Nullable ObjectId headTree;
    /// Tags that a ref leads to.
    private final Set<ObjectId> namedTags = new HashSet<>();
    /// Trees and blobs that a ref leads to other than through a commit, with the tag that does; null without one.
    private final List<Bare> bare = new ArrayList<>();

    /// The annotated tags of a repository. Takes them from several threads.
    static final class Tags {
        private final Map<ObjectId, Tag> byId = new HashMap<>();

        synchronized void add(ObjectId id, ObjectHeader header, Message message) {
            byId.put(id, new Tag(id, header, message));
        }

        synchronized @Nullable Tag get(ObjectId id) {
            return byId.get(id);
        }

        synchronized List<Tag> all() {
            return List.copyOf(byId.values());
        }
    }

    /// One annotated tag.
    record Tag(ObjectId id, ObjectHeader header, Message message) {}

    private record Bare(String reference, ObjectId id, @Nullable Tag tag) {}

    HistoryPlaces(GitRepository repository, ObjectNumbers numbers, CommitTable commits, Tags tags,
            Function<SourcePath, Set<Trait>> traits) {
        this.repository = repository;
        this.numbers = numbers;
        this.commits = commits;
        this.tags = tags;
        this.traits = traits;
        Set<Integer> tips = new HashSet<>();
        for (Map.Entry<String, ObjectId> reference : repository.references().entrySet()) {
            follow(reference.getKey(), reference.getValue(), tips);
        }
        reachable = commits.reachable(tips);
        ObjectId named = repository.references().get("HEAD");
        int headCommit = named == null ? -1 : commits.ordinal(numbers.number(peel(named)));
        inHead = headCommit < 0 ? new BitSet() : commits.reachable(List.of(headCommit));
        int tree = headCommit < 0 ? -1 : commits.row(headCommit).tree();
        headTree = tree < 0 ? null : numbers.id(tree);
    }

    /// What lies behind a tag and the tags that it leads to.
    private ObjectId peel(ObjectId start) {
        ObjectId at = start;
        Set<ObjectId> met = new HashSet<>();
        for (Tag tag = tags.get(at); tag != null && met.add(at); tag = tags.get(at)) {
            ObjectId target = tag.header.target();
            at = target == null ? at : target;
        }
        return at;
    }

    private void follow(String reference, ObjectId start, Set<Integer> tips) {
        ObjectId at = start;
        Tag last = null;
        for (Tag tag = tags.get(at); tag != null && namedTags.add(at); tag = tags.get(at)) {
            last = tag;
            ObjectId target = tag.header.target();
            if (target == null) {
                return;
            }
            at = target;
        }
        int number = numbers.number(at);
        int commit = commits.ordinal(number);
        if (commit >= 0) {
            tips.add(commit);
        } else if (number >= 0 && tags.get(at) == null) {
            bare.add(new Bare(reference, at, last));
        }
    }

    /// The places of each content; an empty list for one that lies nowhere.
    Map<ContentId, List<Place>> find(Set<ContentId> ids, Work work, Damage damage) throws IOException, InterruptedException {
        Map<ContentId, List<Place>> places = new HashMap<>();
        List<ObjectId> blobs = new ArrayList<>();
        Map<Message, ContentId> messages = new HashMap<>();
        for (ContentId id : ids) {
            places.put(id, new ArrayList<>());
            if (id.algorithm() == ContentId.Algorithm.SHA256) {
                messages.put(Message.of(id), id);
            } else if (id.algorithm() == repository.objectFormat().algorithm()) {
                blobs.add(ObjectId.of(id));
            }
        }
        if (!messages.isEmpty()) {
            findMessages(messages, places);
        }
        if (!blobs.isEmpty()) {
            findBlobs(blobs, places, work, damage);
            findBare(new HashSet<>(blobs), places);
        }
        places.replaceAll((id, found) -> found.stream().sorted().distinct().toList());
        return places;
    }

    private void findBlobs(List<ObjectId> blobs, Map<ContentId, List<Place>> places, Work work, Damage damage)
            throws IOException, InterruptedException {
        List<List<Attribution.Introduction>> found = Attribution.trace(numbers, commits, reachable, blobs, work, damage);
        Trees trees = repository.trees();
        for (int i = 0; i < blobs.size(); i++) {
            ObjectId blob = blobs.get(i);
            for (Attribution.Introduction introduction : found.get(i)) {
                boolean here = headTree != null && holds(trees, headTree, introduction.path(), blob);
                add(places, blob.contentId(), introduction.path(), commit(introduction.commit(), here));
            }
        }
    }

    private static boolean holds(Trees trees, ObjectId tree, SourcePath path, ObjectId blob) throws IOException {
        try {
            return trees.find(tree, path).map(entry -> entry.id().equals(blob)).orElse(false);
        } catch (GitFormatException e) {
            // Reported when all trees were read.
            return false;
        }
    }

    private Origin.Commit commit(int ordinal, boolean here) throws IOException {
        ObjectId id = numbers.id(commits.row(ordinal).number());
        ObjectHeader header;
        try {
            header = repository.commits().find(id);
        } catch (GitFormatException e) {
            header = null;
        }
        // An index out of order may hide a commit that reading the whole pack has met.
        return header == null
                ? new Origin.Commit(id.hex(), "", Instant.ofEpochSecond(commits.row(ordinal).authorTime()), here)
                : new Origin.Commit(id.hex(), header.author(), header.authoredAt(), here);
    }

    private void add(Map<ContentId, List<Place>> places, ContentId content, SourcePath path, Origin.Commit origin) {
        Set<Trait> known = EnumSet.noneOf(Trait.class);
        known.addAll(traits.apply(path));
        if (!origin.inHead()) {
            known.add(Trait.DELETED);
        }
        places.getOrDefault(content, new ArrayList<>()).add(new Place(origin, path, known));
    }

    private void findMessages(Map<Message, ContentId> messages, Map<ContentId, List<Place>> places) throws IOException {
        Map<Message, Integer> oldest = new HashMap<>();
        for (int commit = reachable.nextSetBit(0); commit >= 0; commit = reachable.nextSetBit(commit + 1)) {
            Message message = commits.row(commit).digest();
            if (messages.containsKey(message)) {
                oldest.merge(message, commit, (a, b) -> commits.byAge().compare(a, b) <= 0 ? a : b);
            }
        }
        for (Map.Entry<Message, Integer> entry : oldest.entrySet()) {
            ContentId content = messages.get(entry.getKey());
            if (content != null) {
                Origin.Commit origin = commit(entry.getValue(), inHead.get(entry.getValue()));
                places.getOrDefault(content, new ArrayList<>()).add(new Place(origin, Messages.COMMIT, Set.of(Trait.MESSAGE)));
            }
        }
        for (Tag tag : tags.all()) {
            ContentId content = messages.get(tag.message);
            if (content != null && namedTags.contains(tag.id)) {
                places.getOrDefault(content, new ArrayList<>())
                        .add(new Place(origin(tag), Messages.tag(tag.header.tagName()), Set.of(Trait.MESSAGE)));
            }
        }
    }

    /// A tag stands for the commit that it leads to, if it leads to one; who tagged it counts as the author.
    private Origin.Commit origin(Tag tag) {
        ObjectId at = peel(tag.id);
        int commit = commits.ordinal(numbers.number(at));
        ObjectId id = commit >= 0 ? at : tag.id;
        return new Origin.Commit(id.hex(), tag.header.author(), tag.header.authoredAt(), commit >= 0 && inHead.get(commit));
    }

    private void findBare(Set<ObjectId> blobs, Map<ContentId, List<Place>> places) throws IOException {
        for (Bare named : bare) {
            Tag tag = named.tag;
            Origin.Commit origin = tag == null
                    ? new Origin.Commit(named.id.hex(), "", Instant.EPOCH, false)
                    : new Origin.Commit(tag.id.hex(), tag.header.author(), tag.header.authoredAt(), false);
            SourcePath path = SourcePath.of(named.reference);
            if (blobs.contains(named.id)) {
                add(places, named.id.contentId(), path, origin);
                continue;
            }
            try {
                RawObject object = repository.database().read(named.id, ObjectDatabase.STRUCTURE_LIMIT);
                if (object != null && object.type() == ObjectType.TREE) {
                    repository.trees().files(named.id, new Trees.Losses(), entry -> {
                        if (blobs.contains(entry.id())) {
                            add(places, entry.id().contentId(), below(named.reference, entry.path()), origin);
                        }
                    });
                }
            } catch (DamagedObjectException | TooLargeException | GitFormatException e) {
                // Damaged trees are reported when all are read; a blob over the limit is no tree.
            }
        }
    }

    private static SourcePath below(String reference, SourcePath path) {
        byte[] prefix = (reference + "/").getBytes(StandardCharsets.UTF_8);
        byte[] rest = path.chain().getFirst();
        byte[] whole = Arrays.copyOf(prefix, prefix.length + rest.length);
        System.arraycopy(rest, 0, whole, prefix.length, rest.length);
        return SourcePath.of(whole);
    }
}
