package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.source.git.GitRepository;
import dev.gatehouse.source.git.ObjectId;
import java.io.IOException;

/// The commits that a change is judged by.
///
/// @param target tip of the branch that the change goes to: its configuration judges
/// @param mergeBase what the change began from: its findings are known
/// @param head newest commit of the change
record Comparison(ObjectId target, ObjectId mergeBase, ObjectId head) {

    static Comparison of(GitRepository repository, String reference) throws UsageException, IOException {
        ObjectId target = repository.resolve(reference).orElseThrow(() -> new UsageException("--base " + reference
                + ": there is no such commit here; fetch it first, for example: git fetch origin " + reference));
        ObjectId head = repository.head().orElseThrow(() -> new UsageException("--base needs a commit, and HEAD has none yet"));
        ObjectId mergeBase = repository.mergeBase(target, head).orElseThrow(() -> new UsageException("--base " + reference
                + ": HEAD and it have no common commit" + (repository.shallow()
                        ? "; this clone is shallow: git fetch --unshallow (in CI: check out with full history)"
                        : "")));
        return new Comparison(target, mergeBase, head);
    }
}
