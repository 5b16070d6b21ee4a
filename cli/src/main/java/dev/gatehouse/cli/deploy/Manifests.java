package dev.gatehouse.cli.deploy;

import dev.gatehouse.cli.UsageException;
import dev.gatehouse.core.decision.Reason;
import dev.gatehouse.core.decision.Verdict;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.iac.kubernetes.ContainerImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.stream.Stream;

/// The manifests that are to be applied.
///
/// @param contents by path, in order
record Manifests(SequencedMap<Path, byte[]> contents) {
    private static final int MOST = 10_000;
    private static final long LARGEST = 8 << 20;

    /// Reads files, and the YAML and JSON files of folders.
    ///
    /// @throws UsageException if there is none
    static Manifests read(List<Path> paths) throws UsageException, IOException {
        var contents = new LinkedHashMap<Path, byte[]>();
        for (Path path : paths) {
            for (Path file : files(path)) {
                if (Files.size(file) > LARGEST) {
                    throw new UsageException(file + ": a manifest has at most " + (LARGEST >> 20) + " MiB");
                }
                contents.put(file, Files.readAllBytes(file));
            }
        }
        if (contents.isEmpty()) {
            throw new UsageException("there are no manifests (.yaml, .yml, .json) in " + paths);
        }
        return new Manifests(contents);
    }

    private static List<Path> files(Path path) throws UsageException, IOException {
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            throw new UsageException(path + ": there is no such file or folder");
        }
        try (Stream<Path> tree = Files.walk(path)) {
            return tree.filter(Files::isRegularFile).filter(Manifests::declares).sorted().limit(MOST).toList();
        }
    }

    private static boolean declares(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    /// Whether just this image is what they deploy.
    ///
    /// @param repository of the image, without registry and tag; null if nothing tells
    List<Reason> deploy(String digest, @Nullable String repository) {
        List<Reason> reasons = new ArrayList<>();
        boolean deployed = false;
        for (var entry : contents.entrySet()) {
            try {
                for (ContainerImage image : ContainerImage.of(entry.getKey().toString(), entry.getValue())) {
                    boolean released = image.image().endsWith("@" + digest);
                    deployed |= released;
                    if (!released && repository != null && name(image.image()).endsWith("/" + repository)) {
                        reasons.add(block(entry.getKey() + ":" + image.line() + ": " + image.resource() + " deploys "
                                + image.image() + ", which is not what was released", "manifests.image"));
                    }
                }
            } catch (DocumentException e) {
                reasons.add(block(String.valueOf(e.getMessage()), "manifests.readable"));
            }
        }
        if (!deployed) {
            reasons.add(block("no manifest deploys " + digest + "; name the image by its digest: name@" + digest,
                    "manifests.image"));
        }
        return reasons;
    }

    /// The workloads that run the image, as far as manifests can be read: `shop/deployment/checkout`.
    List<String> workloads(String digest) {
        var workloads = new LinkedHashSet<String>();
        contents.forEach((path, bytes) -> {
            try {
                ContainerImage.of(path.toString(), bytes).stream().filter(image -> image.image().endsWith("@" + digest))
                        .forEach(image -> workloads.add(image.resource()));
            } catch (DocumentException e) {
                // Told as a reason by #deploy.
            }
        });
        return List.copyOf(workloads);
    }

    /// `registry.example/team/shop` of `registry.example/team/shop:1.4@sha256:…`, with a slash before it.
    private static String name(String image) {
        int at = image.indexOf('@');
        String name = at < 0 ? image : image.substring(0, at);
        int colon = name.lastIndexOf(':');
        return "/" + (colon > name.lastIndexOf('/') ? name.substring(0, colon) : name);
    }

    private static Reason block(String text, String policy) {
        return new Reason(Verdict.BLOCK, null, text, policy);
    }
}
