package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// What tools differ in, one line each: who has it, what it is, who has it not.
final class Disagreements {
    private final List<String> lines = new ArrayList<>();

    /// Notes one.
    ///
    /// @param where
    ///            the fixture
    /// @param what
    ///            `extra`, `missing`, `only here`
    void add(String where, String tool, String what, Object about) {
        lines.add(String.join("\t", where, tool, what, about.toString()));
    }

    void write(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path aside = Files.createTempFile(target.getParent(), ".bench", ".tsv");
        Files.write(aside, lines);
        Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
