package dev.gatehouse.ecosystem;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A pack of public test cases, unpacked; tests that want it are skipped where it is missing.
public final class SharedPack {
    private SharedPack() {}

    /// Unpacks `specs/NAME.tar.zst` below the folder.
    public static Path unpack(String name, Path folder) throws IOException, InterruptedException {
        Path pack = Path.of(System.getProperty("gatehouse.shared", "absent"), "data", "specs", name + ".tar.zst");
        assumeTrue(Files.isRegularFile(pack), () -> "no pack of public test cases: " + name);
        int exit = new ProcessBuilder("tar", "--zstd", "-xf", pack.toString(), "-C", folder.toString()).inheritIO().start()
                .waitFor();
        assumeTrue(exit == 0, "tar cannot unpack zstd here");
        return folder;
    }

    /// The cases of every JSON file below the folder, by file name.
    public static Map<String, List<Mapping>> cases(Path folder) throws IOException, DocumentException {
        Map<String, List<Mapping>> cases = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files) {
            Mapping root = (Mapping) Documents.read(Format.JSON, file.toString(), Files.readAllBytes(file), Limits.DEFAULT);
            List<Mapping> tests = new ArrayList<>();
            for (Value test : ((Sequence) Objects.requireNonNull(root.get("tests"))).values()) {
                tests.add((Mapping) test);
            }
            cases.put(Objects.requireNonNull(file.getFileName()).toString(), tests);
        }
        return cases;
    }

    /// The text of a key; null if it is absent or null.
    public static @Nullable String text(Mapping mapping, String key) {
        return mapping.get(key) instanceof Scalar scalar && !(scalar instanceof Scalar.Null) ? scalar.text() : null;
    }

    /// The texts of a sequence or mapping of a key.
    public static List<String> texts(Mapping mapping, String key) {
        return mapping.get(key) instanceof Sequence sequence
                ? sequence.values().stream().map(value -> ((Scalar) value).text()).toList()
                : List.of();
    }
}
