package dev.gatehouse.oci.manifest;

/// The media types of images, OCI's and Docker's.
public final class MediaTypes {
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_CONFIGURATION = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_CONFIGURATION = "application/vnd.docker.container.image.v1+json";
    static final String DOCKER_SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+json";
    static final String DOCKER_SCHEMA1_SIGNED = "application/vnd.docker.distribution.manifest.v1+prettyjws";

    private MediaTypes() {}

    /// Whether it names an index or Docker's manifest list.
    static boolean isIndex(String type) {
        return type.equals(OCI_INDEX) || type.equals(DOCKER_LIST);
    }

    /// Whether it names the manifest of an image or artifact.
    static boolean isManifest(String type) {
        return type.equals(OCI_MANIFEST) || type.equals(DOCKER_MANIFEST);
    }

    /// Whether it names Docker's first form, which names no blobs that could be verified one by one.
    static boolean isSchema1(String type) {
        return type.equals(DOCKER_SCHEMA1) || type.equals(DOCKER_SCHEMA1_SIGNED);
    }

    /// Whether a layer may lie elsewhere than in the registry (Windows base layers).
    public static boolean isForeign(String type) {
        return type.contains(".foreign.") || type.contains(".nondistributable.");
    }

    /// Whether a layer can be read only with a key.
    public static boolean isEncrypted(String type) {
        return type.endsWith("+encrypted");
    }
}
