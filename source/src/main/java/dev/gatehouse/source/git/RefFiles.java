package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Refs as files: one for each (loose), and `packed-refs` for those that seldom change.
record RefFiles() implements RefStore {
    private static final int DEEPEST = 64;
    private static final long LARGEST = 512L << 20;

    @Override
    public Map<String, String> refs(Path directory) throws IOException {
        Map<String, String> refs = new HashMap<>();
        packed(directory.resolve("packed-refs"), refs);
        loose(directory.resolve("refs"), "refs", 0, refs);
        Path head = directory.resolve("HEAD");
        if (Files.isRegularFile(head)) {
            refs.put("HEAD", GitDirectory.small(head).strip());
        }
        return refs;
    }

    private static void packed(Path file, Map<String, String> refs) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        if (Files.size(file) > LARGEST) {
            throw new GitFormatException("packed-refs is too large to be read");
        }
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0 && line.charAt(0) != '#' && line.charAt(0) != '^') {
                refs.put(line.substring(space + 1).stripTrailing(), line.substring(0, space));
            }
        }
    }

    private static void loose(Path folder, String prefix, int depth, Map<String, String> refs) throws IOException {
        if (depth > DEEPEST || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = prefix + "/" + file.getFileName();
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    loose(file, name, depth + 1, refs);
                } else if (Files.isRegularFile(file) && !name.endsWith(".lock")) {
                    refs.put(name, GitDirectory.small(file).strip());
                }
            }
        }
    }

    @Override
    public List<ObjectId> stash(Path directory) throws IOException {
        Path log = directory.resolve("logs").resolve(STASH);
        if (!Files.isRegularFile(log) || Files.size(log) > LARGEST) {
            return List.of();
        }
        List<ObjectId> values = new ArrayList<>();
        for (String line : new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1).split("\n", -1)) {
            String[] words = line.split(" ", 3);
            if (words.length == 3) {
                ObjectId.parse(words[1]).ifPresent(values::add);
            }
        }
        return values.reversed();
    }
}
