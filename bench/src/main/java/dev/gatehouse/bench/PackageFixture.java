package dev.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A project that a real package manager made (`bench/fixtures/make`), and the packages that it lists itself.
///
/// @param name
///            of the manager or format
/// @param tree
///            what a scanner is given
/// @param expected
///            package URLs, in the form of [PackageSet#plain]
record PackageFixture(String name, Path tree, Set<String> expected) {
    /// All below a folder, in the order of their names.
    static List<PackageFixture> below(Path folder) throws IOException {
        List<Path> projects;
        try (Stream<Path> list = Files.list(folder)) {
            projects = list.filter(each -> Files.isRegularFile(each.resolve("expected.txt"))).sorted().toList();
        }
        List<PackageFixture> fixtures = new java.util.ArrayList<>();
        for (Path project : projects) {
            Set<String> expected = Files.readAllLines(project.resolve("expected.txt")).stream().filter(line -> !line.isBlank())
                    .map(PackageSet::plain).collect(Collectors.toCollection(TreeSet::new));
            fixtures.add(new PackageFixture(project.getFileName().toString(), project.resolve("tree"), expected));
        }
        return fixtures;
    }

    /// The types of package URLs that it is about; what a tool finds of others is not judged.
    Set<String> types() {
        return expected.stream().map(PackageSet::type).collect(Collectors.toCollection(TreeSet::new));
    }
}
