package dev.gatehouse.oci.reference;

import dev.gatehouse.oci.OciException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of an image in a registry, completed as Docker does it: `alpine` is `docker.io/library/alpine:latest`.
///
/// The grammar is that of the distribution project's `reference` package: `[host[:port]/]path[:tag][@digest]`. The first part is a
/// host if it holds a dot, a colon or a capital letter, or is `localhost`.
///
/// @param registry
///            host and perhaps port
/// @param repository
///            path within the registry
/// @param tag
///            null if only a digest is given
/// @param digest
///            null if only a tag is given; where both are, the digest decides
public record ImageReference(String registry, String repository, @Nullable String tag, @Nullable Digest digest) {
    /// Docker Hub as references name it.
    public static final String DOCKER_HUB = "docker.io";

    private static final int LONGEST = 255;
    private static final Pattern HOST = Pattern
            .compile(
                    "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?::[0-9]{1,5})?"
                            + "|\\[[0-9A-Fa-f:.]{2,45}](?::[0-9]{1,5})?");
    private static final Pattern PATH_PART = Pattern.compile("[a-z0-9]++(?:(?:\\.|__?|-++)[a-z0-9]++)*+");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-f]{64}");

    public ImageReference {
        if (tag == null && digest == null) {
            throw new IllegalArgumentException("an image is named by tag or digest");
        }
    }

    /// Reads a reference.
    ///
    /// @throws OciException
    ///             `MALFORMED` with what is wrong
    public static ImageReference parse(String text) throws OciException {
        if (text.length() > 2 * LONGEST + 200) {
            throw malformed("it is too long");
        }
        String rest = text;
        Digest digest = null;
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Digest.parse(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        String tag = null;
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/') && colon > rest.lastIndexOf(']')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
            if (!TAG.matcher(tag).matches()) {
                throw malformed(
                        "a tag has 1 to 128 letters, digits, dots, dashes and underscores and begins with none of the first two");
            }
        }
        String registry = DOCKER_HUB;
        int slash = rest.indexOf('/');
        if (slash >= 0 && isHost(rest.substring(0, slash))) {
            registry = rest.substring(0, slash);
            rest = rest.substring(slash + 1);
            if (!HOST.matcher(registry).matches()) {
                throw malformed("what stands before the first slash is no host");
            }
        } else if (IDENTIFIER.matcher(rest).matches()) {
            throw malformed("64 hex digits are an id, not a name; write name@sha256:…");
        }
        if (registry.equals("index.docker.io")) {
            registry = DOCKER_HUB;
        }
        if (registry.equals(DOCKER_HUB) && rest.indexOf('/') < 0) {
            rest = "library/" + rest;
        }
        checkPath(rest, registry.length());
        return new ImageReference(registry, rest, tag == null && digest == null ? "latest" : tag, digest);
    }

    private static boolean isHost(String part) {
        return part.indexOf('.') >= 0 || part.indexOf(':') >= 0 || part.equals("localhost")
                || !part.toLowerCase(Locale.ROOT).equals(part);
    }

    private static void checkPath(String path, int before) throws OciException {
        if (path.length() + before + 1 > LONGEST) {
            throw malformed("the name is longer than " + LONGEST + " characters");
        }
        for (String part : path.split("/", -1)) {
            if (!PATH_PART.matcher(part).matches()) {
                throw malformed(path.equals(path.toLowerCase(Locale.ROOT))
                        ? "parts of a name hold lower-case letters and digits, with single separators between them"
                        : "names are in lower case");
            }
        }
    }

    private static OciException malformed(String what) {
        return new OciException(OciException.Kind.MALFORMED, "not an image reference: " + what);
    }

    /// What is asked of the registry: the digest, or else the tag.
    public String wanted() {
        return digest != null ? digest.toString() : String.valueOf(tag);
    }

    /// The same image by digest.
    public ImageReference at(Digest other) {
        return new ImageReference(registry, repository, tag, other);
    }

    /// Registry and repository without tag and digest.
    public String name() {
        return registry + "/" + repository;
    }

    /// The whole name, nothing left out.
    @Override
    public String toString() {
        return name() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
