package dev.gatehouse.oci.manifest;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.oci.ImageLimits;
import dev.gatehouse.oci.OciException;
import dev.gatehouse.oci.reference.Digest;
import dev.gatehouse.oci.reference.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads manifests and indexes. Thread-safe.
///
/// A document that could be taken for both is refused, and so is one whose own media type contradicts what it holds: two readers of
/// the same digest must see the same image (CVE-2021-41190).
public final class ManifestReader {
    private final ImageLimits limits;

    public ManifestReader(ImageLimits limits) {
        this.limits = limits;
    }

    /// Reads one.
    ///
    /// @param what
    ///            names it for messages
    /// @param announced
    ///            the media type that the descriptor or the registry gave; empty if none
    /// @throws OciException
    ///             `MALFORMED`, `LIMIT`, or `UNSUPPORTED` for Docker's schema 1
    public ManifestDocument read(String what, byte[] bytes, String announced) throws OciException {
        if (bytes.length > limits.documentBytes()) {
            throw new OciException(OciException.Kind.LIMIT,
                    what + ": a manifest has at most " + limits.documentBytes() + " bytes, this one " + bytes.length);
        }
        Mapping json = Members.object(what, bytes);
        String own = Members.textOrEmpty(what, json, "mediaType");
        long version = Members.value(json, "schemaVersion") == null ? 0 : Members.whole(what, json, "schemaVersion");
        if (version == 1 || MediaTypes.isSchema1(own)
                || MediaTypes.isSchema1(announced) && Members.value(json, "fsLayers") != null) {
            throw new OciException(OciException.Kind.UNSUPPORTED, what
                    + ": Docker's manifest schema 1 is not read: it has been replaced since 2017; push the image again with a current tool");
        }
        if (version != 2) {
            throw Members.malformed(what, "schemaVersion is not 2");
        }
        boolean index = Members.value(json, "manifests") != null;
        boolean manifest = Members.value(json, "config") != null || Members.value(json, "layers") != null;
        if (index && manifest) {
            throw Members.malformed(what, "it is both an index and a manifest");
        }
        for (String type : List.of(own, announced)) {
            if (index && MediaTypes.isManifest(type) || manifest && MediaTypes.isIndex(type)) {
                throw Members.malformed(what, "it is said to be " + type + " and is not");
            }
        }
        String type = own.isEmpty() ? announced : own;
        if (index) {
            return new ImageIndex(type, Members.text(what, json, "artifactType"), descriptors(what, json, "manifests"),
                    Members.strings(what, json, "annotations"));
        }
        if (!manifest) {
            throw Members.malformed(what, "it is neither an index nor the manifest of an image");
        }
        Mapping configuration = Members.mapping(what, json, "config");
        if (configuration == null) {
            throw Members.malformed(what, "it names no configuration");
        }
        Mapping subject = Members.mapping(what, json, "subject");
        return new ImageManifest(type, Members.text(what, json, "artifactType"), descriptor(what, configuration),
                descriptors(what, json, "layers"), subject == null ? null : descriptor(what, subject),
                Members.strings(what, json, "annotations"));
    }

    private List<Descriptor> descriptors(String what, Mapping json, String key) throws OciException {
        List<Mapping> objects = Members.objects(what, json, key);
        if (objects.size() > limits.documentEntries()) {
            throw new OciException(OciException.Kind.LIMIT,
                    what + ": " + key + " names " + objects.size() + " contents, the limit is " + limits.documentEntries());
        }
        List<Descriptor> descriptors = new ArrayList<>(objects.size());
        for (Mapping object : objects) {
            descriptors.add(descriptor(what, object));
        }
        return descriptors;
    }

    private static Descriptor descriptor(String what, Mapping object) throws OciException {
        String digest = Members.text(what, object, "digest");
        if (digest == null) {
            throw Members.malformed(what, "a descriptor has no digest");
        }
        long size = Members.whole(what, object, "size");
        if (size < 0) {
            throw Members.malformed(what, "a descriptor has a negative size");
        }
        return new Descriptor(Members.textOrEmpty(what, object, "mediaType"), Digest.parse(digest), size,
                platform(what, Members.mapping(what, object, "platform")), Members.text(what, object, "artifactType"),
                Members.strings(what, object, "annotations"));
    }

    private static @Nullable Platform platform(String what, @Nullable Mapping object) throws OciException {
        if (object == null) {
            return null;
        }
        String os = Members.textOrEmpty(what, object, "os");
        String architecture = Members.textOrEmpty(what, object, "architecture");
        return os.isEmpty() && architecture.isEmpty()
                ? null
                : new Platform(os, architecture, Members.text(what, object, "variant"));
    }
}
