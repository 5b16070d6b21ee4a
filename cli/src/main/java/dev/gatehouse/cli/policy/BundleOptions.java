package dev.gatehouse.cli.policy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.rego.bundle.Bundle;
import dev.gatehouse.rego.bundle.BundleException;
import dev.gatehouse.rego.bundle.BundleReader;
import dev.gatehouse.rego.bundle.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// What the signatures of bundles must be made with. With a key every bundle must be signed; without one signatures are not looked at.
final class BundleOptions {
    @CommandLine.Option(names = "--verification-key", paramLabel = "FILE", description = "Bundles must be signed with this key: a public key or certificate in PEM, or for HS… a secret.")
    @Nullable
    Path key;

    @CommandLine.Option(names = "--verification-key-id", paramLabel = "NAME", description = "A signature that names another key is refused.")
    String identifier = "";

    @CommandLine.Option(names = "--signing-alg", paramLabel = "NAME", description = "RS256 (default), RS384, RS512, PS…, ES… or HS….")
    String algorithm = "RS256";

    @CommandLine.Option(names = "--scope", paramLabel = "SCOPE", description = "The scope that bundles must be signed for.")
    String scope = "";

    @CommandLine.Option(names = "--exclude-files-verify", paramLabel = "PATTERN", description = "Files of bundles that need no signature; may be repeated.")
    List<String> excluded = new ArrayList<>();

    /// Whether bundles are wanted.
    boolean given() {
        return key != null;
    }

    /// Reads bundles: folders or `.tar.gz`.
    ///
    /// @throws UsageException also when a signature does not hold
    Bundle read(List<Path> paths) throws UsageException, IOException {
        VerificationKey with = key();
        Map<String, Bundle> bundles = new TreeMap<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UsageException(path + ": there is no such file or folder");
            }
            try {
                bundles.put(path.toString(), BundleReader.bundle(path, with));
            } catch (BundleException e) {
                throw new UsageException(String.join("\n", e.problems()), e);
            }
        }
        try {
            return bundles.size() == 1 ? bundles.values().iterator().next() : Bundle.together(bundles);
        } catch (BundleException e) {
            throw new UsageException(String.join("\n", e.problems()), e);
        }
    }

    private @Nullable VerificationKey key() throws UsageException, IOException {
        if (key == null) {
            if (!scope.isEmpty() || !identifier.isEmpty()) {
                throw new UsageException("--scope and --verification-key-id need --verification-key");
            }
            return null;
        }
        if (!Files.isRegularFile(key)) {
            throw new UsageException(key + ": there is no such file");
        }
        try {
            return VerificationKey.read(identifier, algorithm, Files.readAllBytes(key), scope, excluded);
        } catch (BundleException e) {
            throw new UsageException(key + ": " + String.join("\n", e.problems()), e);
        }
    }
}
