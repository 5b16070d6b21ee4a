package dev.gatehouse.oci.registry;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.attach.Attachments;
import dev.gatehouse.oci.attach.RegistryAttachments;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.reference.ImageReference;
import dev.gatehouse.oci.reference.Platform;
import dev.gatehouse.oci.store.Image;
import dev.gatehouse.oci.store.ImageResolver;
import dev.gatehouse.oci.store.ImageStore;
import dev.gatehouse.oci.store.Layer;
import dev.gatehouse.oci.store.VerifiedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image in a registry, or in a mirror that the user has set before it.
public final class RegistryStore implements ImageStore {
    private final ImageReference reference;
    private final CredentialSource credentials;
    private final RegistrySettings settings;
    private final ImageLimits limits;
    private final @Nullable Platform platform;
    private @Nullable Found found;

    /// Where the image was found.
    ///
    /// @param repository
    ///            within the client's registry
    private record Found(RegistryClient client, String repository, Image image) {}

    /// @param platform
    ///            null to take this machine's, or the only one
    public RegistryStore(ImageReference reference, CredentialSource credentials, RegistrySettings settings, ImageLimits limits,
            @Nullable Platform platform) {
        this.reference = reference;
        this.credentials = credentials;
        this.settings = settings;
        this.limits = limits;
        this.platform = platform;
    }

    @Override
    public String name() {
        return "registry:" + reference;
    }

    @Override
    public String name(String digest) {
        return "registry:" + reference.registry() + "/" + reference.repository() + "@" + digest;
    }

    @Override
    public String repository() {
        return reference.repository();
    }

    @Override
    public Image image() throws IOException {
        return found().image;
    }

    private synchronized Found found() throws IOException {
        if (found == null) {
            found = find();
        }
        return found;
    }

    /// Mirrors first. One that lacks the image or is not there is passed over; the registry itself has the last word.
    private Found find() throws IOException {
        List<String[]> candidates = new ArrayList<>();
        for (String mirror : settings.mirrors().getOrDefault(reference.registry(), List.of())) {
            int slash = mirror.indexOf('/');
            candidates.add(slash < 0
                    ? new String[]{mirror, reference.repository()}
                    : new String[]{mirror.substring(0, slash), mirror.substring(slash + 1) + "/" + reference.repository()});
        }
        candidates.add(new String[]{reference.registry(), reference.repository()});
        for (int i = 0;; i++) {
            var client = new RegistryClient(candidates.get(i)[0], credentials, settings, limits);
            try {
                return resolve(client, candidates.get(i)[1]);
            } catch (OciException e) {
                client.close();
                boolean another = e.kind() == OciException.Kind.NOT_FOUND || e.kind() == OciException.Kind.UNREACHABLE
                        || e.kind() == OciException.Kind.UNAUTHORIZED;
                if (i == candidates.size() - 1 || !another) {
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                client.close();
                throw e;
            }
        }
    }

    private Found resolve(RegistryClient client, String repository) throws IOException {
        RegistryClient.Fetched first = client.manifest(repository, reference.wanted());
        var resolver = new ImageResolver(limits, platform, new Contents(client, repository));
        return new Found(client, repository, resolver.image(first.descriptor(), first.document()));
    }

    /// Small contents of a repository.
    private record Contents(RegistryClient client, String repository) implements ImageResolver.Documents {
        @Override
        public byte[] read(Descriptor descriptor, int limit) throws IOException {
            return VerifiedInputStream.readAll(client.blob(repository, descriptor.digest(), descriptor.size()),
                    descriptor.digest().toString(), descriptor.digest(), descriptor.size(), limit);
        }

        @Override
        public byte[] manifest(Descriptor descriptor, int limit) throws IOException {
            byte[] bytes = client.manifest(repository, descriptor.digest().toString()).bytes();
            if (bytes.length != descriptor.size()) {
                throw new OciException(OciException.Kind.MISMATCH,
                        descriptor.digest() + " has " + bytes.length + " bytes, stated are " + descriptor.size());
            }
            return bytes;
        }
    }

    @Override
    public InputStream open(Layer layer) throws IOException {
        Found image = found();
        return image.client.blob(image.repository, layer.digest(), layer.size());
    }

    /// Those of the registry itself: a mirror may lack the newest.
    @Override
    public Attachments attachments() throws IOException {
        return new RegistryAttachments(new RegistryClient(reference.registry(), credentials, settings, limits),
                reference.repository(), limits);
    }

    @Override
    public synchronized void close() {
        if (found != null) {
            found.client.close();
        }
    }
}
