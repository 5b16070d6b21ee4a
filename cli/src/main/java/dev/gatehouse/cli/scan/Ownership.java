package dev.gatehouse.cli.scan;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.config.CodeOwners;
import java.io.IOException;
import java.util.List;

/// Who owns what is built from the repository around the current folder.
public final class Ownership {
    /// What an image is built by belongs to whom the image belongs.
    private static final List<String> BUILD_FILES = List.of("Dockerfile", "Containerfile", "gatehouse.yaml");

    private Ownership() {}

    /// The owner that `service:` names, else the owners of the file that builds the image as CODEOWNERS says; may be empty.
    public static List<String> ofService(Console console) throws UsageException, IOException {
        try (Ground ground = Ground.of(List.of())) {
            Judge judge = Judge.of(console, new ScanArguments(), ground, null);
            String owner = judge.configuration().service().owner();
            if (owner != null) {
                return List.of(owner);
            }
            CodeOwners owners = Owners.read(judge.files());
            return BUILD_FILES.stream().map(owners::of).filter(each -> !each.isEmpty()).findFirst().orElse(List.of());
        }
    }
}
