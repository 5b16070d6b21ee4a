package dev.gatehouse.report;

import org.jspecify.annotations.Nullable;

/// What a report is about.
///
/// @param target
///            what was scanned, in words: `working tree of shop`, `history of shop`
/// @param root
///            the scanned path as the user gave it; prefix of nothing: places are relative to it
/// @param repository
///            address of the origin remote without credentials; null outside git or without a remote
/// @param commit
///            commit that is checked out or was scanned; null outside git
/// @param branch
///            branch of it; null if detached or outside git
/// @param base
///            commit it is compared with; null without one
/// @param dirty
///            whether the working tree differs from the commit
public record Subject(String target, String root, @Nullable String repository, @Nullable String commit, @Nullable String branch,
        @Nullable String base, boolean dirty) {}
