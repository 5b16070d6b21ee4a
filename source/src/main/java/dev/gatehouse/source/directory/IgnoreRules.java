package dev.gatehouse.source.directory;

import org.jspecify.annotations.Nullable;

/// The ignore files that hold in one directory, innermost first. Immutable.
///
/// @param outer
///            those of the directories above; null if there are none
/// @param file
///            the rules of this level
/// @param base
///            where paths relative to this level begin
record IgnoreRules(@Nullable IgnoreRules outer, IgnoreFile file, int base) {

    /// These rules and those of one more file; the same if that has none.
    static @Nullable IgnoreRules add(@Nullable IgnoreRules outer, @Nullable IgnoreFile file, int base) {
        return file == null || file.isEmpty() ? outer : new IgnoreRules(outer, file, base);
    }

    /// Whether the path is ignored; the innermost file that says something decides.
    static boolean ignores(@Nullable IgnoreRules rules, byte[] path, boolean directory) {
        for (IgnoreRules level = rules; level != null; level = level.outer) {
            switch (level.file.judge(path, level.base, path.length, directory)) {
                case IGNORED -> {
                    return true;
                }
                case KEPT -> {
                    return false;
                }
                case SILENT -> {
                    // The next level may say something.
                }
            }
        }
        return false;
    }
}
