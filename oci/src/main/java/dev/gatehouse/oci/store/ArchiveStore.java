package dev.gatehouse.oci.store;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageConfiguration;
import dev.gatehouse.oci.manifest.ImageIndex;
import dev.gatehouse.oci.manifest.ManifestReader;
import dev.gatehouse.oci.manifest.MediaTypes;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An image in a tar file, plain or compressed: an OCI layout, or what `docker save` writes. Where it is both, the layout counts: it
/// names everything by digest.
public final class ArchiveStore implements ImageStore {
    private static final String LAYOUT = "oci-layout";
    private static final String INDEX = "index.json";

    private final Path file;
    private final @Nullable String reference;
    private final ImageLimits limits;
    private final @Nullable Platform platform;
    private @Nullable TarIndex archive;
    private @Nullable Image image;
    private @Nullable String repository;
    /// Where the layers of `docker save` lie.
    private final Map<Digest, String> files = new HashMap<>();

    /// @param reference
    ///            tag, name or digest within the archive; null if it holds only one image
    /// @param platform
    ///            null to take this machine's, or the only one
    public ArchiveStore(Path file, @Nullable String reference, ImageLimits limits, @Nullable Platform platform) {
        this.file = file;
        this.reference = reference;
        this.limits = limits;
        this.platform = platform;
    }

    /// Reads `FILE`, `FILE:REF` or `FILE@DIGEST`; a file whose name is the whole text is preferred.
    ///
    /// @throws OciException
    ///             if there is no such file
    public static ArchiveStore of(String text, ImageLimits limits, @Nullable Platform platform) throws OciException {
        LayoutStore.Located located = LayoutStore.Located.of(text, Files::isRegularFile);
        return new ArchiveStore(located.path(), located.reference(), limits, platform);
    }

    @Override
    public String name() {
        return "archive:" + file + (reference == null ? "" : (reference.startsWith("sha") ? "@" : ":") + reference);
    }

    @Override
    public synchronized @Nullable String repository() {
        return repository;
    }

    @Override
    public synchronized Image image() throws IOException {
        if (image == null) {
            image = read();
        }
        return image;
    }

    private synchronized TarIndex archive() throws IOException {
        if (archive == null) {
            archive = TarIndex.of(file, limits.configurationBytes(), limits.imageBytes() + (1L << 30));
        }
        return archive;
    }

    private Image read() throws IOException {
        TarIndex tar = archive();
        if (tar.has(LAYOUT) && tar.has(INDEX)) {
            return layout(small(INDEX));
        }
        if (tar.has(SavedImage.FILE)) {
            return saved(SavedImage.choose(SavedImage.read(small(SavedImage.FILE)), reference));
        }
        if (tar.has("repositories")) {
            throw new OciException(OciException.Kind.UNSUPPORTED,
                    file + ": written by docker save before version 1.10; load and save it with a current Docker");
        }
        throw new OciException(OciException.Kind.MALFORMED,
                file + ": no image: neither oci-layout and index.json nor manifest.json lie in it");
    }

    private byte[] small(String name) throws IOException {
        try (InputStream in = archive().open(name)) {
            byte[] bytes = in.readNBytes(limits.documentBytes() + 1);
            if (bytes.length > limits.documentBytes()) {
                throw new OciException(OciException.Kind.LIMIT, name + " is larger than " + limits.documentBytes() + " bytes");
            }
            return bytes;
        }
    }

    private Image layout(byte[] bytes) throws IOException {
        if (!(new ManifestReader(limits).read(INDEX, bytes, MediaTypes.OCI_INDEX) instanceof ImageIndex index)) {
            throw new OciException(OciException.Kind.MALFORMED, INDEX + " is no index");
        }
        var resolver = new ImageResolver(limits, platform, this::document);
        Descriptor found = NamedImages.find(index, reference);
        if (found == null) {
            return resolver.image(Descriptor.of(MediaTypes.OCI_INDEX, bytes), index);
        }
        repository = NamedImages.repository(found.annotations());
        if (found.size() == 0 && !index.manifests().contains(found)) {
            found = Descriptor.of("", found.digest(), Math.max(0, archive().size(blob(found.digest()))));
        }
        return resolver.image(found);
    }

    private static String blob(Digest digest) {
        return "blobs/" + digest.algorithm().label() + "/" + digest.hex();
    }

    private byte[] document(Descriptor descriptor, int limit) throws IOException {
        return VerifiedInputStream.readAll(archive().open(blob(descriptor.digest())), descriptor.digest().toString(),
                descriptor.digest(), descriptor.size(), limit);
    }

    private Image saved(SavedImage saved) throws IOException {
        byte[] bytes;
        try (InputStream in = archive().open(saved.configuration())) {
            bytes = in.readNBytes(limits.configurationBytes() + 1);
        }
        ImageConfiguration configuration = ImageConfiguration.read("image configuration", bytes, limits);
        Descriptor descriptor = Descriptor.of(MediaTypes.DOCKER_CONFIGURATION, bytes);
        String stated = saved.configuration().replaceFirst("^blobs/sha256/", "").replaceFirst("\\.json$", "");
        if (stated.matches("[0-9a-f]{64}") && !stated.equals(descriptor.digest().hex())) {
            throw new OciException(OciException.Kind.MISMATCH,
                    "the image configuration is not what its name says: it was changed");
        }
        if (saved.layers().size() > limits.layers()) {
            throw new OciException(OciException.Kind.LIMIT,
                    "the image has " + saved.layers().size() + " layers, the limit is " + limits.layers());
        }
        List<Digest> digests = configuration.contentDigests();
        if (digests.size() != saved.layers().size()) {
            throw new OciException(OciException.Kind.MALFORMED, "the archive names " + saved.layers().size()
                    + " layers, the image configuration " + digests.size());
        }
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < digests.size(); i++) {
            files.put(digests.get(i), saved.layers().get(i));
            layers.add(new Layer(i, digests.get(i), archive().size(saved.layers().get(i)), MediaTypes.OCI_LAYER, true));
        }
        repository = saved.tags().isEmpty() ? null : NamedImages.repository(saved.tags().getFirst());
        return new Image(null, descriptor, bytes, configuration, layers, Map.of());
    }

    private synchronized String fileOf(Layer layer) {
        return files.getOrDefault(layer.digest(), blob(layer.digest()));
    }

    @Override
    public InputStream open(Layer layer) throws IOException {
        return archive().open(fileOf(layer));
    }

    @Override
    public boolean sequential() {
        TarIndex read = archive;
        return read != null && read.compressed();
    }

    @Override
    public void each(List<Layer> layers, LayerVisitor visitor) throws IOException {
        if (!sequential()) {
            ImageStore.super.each(layers, visitor);
            return;
        }
        Map<String, List<Layer>> byFile = new HashMap<>();
        for (Layer layer : layers) {
            String resolved = archive().resolve(fileOf(layer));
            if (resolved != null) {
                byFile.computeIfAbsent(resolved, _ -> new ArrayList<>(1)).add(layer);
            }
        }
        archive().each(byFile.keySet(), (name, in) -> {
            // Several layers of one file have one digest, or all but one lie.
            for (Layer layer : byFile.getOrDefault(name, List.of())) {
                visitor.layer(layer, in);
            }
        });
    }

    @Override
    public void close() {}
}
