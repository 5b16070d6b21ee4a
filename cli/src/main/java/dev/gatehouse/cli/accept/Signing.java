package dev.gatehouse.cli.accept;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.config.Approver;
import dev.gatehouse.config.ExceptionEntry;
import dev.gatehouse.policy.Approvals;
import dev.gatehouse.policy.SignedApprovals;
import dev.gatehouse.policy.ssh.SshFormatException;
import dev.gatehouse.policy.ssh.SshPrivateKey;
import dev.gatehouse.policy.ssh.SshPublicKey;
import dev.gatehouse.policy.ssh.SshSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Signs with a person's SSH key.
final class Signing {
    private static final long LARGEST_KEY = 64 << 10;
    private static final int LARGEST_SIGNATURE = 64 << 10;
    /// Long enough to type a passphrase.
    private static final long PATIENCE_SECONDS = 180;

    private Signing() {}

    /// The approval that this key gives to an exception.
    ///
    /// @param key a private key, or a public one whose private part an agent holds
    /// @throws UsageException if it cannot sign, or its signature would not count
    static ExceptionEntry.Approval approve(ExceptionEntry entry, Path key, List<Approver> approvers)
            throws UsageException, IOException, InterruptedException {
        if (approvers.isEmpty()) {
            throw new UsageException("approvers: lists nobody, so no signature would count; list the people who may approve"
                    + " first (docs/configuration.md)");
        }
        SshSignature signature = sign(key, SignedApprovals.NAMESPACE, entry.statement().getBytes(StandardCharsets.UTF_8));
        var approval = new ExceptionEntry.Approval(name(signature.signer(), approvers), signature.toString());
        return switch (new SignedApprovals().check(entry.approved(approval), approvers)) {
            case Approvals.Outcome.Approved _ -> approval;
            case Approvals.Outcome.Refused refused -> throw new UsageException("the signature would not count: " + refused.why());
            case Approvals.Outcome.Unsigned _ -> throw new IllegalStateException("it was just signed");
        };
    }

    /// Name under which the owner of a key is listed; its fingerprint if it is not.
    ///
    /// @param key a private key, or a public one
    /// @throws UsageException if it cannot be read
    static String approver(Path key, List<Approver> approvers) throws UsageException, IOException {
        return name(publicKey(key), approvers);
    }

    /// The public part of a key; that of one with a passphrase lies beside it.
    private static SshPublicKey publicKey(Path key) throws UsageException, IOException {
        String text = text(key);
        try {
            return text.contains("PRIVATE KEY") ? SshPrivateKey.parse(text).publicKey() : SshPublicKey.parse(text.strip());
        } catch (SshPrivateKey.EncryptedException e) {
            Path beside = key.resolveSibling(key.getFileName() + ".pub");
            if (!Files.isRegularFile(beside)) {
                throw new UsageException(
                        key + ": the key has a passphrase, and its public part does not lie beside it in " + beside, e);
            }
            return publicKey(beside);
        } catch (SshFormatException e) {
            throw new UsageException(key + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path key) throws UsageException, IOException {
        if (!Files.isRegularFile(key) || Files.size(key) > LARGEST_KEY) {
            throw new UsageException(key + ": not a key file");
        }
        return Files.readString(key, StandardCharsets.ISO_8859_1);
    }

    private static String name(SshPublicKey signer, List<Approver> approvers) {
        for (Approver approver : approvers) {
            try {
                if (SshPublicKey.parse(approver.key()).equals(signer)) {
                    return approver.name();
                }
            } catch (SshFormatException e) {
                // The check that follows names it.
                continue;
            }
        }
        return signer.fingerprint();
    }

    /// A signature over a text.
    ///
    /// @param key a private key, or a public one whose private part an agent holds
    /// @param namespace what it is made for
    /// @throws UsageException if the key cannot sign
    static SshSignature sign(Path key, String namespace, byte[] statement)
            throws UsageException, IOException, InterruptedException {
        String text = text(key);
        try {
            if (!text.contains("PRIVATE KEY")) {
                SshPublicKey.parse(text.strip());
                return external(key, namespace, statement);
            }
            return SshSignature.sign(SshPrivateKey.parse(text), namespace, statement);
        } catch (SshPrivateKey.EncryptedException e) {
            return external(key, namespace, statement);
        } catch (SshFormatException e) {
            throw new UsageException(key + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new UsageException(key + ": this key cannot sign: " + e.getMessage(), e);
        }
    }

    /// Lets OpenSSH sign, which asks for a passphrase on the terminal, or the agent.
    private static SshSignature external(Path key, String namespace, byte[] statement)
            throws UsageException, IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f",
                    key.toAbsolutePath().toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UsageException(key + ": the key has a passphrase or lies in an agent, and ssh-keygen is not installed", e);
        }
        try {
            try (var in = process.getOutputStream()) {
                in.write(statement);
            }
            byte[] answer = process.getInputStream().readNBytes(LARGEST_SIGNATURE);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new UsageException(key + ": ssh-keygen did not sign");
            }
            return SshSignature.parse(new String(answer, StandardCharsets.US_ASCII));
        } catch (SshFormatException e) {
            throw new UsageException(key + ": " + e.getMessage(), e);
        } finally {
            process.destroy();
        }
    }
}
