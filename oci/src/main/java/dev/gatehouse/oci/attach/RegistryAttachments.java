package dev.gatehouse.oci.attach;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.build.ManifestWriter;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageManifest;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.registry.RegistryClient;
import dev.gatehouse.oci.store.VerifiedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Attachments of a repository in a registry: its referrers, or the tag that lists them where the registry does not.
public final class RegistryAttachments implements Attachments {
    private final RegistryClient client;
    private final String repository;
    private final ImageLimits limits;

    /// @param client
    ///            closed with this
    public RegistryAttachments(RegistryClient client, String repository, ImageLimits limits) {
        this.client = client;
        this.repository = repository;
        this.limits = limits;
    }

    @Override
    public List<Found> of(Digest subject, Set<String> types) throws IOException {
        List<Found> found = new ArrayList<>();
        List<Descriptor> all = client.referrers(repository, subject, null);
        if (all.size() > MOST) {
            throw new OciException(OciException.Kind.LIMIT, "the image has more than " + MOST + " attachments");
        }
        for (Descriptor entry : all) {
            String type = entry.artifactType();
            if (type == null || types.contains(type)) {
                RegistryClient.Fetched fetched = client.manifest(repository, entry.digest().toString());
                boolean about = fetched.document() instanceof ImageManifest manifest && Referrer.isAbout(manifest, subject);
                if (about) {
                    Found one = Referrer.read(entry.digest(), fetched.bytes(), limits, this::read);
                    if (types.contains(one.attachment().artifactType())) {
                        found.add(one);
                    }
                }
            }
        }
        return found;
    }

    private byte[] read(Descriptor descriptor, int limit) throws IOException {
        return VerifiedInputStream.readAll(client.blob(repository, descriptor.digest(), descriptor.size()),
                descriptor.digest().toString(), descriptor.digest(), descriptor.size(), limit);
    }

    @Override
    public Digest attach(Descriptor subject, Attachment attachment) throws IOException {
        ImageManifest manifest = attachment.manifest(subject);
        client.pushBlob(repository, manifest.configuration(), () -> new ByteArrayInputStream(Attachment.EMPTY));
        client.pushBlob(repository, manifest.layers().getFirst(), () -> new ByteArrayInputStream(attachment.content()));
        Digest digest = Digest.sha256(ManifestWriter.write(manifest));
        return client.pushManifest(repository, digest.toString(), manifest).digest();
    }

    @Override
    public void close() {
        client.close();
    }
}
