package dev.gatehouse.oci.attach;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.build.ManifestWriter;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageIndex;
import dev.gatehouse.oci.manifest.ImageManifest;
import dev.gatehouse.oci.manifest.ManifestReader;
import dev.gatehouse.oci.manifest.MediaTypes;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.store.VerifiedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Attachments of an OCI image layout: manifests with a subject, named by the index beside the images. The image itself gets the
/// annotation by which `cosign verify --local-image` finds it.
public final class LayoutAttachments implements Attachments {
    private static final String KIND = "kind";
    private static final String COSIGN_IMAGE = "dev.cosignproject.cosign/image";

    private final Path directory;
    private final ImageLimits limits;

    /// @param directory
    ///            of the layout
    public LayoutAttachments(Path directory, ImageLimits limits) {
        this.directory = directory;
        this.limits = limits;
    }

    @Override
    public List<Found> of(Digest subject, Set<String> types) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Descriptor entry : index().manifests()) {
            String type = entry.artifactType();
            if (type != null && types.contains(type)) {
                byte[] bytes = read(entry, limits.documentBytes());
                boolean about = new ManifestReader(limits).read(entry.digest().toString(), bytes,
                        entry.mediaType()) instanceof ImageManifest manifest && Referrer.isAbout(manifest, subject);
                if (about) {
                    found.add(Referrer.read(entry.digest(), bytes, limits, this::read));
                }
                if (found.size() > MOST) {
                    throw new OciException(OciException.Kind.LIMIT, "the image has more than " + MOST + " attachments");
                }
            }
        }
        return found;
    }

    @Override
    public Digest attach(Descriptor subject, Attachment attachment) throws IOException {
        ImageManifest manifest = attachment.manifest(subject);
        byte[] bytes = ManifestWriter.write(manifest);
        Descriptor entry = Descriptor.of(MediaTypes.OCI_MANIFEST, bytes).ofArtifact(attachment.artifactType())
                .with(attachment.annotations());
        write(blob(manifest.configuration().digest()), Attachment.EMPTY);
        write(blob(manifest.layers().getFirst().digest()), attachment.content());
        write(blob(entry.digest()), bytes);
        ImageIndex index = index();
        if (index.manifests().stream().noneMatch(each -> each.digest().equals(entry.digest()))) {
            List<Descriptor> all = new ArrayList<>();
            index.manifests().forEach(each -> all.add(each.digest().equals(subject.digest()) ? marked(each) : each));
            all.add(entry);
            write(directory.resolve("index.json"), ManifestWriter
                    .write(new ImageIndex(index.mediaType(), index.artifactType(), all, index.annotations())));
        }
        return entry.digest();
    }

    private static Descriptor marked(Descriptor image) {
        Map<String, String> annotations = new TreeMap<>(image.annotations());
        annotations.putIfAbsent(KIND, COSIGN_IMAGE);
        return image.with(annotations);
    }

    private ImageIndex index() throws IOException {
        Path file = directory.resolve("index.json");
        if (!Files.isRegularFile(file)) {
            throw new OciException(OciException.Kind.NOT_FOUND, directory + ": there is no index.json in it");
        }
        if (Files.size(file) > limits.documentBytes()) {
            throw new OciException(OciException.Kind.LIMIT,
                    "index.json is larger than " + limits.documentBytes() + " bytes");
        }
        if (new ManifestReader(limits).read("index.json", Files.readAllBytes(file),
                MediaTypes.OCI_INDEX) instanceof ImageIndex index) {
            return index;
        }
        throw new OciException(OciException.Kind.MALFORMED, "index.json is no index");
    }

    private byte[] read(Descriptor descriptor, int limit) throws IOException {
        Path file = blob(descriptor.digest());
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "the layout lacks this blob");
        }
        return VerifiedInputStream.readAll(Files.newInputStream(file), descriptor.digest().toString(), descriptor.digest(),
                descriptor.size(), limit);
    }

    private Path blob(Digest digest) {
        return directory.resolve("blobs").resolve(digest.algorithm().label()).resolve(digest.hex());
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path partial = Files.createTempFile(directory, "attachment", ".partial");
        try {
            Files.write(partial, bytes);
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    @Override
    public void close() {}
}
