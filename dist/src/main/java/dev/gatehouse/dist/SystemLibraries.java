package dev.gatehouse.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The shared libraries of the build machine (the C library and its loader, and what libhs needs) that the runtime and
/// the native libraries ask for, found by the loader itself (`ldd`).
final class SystemLibraries {
    private static final Pattern RESOLVED = Pattern.compile("^\\s*(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)$");
    private static final Pattern MISSING = Pattern.compile("^\\s*(\\S+) => not found$");

    private SystemLibraries() {}

    /// @param trees directories whose executables and libraries are to run
    /// @return path at which the loader looks → the file there, links resolved
    static SortedMap<String, Path> neededBy(Path... trees) throws IOException, InterruptedException {
        var needed = new TreeMap<String, Path>();
        // The JVM loads its own libraries by path before anything asks for them by name, where ldd does not find them.
        var own = new HashSet<String>();
        for (Path tree : trees) {
            binaries(tree).forEach(binary -> own.add(binary.getFileName().toString()));
        }
        for (Path tree : trees) {
            for (Path binary : binaries(tree)) {
                for (String line : ldd(binary)) {
                    Matcher missing = MISSING.matcher(line);
                    if (missing.matches() && !own.contains(missing.group(1))) {
                        throw new IOException(binary + " needs " + missing.group(1) + ", which this machine does not have");
                    }
                    Matcher resolved = RESOLVED.matcher(line);
                    if (resolved.matches() && Stream.of(trees).noneMatch(Path.of(resolved.group(1)).normalize()::startsWith)) {
                        needed.put(resolved.group(1), Path.of(resolved.group(1)).toRealPath());
                    }
                }
            }
        }
        return needed;
    }

    private static List<Path> binaries(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            var binaries = new ArrayList<Path>();
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                if (Files.isRegularFile(file) && isElf(file)) {
                    binaries.add(file);
                }
            }
            return binaries;
        }
    }

    private static boolean isElf(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(4);
            return magic.length == 4 && magic[0] == 0x7f && magic[1] == 'E' && magic[2] == 'L' && magic[3] == 'F';
        }
    }

    private static List<String> ldd(Path binary) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ldd", binary.toString()).redirectErrorStream(true).start();
        List<String> lines;
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            lines = reader.lines().toList();
        }
        if (process.waitFor() != 0 && lines.stream().noneMatch(line -> line.contains("statically linked"))) {
            throw new IOException("ldd " + binary + ": " + String.join("; ", lines));
        }
        return lines;
    }
}
