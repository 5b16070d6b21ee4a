package dev.gatehouse.source.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Finds the oldest root of a history.
final class RootCommit {
    private final Commits commits;
    private final GitDirectory directory;

    RootCommit(Commits commits, GitDirectory directory) {
        this.commits = commits;
        this.directory = directory;
    }

    /// The root with the oldest commit time, of several the one with the smallest id; empty if part of the history is missing.
    Optional<ObjectId> of(ObjectId head) throws IOException {
        CommitGraph graph = CommitGraph.open(directory, commits.database().format());
        Set<ObjectId> seen = new HashSet<>();
        ArrayDeque<ObjectId> open = new ArrayDeque<>();
        open.add(head);
        seen.add(head);
        ObjectId oldest = null;
        long oldestTime = Long.MAX_VALUE;
        while (!open.isEmpty()) {
            ObjectId id = open.pop();
            if (commits.shallow(id)) {
                return Optional.empty();
            }
            CommitGraph.Node node = graph.find(id);
            if (node == null) {
                RawObject object = commits.database().read(id, ObjectDatabase.STRUCTURE_LIMIT);
                if (object == null || object.type() != ObjectType.COMMIT) {
                    return Optional.empty();
                }
                ObjectHeader header = ObjectHeader.parse(object.bytes(), object.bytes().length);
                node = new CommitGraph.Node(header.parents(), header.commitTime());
            }
            if (node.parents().isEmpty() && (node.time() < oldestTime
                    || oldest != null && node.time() == oldestTime && id.compareTo(oldest) < 0)) {
                oldest = id;
                oldestTime = node.time();
            }
            for (ObjectId parent : node.parents()) {
                if (seen.add(parent)) {
                    open.push(parent);
                }
            }
        }
        return Optional.ofNullable(oldest);
    }
}
