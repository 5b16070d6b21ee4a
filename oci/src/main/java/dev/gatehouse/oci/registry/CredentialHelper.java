package dev.gatehouse.oci.registry;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.oci.OciException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// Asks programs named `docker-credential-…` (docker-credential-helpers' protocol): the server on standard input, the answer as JSON
/// on standard output.
final class CredentialHelper {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final long PATIENCE_SECONDS = 30;
    private static final int LARGEST = 1 << 20;
    /// Stands for the user where the secret is an identity token.
    private static final String TOKEN_USER = "<token>";

    private final Map<String, String> environment;

    CredentialHelper(Map<String, String> environment) {
        this.environment = environment;
    }

    /// What the helper knows of a server.
    ///
    /// @param name
    ///            as the configuration has it, without `docker-credential-`
    Credentials get(String name, String server) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new OciException(OciException.Kind.MALFORMED,
                    "Docker's configuration names a credential helper that is no program");
        }
        String program = "docker-credential-" + name;
        var builder = new ProcessBuilder(onPath(program).toString(), "get").redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new OciException(OciException.Kind.UNAUTHORIZED,
                    "Docker's configuration names the credential helper " + program + ", which cannot be run", e);
        }
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(server.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It ended without reading; its answer tells.
            }
            byte[] answer = read(program, process);
            return process.waitFor() == 0 ? parse(program, answer) : Credentials.ANONYMOUS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OciException(OciException.Kind.UNAUTHORIZED, program + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static byte[] read(String program, Process process) throws IOException, InterruptedException {
        var answer = CompletableFuture.supplyAsync(() -> {
            try (InputStream out = process.getInputStream()) {
                return out.readNBytes(LARGEST);
            } catch (IOException e) {
                return new byte[0];
            }
        });
        try {
            byte[] bytes = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return bytes;
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new OciException(OciException.Kind.UNAUTHORIZED, program + " does not answer", e);
        }
        throw new OciException(OciException.Kind.UNAUTHORIZED, program + " does not end");
    }

    private static Credentials parse(String program, byte[] answer) throws OciException {
        try {
            if (Documents.read(Format.JSON, program, answer, new Limits(LARGEST, 8, 1000)) instanceof Mapping json
                    && json.get("Username") instanceof Scalar.Text user && json.get("Secret") instanceof Scalar.Text secret) {
                return user.text().equals(TOKEN_USER)
                        ? new Credentials.IdentityToken(secret.text())
                        : new Credentials.Password(user.text(), secret.text());
            }
        } catch (DocumentException e) {
            // The message would say where in the answer, which is a secret.
        }
        throw new OciException(OciException.Kind.UNAUTHORIZED, program + " answers something else than credentials");
    }

    /// The program on the user's own path: the system would search that of this process, and relative folders too.
    private Path onPath(String program) throws OciException {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (folder.startsWith(File.separator) && Files.isExecutable(Path.of(folder, program))) {
                return Path.of(folder, program);
            }
        }
        throw new OciException(OciException.Kind.UNAUTHORIZED,
                "Docker's configuration names the credential helper " + program + ", which is not on the PATH");
    }
}
