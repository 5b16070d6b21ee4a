package dev.gatehouse.oci.store;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.attach.Attachments;
import dev.gatehouse.oci.attach.LayoutAttachments;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageIndex;
import dev.gatehouse.oci.manifest.ManifestReader;
import dev.gatehouse.oci.manifest.MediaTypes;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An image in an OCI image layout (image-spec, image-layout.md): a directory with `index.json` and blobs named by digest.
public final class LayoutStore implements ImageStore {
    private final Path directory;
    private final @Nullable String reference;
    private final ImageLimits limits;
    private final @Nullable Platform platform;
    private @Nullable Image image;
    private @Nullable String repository;

    /// @param reference
    ///            tag, name or digest within the layout; null if it holds only one image
    /// @param platform
    ///            null to take this machine's, or the only one
    public LayoutStore(Path directory, @Nullable String reference, ImageLimits limits, @Nullable Platform platform) {
        this.directory = directory;
        this.reference = reference;
        this.limits = limits;
        this.platform = platform;
    }

    /// Reads `DIR`, `DIR:REF` or `DIR@DIGEST`; a directory whose name is the whole text is preferred.
    ///
    /// @throws OciException
    ///             if there is no such directory
    public static LayoutStore of(String text, ImageLimits limits, @Nullable Platform platform) throws OciException {
        Located located = Located.of(text, Files::isDirectory);
        return new LayoutStore(located.path(), located.reference(), limits, platform);
    }

    /// A path and what is asked for in it.
    record Located(Path path, @Nullable String reference) {

        static Located of(String text, java.util.function.Predicate<Path> there) throws OciException {
            try {
                if (there.test(Path.of(text))) {
                    return new Located(Path.of(text), null);
                }
                int at = text.lastIndexOf('@');
                if (at > 0 && there.test(Path.of(text.substring(0, at)))) {
                    return new Located(Path.of(text.substring(0, at)), Digest.parse(text.substring(at + 1)).toString());
                }
                // A reference may hold colons itself: host:5000/name:tag.
                for (int colon = text.indexOf(':'); colon > 0; colon = text.indexOf(':', colon + 1)) {
                    if (colon < text.length() - 1 && there.test(Path.of(text.substring(0, colon)))) {
                        return new Located(Path.of(text.substring(0, colon)), text.substring(colon + 1));
                    }
                }
            } catch (InvalidPathException e) {
                throw new OciException(OciException.Kind.NOT_FOUND, Texts.plain(text) + ": not a path", e);
            }
            throw new OciException(OciException.Kind.NOT_FOUND, Texts.plain(text) + ": there is no such file or folder");
        }
    }

    @Override
    public String name() {
        return "oci:" + directory + (reference == null ? "" : (reference.startsWith("sha") ? "@" : ":") + reference);
    }

    @Override
    public String name(String digest) {
        return "oci:" + directory + "@" + digest;
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

    private Image read() throws IOException {
        if (!Files.isRegularFile(directory.resolve("oci-layout"))) {
            throw new OciException(OciException.Kind.NOT_FOUND,
                    directory + ": no OCI image layout: there is no file oci-layout in it");
        }
        Path file = directory.resolve("index.json");
        byte[] bytes = small(file, "index.json");
        ImageIndex index = (new ManifestReader(limits).read("index.json", bytes, MediaTypes.OCI_INDEX) instanceof ImageIndex read)
                ? read
                : null;
        if (index == null) {
            throw new OciException(OciException.Kind.MALFORMED, "index.json is no index");
        }
        var resolver = new ImageResolver(limits, platform, this::document);
        Descriptor found = NamedImages.find(index, reference);
        if (found == null) {
            return resolver.image(Descriptor.of(MediaTypes.OCI_INDEX, bytes), index);
        }
        repository = NamedImages.repository(found.annotations());
        if (found.size() == 0 && !index.manifests().contains(found)) {
            found = Descriptor.of("", found.digest(), Files.size(blob(found.digest())));
        }
        return resolver.image(found);
    }

    private byte[] small(Path file, String what) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new OciException(OciException.Kind.NOT_FOUND, directory + ": there is no " + what + " in it");
        }
        if (Files.size(file) > limits.documentBytes()) {
            throw new OciException(OciException.Kind.LIMIT, what + " is larger than " + limits.documentBytes() + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private byte[] document(Descriptor descriptor, int limit) throws IOException {
        return VerifiedInputStream.readAll(stream(descriptor.digest()), descriptor.digest().toString(), descriptor.digest(),
                descriptor.size(), limit);
    }

    @Override
    public InputStream open(Layer layer) throws IOException {
        return stream(layer.digest());
    }

    /// Links are followed, some builders make blobs of them; what they lead to must have the digest, so nothing is learned from it.
    private InputStream stream(Digest digest) throws IOException {
        return Files.newInputStream(blob(digest));
    }

    private Path blob(Digest digest) throws IOException {
        Path file = directory.resolve("blobs").resolve(digest.algorithm().label()).resolve(digest.hex());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "the layout lacks this blob");
        }
        return file;
    }

    @Override
    public Attachments attachments() {
        return new LayoutAttachments(directory, limits);
    }

    @Override
    public void close() {}
}
