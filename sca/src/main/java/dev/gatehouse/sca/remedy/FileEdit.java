package dev.gatehouse.sca.remedy;

import java.nio.file.Path;

/// A file before and after.
///
/// @param file
///            below the project's root
/// @param before
///            what was read; it must still be there when it is replaced
/// @param after
///            what is to stand there
public record FileEdit(Path file, byte[] before, byte[] after) {}
