package dev.gatehouse.cli.attest;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.cli.evidence.LedgerOptions;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.signing.VerificationKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The keys that may sign releases: what the command line names, else what the configuration of the target does.
public final class TrustedKeys {
    private TrustedKeys() {}

    /// The keys.
    ///
    /// @param root that paths of the configuration are relative to
    /// @param named on the command line; if there are any, the configuration's are not asked
    /// @throws UsageException if there is none, or one cannot be read
    public static List<VerificationKey> of(Configuration configuration, Path root, List<Path> named)
            throws UsageException, IOException {
        List<Path> files = named.isEmpty()
                ? configuration.release().trustedKeys().stream().map(root::resolve).toList()
                : named;
        if (files.isEmpty()) {
            throw new UsageException(
                    "nobody says who may sign releases: name a public key with --trusted-key, or list some under release.trusted-keys");
        }
        return LedgerOptions.trusted(files, named.isEmpty() ? "release.trusted-keys" : "--trusted-key");
    }
}
