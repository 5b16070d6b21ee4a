package dev.gatehouse.source.git;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the commit that a text such as `main~2` or `v1.0^` means (gitrevisions, without its searches and dates).
final class Revisions {
    private static final int SHORTEST = 4;

    private final References references;
    private final Commits commits;

    Revisions(References references, Commits commits) {
        this.references = references;
        this.commits = commits;
    }

    /// The commit; empty if there is none.
    ///
    /// @throws GitFormatException
    ///             if an abbreviated id means several commits
    Optional<ObjectId> resolve(String revision) throws IOException {
        int end = nameEnd(revision);
        Optional<ObjectId> at = base(revision.substring(0, end));
        int i = end;
        while (i < revision.length() && at.isPresent()) {
            char step = revision.charAt(i++);
            if (step == '^' && i < revision.length() && revision.charAt(i) == '{') {
                int close = revision.indexOf('}', i);
                String type = close < 0 ? "?" : revision.substring(i + 1, close);
                if (!type.isEmpty() && !type.equals("commit")) {
                    return Optional.empty();
                }
                i = close + 1;
                continue;
            }
            int digits = i;
            while (i < revision.length() && Character.digit(revision.charAt(i), 10) >= 0) {
                i++;
            }
            if (step != '^' && step != '~' || i - digits > 7) {
                return Optional.empty();
            }
            int count = i == digits ? 1 : Integer.parseInt(revision.substring(digits, i));
            at = step == '^' ? parent(at.get(), count) : ancestor(at.get(), count);
        }
        return at;
    }

    private static int nameEnd(String revision) {
        for (int i = 0; i < revision.length(); i++) {
            if (revision.charAt(i) == '^' || revision.charAt(i) == '~') {
                return i;
            }
        }
        return revision.length();
    }

    private Optional<ObjectId> base(String name) throws IOException {
        Optional<ObjectId> full = ObjectId.parse(name);
        if (full.isPresent() && full.get().format() == commits.database().format()) {
            return commits.peel(full.get());
        }
        Optional<ObjectId> named = references.named(name.equals("@") || name.isEmpty() ? "HEAD" : name);
        if (named.isPresent()) {
            return commits.peel(named.get());
        }
        return name.matches("[0-9a-fA-F]{" + SHORTEST + ",64}") ? abbreviated(name.toLowerCase(Locale.ROOT)) : Optional.empty();
    }

    private Optional<ObjectId> abbreviated(String digits) throws IOException {
        ObjectId found = null;
        for (ObjectId candidate : commits.database().withPrefix(digits)) {
            Optional<ObjectId> commit = commits.peel(candidate);
            if (commit.isPresent() && (found == null || !commit.get().equals(found))) {
                if (found != null) {
                    throw new GitFormatException(
                            "the abbreviated id " + digits + " means several commits; write more of its digits");
                }
                found = commit.get();
            }
        }
        return Optional.ofNullable(found);
    }

    private Optional<ObjectId> parent(ObjectId commit, int number) throws IOException {
        if (number == 0) {
            return Optional.of(commit);
        }
        List<ObjectId> parents = commits.get(commit).parents();
        return number <= parents.size() ? Optional.of(parents.get(number - 1)) : Optional.empty();
    }

    private Optional<ObjectId> ancestor(ObjectId commit, int generations) throws IOException {
        Optional<ObjectId> at = Optional.of(commit);
        for (int i = 0; i < generations && at.isPresent(); i++) {
            at = parent(at.get(), 1);
        }
        return at;
    }
}
