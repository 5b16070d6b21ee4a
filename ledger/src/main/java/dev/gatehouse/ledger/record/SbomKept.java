package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;

/// A bill of materials was kept.
///
/// @param format
///            `cyclonedx-1.6`
/// @param sha256
///            digest of the file, 64 hexadecimal digits
/// @param file
///            path of the file in the evidence folder, with slashes
/// @param packages
///            how many packages it lists
public record SbomKept(Subject subject, String format, String sha256, String file, long packages) implements LedgerRecord {
    /// The kind of its events.
    public static final String KIND = "sbom";

    static SbomKept read(Body body) throws LedgerException {
        return new SbomKept(body.subject(), body.text("format"), body.text("sha256"), body.text("file"),
                body.count("packages", 0));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String body() {
        return new BodyText().text("format", format).text("sha256", sha256).text("file", file).count("packages", packages).end();
    }
}
