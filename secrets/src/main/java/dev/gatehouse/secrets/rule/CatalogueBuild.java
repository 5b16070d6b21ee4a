package dev.gatehouse.secrets.rule;

import dev.gatehouse.document.DocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Packs the catalogue when Gatehouse is built. Called by the build with the folder of the rule files and the pack to write.
final class CatalogueBuild {
    private CatalogueBuild() {}

    /// @throws DocumentException
    ///             if a rule file is wrong: the build fails with file and line
    public static void main(String[] arguments) throws IOException, DocumentException {
        byte[] pack = RulePack.write(new RuleSet(rules(Path.of(arguments[0])), List.of()));
        Path target = Path.of(arguments[1]);
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.write(target, pack);
    }

    static List<SecretRule> rules(Path folder) throws IOException, DocumentException {
        List<Path> files;
        try (Stream<Path> paths = Files.list(folder)) {
            files = paths.filter(path -> path.toString().endsWith(".toml")).sorted().toList();
        }
        List<SecretRule> rules = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (Path path : files) {
            CatalogueFile file = CatalogueReader.read(path.getFileName().toString(), Files.readAllBytes(path));
            for (CatalogueFile.Entry entry : file.entries()) {
                String other = seen.put(entry.rule().id(), file.name());
                if (other != null) {
                    throw new DocumentException(file.name(), entry.line(), 1,
                            "the rule '" + entry.rule().id() + "' is in " + other + " already");
                }
                rules.add(entry.rule());
            }
        }
        return rules;
    }
}
