package dev.gatehouse.oci.registry;

import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.build.ManifestWriter;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.oci.manifest.ImageIndex;
import dev.gatehouse.oci.manifest.ImageManifest;
import dev.gatehouse.oci.manifest.ManifestDocument;
import dev.gatehouse.oci.manifest.ManifestReader;
import dev.gatehouse.oci.manifest.MediaTypes;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.ImageReference;
import dev.gatehouse.oci.registry.Transport.Answer;
import dev.gatehouse.oci.registry.Transport.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A client of one registry (distribution-spec 1.1). Thread-safe.
public final class RegistryClient implements AutoCloseable {
    private static final String HUB_HOST = "registry-1.docker.io";
    private static final String ACCEPTED = String.join(", ", MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST,
            MediaTypes.DOCKER_LIST,
            MediaTypes.DOCKER_MANIFEST);
    private static final String BYTES = "application/octet-stream";

    private final String registry;
    private final RegistrySettings settings;
    private final ImageLimits limits;
    private final Transport transport;
    private final Authorizer authorizer;
    private @Nullable URI base;

    /// A document of a registry, verified as far as it can be.
    ///
    /// @param descriptor
    ///            what it is by its own bytes
    public record Fetched(Descriptor descriptor, byte[] bytes, ManifestDocument document) {}

    /// What is pushed; asked again when a push is tried again.
    @FunctionalInterface
    public interface Content {
        /// The bytes from the beginning.
        InputStream open() throws IOException;
    }

    /// @param registry
    ///            host and perhaps port, as references have it. It is spoken to over TLS; only if it is this machine (`localhost`,
    ///            `127.0.0.1`) and does not speak TLS, without
    public RegistryClient(String registry, CredentialSource credentials, RegistrySettings settings, ImageLimits limits)
            throws IOException {
        this.registry = registry;
        this.settings = settings;
        this.limits = limits;
        this.transport = new Transport(settings);
        this.authorizer = new Authorizer(registry, credentials, transport);
    }

    /// The manifest or index that a tag or digest names.
    ///
    /// @throws OciException
    ///             `NOT_FOUND`, `UNAUTHORIZED`, `UNREACHABLE`; `MISMATCH` if the bytes are not what the digest, or the registry's own
    ///             header, names
    public Fetched manifest(String repository, String tagOrDigest) throws IOException {
        String what = registry + "/" + repository + (tagOrDigest.startsWith("sha") ? "@" : ":") + tagOrDigest;
        Request request = Request.get(address("/v2/" + repository + "/manifests/" + tagOrDigest)).with("Accept", ACCEPTED);
        try (Answer answer = send(request, pull(repository))) {
            expect(answer, what, 200);
            byte[] bytes = small(answer, what);
            String type = answer.header("content-type");
            String announced = type == null ? "" : type.split(";", 2)[0].strip();
            Descriptor descriptor = Descriptor.of(announced, bytes);
            String stated = answer.header("docker-content-digest");
            if (tagOrDigest.indexOf(':') > 0 && !Digest.parse(tagOrDigest).names(bytes)
                    || stated != null && !stated.isBlank() && !Digest.parse(stated.strip()).names(bytes)) {
                throw new OciException(OciException.Kind.MISMATCH,
                        what + ": the registry sent something else than the digest names");
            }
            ManifestDocument document = new ManifestReader(limits).read(what, bytes, announced);
            String own = document.mediaType();
            return new Fetched(own.isEmpty() ? descriptor : Descriptor.of(own, bytes), bytes, document);
        }
    }

    private byte[] small(Answer answer, String what) throws IOException {
        byte[] bytes = answer.body().readNBytes(limits.documentBytes() + 1);
        if (bytes.length > limits.documentBytes()) {
            throw new OciException(OciException.Kind.LIMIT,
                    what + ": a manifest of more than " + limits.documentBytes() + " bytes");
        }
        return bytes;
    }

    /// The bytes of a blob, fetched on from where a connection broke. They are not verified: wrap them into a
    /// [dev.gatehouse.oci.store.VerifiedInputStream].
    ///
    /// @param size
    ///            as the descriptor has it; -1 if it is not known, then a broken connection is an error
    public InputStream blob(String repository, Digest digest, long size) throws IOException {
        if (size < 0) {
            return open(repository, digest, 0);
        }
        return new ResumingInputStream(offset -> open(repository, digest, offset), size, settings.retries(), settings.pause());
    }

