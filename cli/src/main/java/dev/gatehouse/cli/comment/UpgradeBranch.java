package dev.gatehouse.cli.comment;

import java.util.List;

/// A change that is offered as a pull request.
///
/// @param name
///            of the branch: the same change always has the same, so that it is updated in place
/// @param target
///            the branch that it goes to
/// @param head
///            the commit that the files were read from
/// @param title
///            of commit and pull request
/// @param text
///            of the pull request, Markdown
/// @param digest
///            of everything that is changed; it stands in the commit's message
/// @param files
///            whole new contents
public record UpgradeBranch(String name, String target, String head, String title, String text, String digest,
        List<Content> files) {
    public UpgradeBranch {
        files = List.copyOf(files);
    }

    /// A file of the repository.
    ///
    /// @param path
    ///            from its root
    /// @param before
    ///            git's object id of what it holds in the target branch
    public record Content(String path, String before, byte[] after) {}

    /// The commit's message; its last line tells whether the branch is up to date.
    String message() {
        return title + "\n\n" + mark();
    }

    String mark() {
        return "Gatehouse-Plan: " + digest;
    }
}
