package dev.gatehouse.secrets.rule;

import java.util.List;
import java.util.Locale;

/// What a rule, or all rules, pass over. With `all` every kind of condition that is given must hold, else one is enough; within a
/// kind one entry is enough.
///
/// @param description
///            for people; may be empty
/// @param all
///            whether all given kinds must hold
/// @param commits
///            object ids in lower case, whole
/// @param paths
///            regular expressions found anywhere in the path
/// @param target
///            what the regular expressions are looked for in
/// @param regexes
///            regular expressions found anywhere in the target
/// @param stopwords
///            in lower case; found anywhere in the secret, case ignored
public record Allowlist(String description, boolean all, List<String> commits, List<String> paths, Target target,
        List<String> regexes, List<String> stopwords) {

    /// What regular expressions are looked for in.
    public enum Target {
        SECRET, MATCH, LINE
    }

    public Allowlist {
        commits = commits.stream().map(commit -> commit.toLowerCase(Locale.ROOT)).distinct().toList();
        paths = List.copyOf(paths);
        regexes = List.copyOf(regexes);
        stopwords = stopwords.stream().map(word -> word.toLowerCase(Locale.ROOT)).distinct().toList();
    }

    /// Whether it says anything about where a match lies.
    public boolean onPlace() {
        return !commits.isEmpty() || !paths.isEmpty();
    }

    /// Whether it says anything about what was matched.
    public boolean onContent() {
        return !regexes.isEmpty() || !stopwords.isEmpty();
    }
}