    private InputStream open(String repository, Digest digest, long offset) throws IOException {
        String what = registry + "/" + repository + "@" + digest;
        Request request = Request.get(address("/v2/" + repository + "/blobs/" + digest));
        if (offset > 0) {
            request = request.with("Range", "bytes=" + offset + "-");
        }
        Answer answer = send(request, pull(repository));
        try {
            expect(answer, what, 200, 206);
            if (answer.status() == 206) {
                String range = answer.header("content-range");
                if (range == null || !range.startsWith("bytes " + offset + "-")) {
                    throw new OciException(OciException.Kind.UNREACHABLE,
                            what + ": the registry sends another part than was asked for");
                }
            } else {
                answer.body().skipNBytes(offset);
            }
            return answer.body();
        } catch (IOException | RuntimeException e) {
            answer.close();
            throw e;
        }
    }

    /// Whether the repository has the blob.
    public boolean hasBlob(String repository, Digest digest) throws IOException {
        Request request = new Request("HEAD", address("/v2/" + repository + "/blobs/" + digest), Map.of(), null, null);
        try (Answer answer = send(request, push(repository))) {
            if (answer.status() == 404) {
                return false;
            }
            expect(answer, registry + "/" + repository, 200);
            return true;
        }
    }

    /// Puts a blob into the repository unless it is there.
    public void pushBlob(String repository, Descriptor blob, Content content) throws IOException {
        if (hasBlob(repository, blob.digest())) {
            return;
        }
        String what = registry + "/" + repository;
        URI begun;
        Request begin = new Request("POST", address("/v2/" + repository + "/blobs/uploads/"), Map.of(), null,
                BodyPublishers::noBody);
        try (Answer answer = send(begin, push(repository))) {
            expect(answer, what, 202);
            begun = upload(answer, what);
        }
        URI address = URI.create(begun + (begun.getRawQuery() == null ? "?" : "&") + "digest="
                + URLEncoder.encode(blob.digest().toString(), StandardCharsets.UTF_8));
        Supplier<BodyPublisher> body = () -> BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> {
            try {
                return content.open();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }), blob.size());
        Request put = new Request("PUT", address, Map.of("Content-Type", BYTES), null,
                blob.size() == 0 ? BodyPublishers::noBody : body);
        try (Answer answer = send(put, push(repository))) {
            expect(answer, what, 201, 204);
        }
    }

    /// Where the registry wants the bytes: on itself, for the credentials go along.
    private URI upload(Answer answer, String what) throws IOException {
        String location = answer.header("location");
        try {
            URI to = answer.address().resolve(location == null ? "" : location);
            if (location != null && answer.address().getHost().equalsIgnoreCase(to.getHost())
                    && answer.address().getScheme().equalsIgnoreCase(to.getScheme())) {
                return to;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new OciException(OciException.Kind.UNREACHABLE, what + ": the registry wants the upload elsewhere");
    }

    /// Puts a manifest or index under a tag or under its digest. What it names must be there already. If it has a subject and the
    /// registry does not keep referrers itself, the index of referrers is brought up to date.
    public Descriptor pushManifest(String repository, String tagOrDigest, ManifestDocument document) throws IOException {
        byte[] bytes = document instanceof ImageManifest manifest
                ? ManifestWriter.write(manifest)
                : ManifestWriter.write((ImageIndex) document);
        boolean keepsReferrers = put(repository, tagOrDigest, document.mediaType(), bytes);
        Descriptor pushed = Descriptor.of(document.mediaType(), bytes);
        if (document instanceof ImageManifest manifest && manifest.subject() != null && !keepsReferrers) {
            String type = manifest.artifactType() == null ? manifest.configuration().mediaType() : manifest.artifactType();
            refer(repository, manifest.subject().digest(), pushed.ofArtifact(type).with(manifest.annotations()));
        }
        return pushed;
    }

    /// Puts the bytes of a manifest as they are, so that their digest stays.
    ///
    /// @return whether the registry keeps referrers itself
    public boolean put(String repository, String tagOrDigest, String mediaType, byte[] bytes) throws IOException {
        Request put = new Request("PUT", address("/v2/" + repository + "/manifests/" + tagOrDigest),
                Map.of("Content-Type", mediaType),
                null, () -> BodyPublishers.ofByteArray(bytes));
        try (Answer answer = send(put, push(repository))) {
            expect(answer, registry + "/" + repository, 201, 202);
            return answer.header("oci-subject") != null;
        }
    }

    /// The tag under which referrers are listed where the registry does not do it (distribution-spec, referrers tag schema).
    private static String referrersTag(Digest subject) {
        return subject.algorithm().label() + "-" + subject.hex();
    }

    /// Reads, adds, writes. Two who do that at once may lose one entry; the specification knows no better.
    private void refer(String repository, Digest subject, Descriptor entry) throws IOException {
        List<Descriptor> all = new ArrayList<>(tagged(repository, subject));
        if (all.stream().noneMatch(each -> each.digest().equals(entry.digest()))) {
            all.add(entry);
            put(repository, referrersTag(subject), MediaTypes.OCI_INDEX,
                    ManifestWriter.write(new ImageIndex(MediaTypes.OCI_INDEX, null, all, Map.of())));
        }
    }

    private List<Descriptor> tagged(String repository, Digest subject) throws IOException {
        try {
            return manifest(repository, referrersTag(subject)).document() instanceof ImageIndex index
                    ? index.manifests()
                    : List.of();
        } catch (OciException e) {
            if (e.kind() == OciException.Kind.NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    /// What says something about an image: signatures, SBOMs, attestations.
    ///
    /// @param artifactType
    ///            only of this type; null for all
    public List<Descriptor> referrers(String repository, Digest subject, @Nullable String artifactType) throws IOException {
        String filter = artifactType == null ? "" : "?artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
        String what = registry + "/" + repository + ", referrers of " + subject;
        Request request = Request.get(address("/v2/" + repository + "/referrers/" + subject + filter)).with("Accept",
                MediaTypes.OCI_INDEX);
        List<Descriptor> found;
        try (Answer answer = send(request, pull(repository))) {
            if (answer.status() == 404 || answer.status() == 400 || answer.status() == 405) {
                found = tagged(repository, subject);
            } else {
                expect(answer, what, 200);
                found = new ManifestReader(limits).read(what, small(answer, what),
                        MediaTypes.OCI_INDEX) instanceof ImageIndex index
                                ? index.manifests()
                                : List.of();
            }
        }
        return found.stream().filter(each -> artifactType == null || artifactType.equals(each.artifactType())).toList();
    }

    private static String pull(String repository) {
        return "repository:" + repository + ":pull";
    }

    private static String push(String repository) {
        return "repository:" + repository + ":pull,push";
    }

    private Answer send(Request request, String scope) throws IOException {
        Answer answer = transport.send(request.authorized(authorizer.known(scope)));
        if (answer.status() != 401) {
            return answer;
        }
        List<String> challenges = answer.headers().allValues("www-authenticate");
        answer.close();
        Answer second = transport.send(request.authorized(authorizer.answer(challenges, scope)));
        if (second.status() == 401) {
            second.close();
            throw new OciException(OciException.Kind.UNAUTHORIZED, registry + " refuses the credentials");
        }
        return second;
    }

    private void expect(Answer answer, String what, int... statuses) throws OciException {
        for (int status : statuses) {
            if (answer.status() == status) {
                return;
            }
        }
        switch (answer.status()) {
            case 404 -> throw new OciException(OciException.Kind.NOT_FOUND, what + ": the registry has no such thing");
            case 401, 403 -> throw new OciException(OciException.Kind.UNAUTHORIZED, what + ": the registry denies access");
            case 429 -> throw new OciException(OciException.Kind.UNREACHABLE,
                    what + ": the registry wants fewer requests; try again later");
            default -> throw new OciException(OciException.Kind.UNREACHABLE, what + ": the registry answers " + answer.status());
        }
    }

    private URI address(String path) throws IOException {
        return URI.create(base() + path);
    }

    /// TLS, except for this machine's own registries that do not speak it.
    private synchronized URI base() throws IOException {
        if (base == null) {
            String authority = registry.equals(ImageReference.DOCKER_HUB) ? HUB_HOST : registry;
            URI secure = URI.create("https://" + authority);
            base = Transport.isLoopback(secure.getHost()) && !speaksTls(secure) ? URI.create("http://" + authority) : secure;
        }
        return base;
    }

    private boolean speaksTls(URI secure) throws IOException {
        try (Answer _ = transport.send(Request.get(secure.resolve("/v2/")))) {
            return true;
        } catch (OciException e) {
            if (e.getCause() instanceof javax.net.ssl.SSLException tls && !(tls instanceof javax.net.ssl.SSLHandshakeException)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
