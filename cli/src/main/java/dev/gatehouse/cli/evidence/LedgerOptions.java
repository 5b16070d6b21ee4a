package dev.gatehouse.cli.evidence;

import dev.gatehouse.cli.Console;
import dev.gatehouse.cli.UsageException;
import dev.gatehouse.ledger.Ledger;
import dev.gatehouse.ledger.LedgerException;
import dev.gatehouse.signing.SigningException;
import dev.gatehouse.signing.SigningKey;
import dev.gatehouse.signing.VerificationKey;
import dev.gatehouse.source.git.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the ledger lies and who signs it: the options of every command that reads or writes one.
public final class LedgerOptions {
    /// Environment variable that names the ledger's folder.
    private static final String FOLDER = "GATEHOUSE_LEDGER";
    private static final String PASSPHRASE = "GATEHOUSE_KEY_PASSPHRASE";
    private static final long LARGEST_KEY = 64 << 10;

    @Option(names = "--ledger", paramLabel = "DIR", description = "Folder of the ledger; by default what GATEHOUSE_LEDGER names, else .gatehouse/ledger at the root of the repository.")
    @Nullable
    Path folder;

    @Option(names = "--key", paramLabel = "FILE", description = "Private key (PKCS #8 PEM, P-256 or Ed25519) that signs; its passphrase, if it has one, is read from GATEHOUSE_KEY_PASSPHRASE.")
    @Nullable
    Path key;

    /// The folder.
    public Path folder(Console console) throws UsageException, IOException {
        if (folder != null) {
            return folder;
        }
        String named = console.environment().get(FOLDER);
        return named != null && !named.isBlank()
                ? Path.of(named)
                : root().resolve(".gatehouse").resolve("ledger");
    }

    /// Whether there is a ledger.
    public boolean exists(Console console) throws UsageException, IOException {
        return Files.exists(folder(console).resolve("checkpoint"));
    }

    /// Whether somebody named one: what a command that need not keep anything goes by.
    public boolean named(Console console) {
        String named = console.environment().get(FOLDER);
        return folder != null || named != null && !named.isBlank();
    }

    /// The folder of the files that records of the ledger name: bills of materials, decisions, reports. It lies in the ledger's
    /// own, so that both are kept together.
    public Path kept(Console console) throws UsageException, IOException {
        return folder(console).resolve("kept");
    }

    /// The ledger's records; begins a ledger if there is none.
    ///
    /// @throws UsageException if what lies there is none, or the key cannot be used
    public EvidenceBook book(Console console) throws UsageException, IOException {
        return new EvidenceBook(open(console), signingKey(console));
    }

    /// Opens the ledger, or begins one.
    ///
    /// @throws UsageException if what lies there is none
    public Ledger open(Console console) throws UsageException, IOException {
        Path where = folder(console);
        try {
            Path root = root().getFileName();
            return Ledger.open(where,
                    "gatehouse/" + (root == null ? "ledger" : root.toString().replaceAll("[\\s+\\p{Cntrl}]", "-")));
        } catch (LedgerException e) {
            throw new UsageException(where + ": " + e.getMessage(), e);
        }
    }

    /// The key that signs; null without `--key`.
    ///
    /// @throws UsageException if it cannot be used
    public @Nullable SigningKey signingKey(Console console) throws UsageException, IOException {
        if (key == null) {
            return null;
        }
        String passphrase = console.environment().get(PASSPHRASE);
        try {
            return SigningKey.parse(text(key), passphrase == null ? null : passphrase.toCharArray());
        } catch (SigningException e) {
            throw new UsageException("--key " + key + ": " + e.getMessage(), e);
        }
    }

    /// Public keys from files.
    ///
    /// @throws UsageException if one cannot be used
    public static List<VerificationKey> trusted(List<Path> files) throws UsageException, IOException {
        List<VerificationKey> keys = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.add(VerificationKey.parse(text(file)));
            } catch (SigningException e) {
                throw new UsageException("--trust " + file + ": " + e.getMessage(), e);
            }
        }
        return keys;
    }

    /// The root of the repository around the current folder, else the folder.
    private static Path root() throws IOException {
        Path here = Path.of("").toRealPath();
        GitRepository repository = GitRepository.discover(here).orElse(null);
        if (repository == null) {
            return here;
        }
        try (repository) {
            Path tree = repository.workTree().orElse(null);
            return tree == null ? here : tree.toRealPath();
        }
    }

    private static String text(Path file) throws UsageException, IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_KEY) {
            throw new UsageException(file + ": there is no key file");
        }
        return Files.readString(file);
    }
}
