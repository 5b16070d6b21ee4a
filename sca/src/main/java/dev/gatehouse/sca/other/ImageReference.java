package dev.gatehouse.sca.other;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Purls;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a container image: `registry/path:tag@digest` (github.com/distribution/reference).
///
/// @param registry
///            empty for Docker Hub
/// @param path
///            `library/debian`
/// @param tag
///            empty without one
/// @param digest
///            `sha256:…`; empty without one
record ImageReference(String registry, String path, String tag, String digest) {
    private static final Pattern FORM = Pattern.compile(
            "([a-z0-9]+(?:[._/-]+[a-z0-9]+)*|(?:[A-Za-z0-9.-]+(?::[0-9]+)?)/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

    /// Reads one; absent if it is none.
    static Optional<ImageReference> read(String text) {
        if (text.length() > 1000) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1);
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
        String host = registry ? first : "";
        if (host.equals("docker.io") || host.equals("index.docker.io")) {
            host = "";
        }
        String path = registry ? name.substring(slash + 1) : name;
        return Optional.of(new ImageReference(host, host.isEmpty() && path.indexOf('/') < 0 ? "library/" + path : path,
                matcher.group(2) == null ? "" : matcher.group(2), matcher.group(3) == null ? "" : matcher.group(3)));
    }

    /// Adds it as a package of type docker: pinned by digest if there is one, else by its tag.
    ListingBuilder.Draft add(ListingBuilder listing, Span span) {
        int slash = path.lastIndexOf('/');
        String namespace = slash < 0 ? "" : path.substring(0, slash);
        ListingBuilder.Draft draft = listing.add("image " + registry + "/" + path + ":" + tag + "@" + digest,
                Purls.of("docker", namespace.equals("library") ? "" : namespace, path.substring(slash + 1),
                        digest.isEmpty() ? tag : digest,
                        Map.of("repository_url", registry, "tag", digest.isEmpty() ? "" : tag), ""),
                span).direct();
        return digest.isEmpty() ? draft : draft.hash(Hash.prefixed(digest));
    }
}
