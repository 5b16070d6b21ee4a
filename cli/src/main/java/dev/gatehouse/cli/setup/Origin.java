package dev.gatehouse.cli.setup;

import dev.gatehouse.cli.UsageException;
import java.util.Map;
import java.util.regex.Pattern;

/// Where CI takes Gatehouse from: an image by digest, or an archive by version and checksum.
///
/// @param image `NAME@sha256:…`; empty for the archive
/// @param version of the archive; empty for the image
/// @param base address below which that version's archives lie; empty for the image
record Origin(String image, String version, String base) {
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9][A-Za-z0-9._/:-]{0,300}@sha256:[0-9a-f]{64}");
    private static final Pattern VERSION = Pattern.compile("[0-9][A-Za-z0-9.+-]{0,60}");
    private static final Pattern BASE = Pattern.compile("https://[A-Za-z0-9][A-Za-z0-9.:-]*(?:/[A-Za-z0-9._~%+@-]+)*/?");

    static Origin image(String name) throws UsageException {
        if (!IMAGE.matcher(name).matches()) {
            throw new UsageException("--image takes NAME@sha256:DIGEST: a tag alone can come to mean another image");
        }
        return new Origin(name, "", "");
    }

    static Origin archive(String version, String base) throws UsageException {
        if (!VERSION.matcher(version).matches()) {
            throw new UsageException("--pin takes a version such as 0.1.0");
        }
        if (!BASE.matcher(base).matches()) {
            throw new UsageException("--download-base takes an https address below which the archives of that version lie");
        }
        return new Origin("", version, base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
    }

    /// What templates name.
    Map<String, String> values() {
        String key = image.isEmpty() ? version : image.substring(image.length() - 12);
        // Both are Google's own: the one has docker, the other git and curl.
        String builder = image.isEmpty() ? "gcr.io/google.com/cloudsdktool/cloud-sdk:slim" : "gcr.io/cloud-builders/docker";
        return Map.of("IMAGE", image, "VERSION", version, "BASE", base, "KEY", key, "BUILDER", builder);
    }
}
