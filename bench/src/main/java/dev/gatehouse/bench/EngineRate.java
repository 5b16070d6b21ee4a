package dev.gatehouse.bench;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.ContentId;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.secrets.FingerprintKey;
import dev.gatehouse.secrets.SecretsCheck;
import dev.gatehouse.secrets.SecretsOptions;
import dev.gatehouse.secrets.SecretRules;
import dev.gatehouse.secrets.engine.Engine;
import dev.gatehouse.secrets.engine.EnginePattern;
import dev.gatehouse.secrets.match.HeuristicJudge;
import dev.gatehouse.secrets.rule.Catalogue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// How many bytes one thread looks through with the whole catalogue: nomination, confirmation, classifier and decoders; without
/// reading files, hashing, lines and excerpts.
final class EngineRate {
    private static final long LARGEST = 8 << 20;

    private final List<Path> files = new ArrayList<>();
    private long bytes;

    /// Finds the files, without `.git` directories, up to about so many bytes in the order of their names.
    static EngineRate over(Path folder, long limit) throws IOException {
        EngineRate rate = new EngineRate();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return directory.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && attributes.size() <= LARGEST) {
                    rate.files.add(file);
                    rate.bytes += attributes.size();
                }
                return rate.bytes < limit ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) {
                return FileVisitResult.CONTINUE;
            }
        });
        return rate;
    }

    /// Bytes that there are to read.
    long bytes() {
        return bytes;
    }

    /// What one pass took.
    ///
    /// @param bytes
    ///            looked at: text, and binary files as far as the check wants them
    /// @param seconds
    ///            CPU time of the one thread
    /// @param contentsWithFindings
    ///            how many
    record Pass(long bytes, double seconds, int contentsWithFindings) {
        double megabytesASecond() {
            return bytes / 1e6 / seconds;
        }
    }

    /// Looks at everything again and again, with one engine; the first passes warm it up.
    ///
    /// @param limit
    ///            CPU time after which a pass ends where it is
    List<Pass> passes(Function<List<EnginePattern>, Engine> engine, int count, Duration limit) throws IOException {
        List<Pass> passes = new ArrayList<>();
        try (SecretsCheck check = SecretsCheck.create(
                SecretRules.assemble(Catalogue.load(), SecretsOptions.DEFAULT, (path, from) -> {
                    throw new IOException("the catalogue includes nothing");
                }, diagnostic -> {}), SecretsOptions.DEFAULT, engine, FingerprintKey.ofNobody(), new HeuristicJudge())) {
            for (int i = 0; i < count; i++) {
                passes.add(pass(check, limit.toNanos()));
            }
        } catch (dev.gatehouse.document.DocumentException e) {
            throw new IOException(e);
        }
        return passes;
    }

    private Pass pass(SecretsCheck check, long limit) throws IOException {
        long nanos = 0;
        long looked = 0;
        int found = 0;
        for (Path file : files) {
            if (nanos > limit) {
                break;
            }
            byte[] content = Files.readAllBytes(file);
            SourcePath path = SourcePath.of(file.toString().getBytes(StandardCharsets.UTF_8));
            // Nothing asks for the digest of a content that is not placed.
            Blob blob = new Blob(ContentId.of(ContentId.Algorithm.SHA256, new byte[32]), content, 0, content.length,
                    Blob.sniff(content, 0, content.length), path);
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            if (check.wants(blob)) {
                looked += content.length;
                if (check.facts(blob) != null) {
                    found++;
                }
            }
            nanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        }
        return new Pass(looked, nanos / 1e9, found);
    }
}
