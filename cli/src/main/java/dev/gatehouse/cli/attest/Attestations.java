package dev.gatehouse.cli.attest;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.oci.attach.Attachment;
import dev.gatehouse.oci.attach.Attachments;
import dev.gatehouse.oci.manifest.Descriptor;
import dev.gatehouse.policy.release.Attested;
import dev.gatehouse.signing.Envelope;
import dev.gatehouse.signing.SigningKey;
import dev.gatehouse.signing.SigstoreBundle;
import dev.gatehouse.signing.Statement;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Signed statements as attachments of an image. Releases are Sigstore bundles, which `cosign verify-attestation --key` verifies;
/// approvals carry SSH signatures, which no bundle can hold, so they are plain DSSE envelopes.
public final class Attestations {
    private static final String CREATED = "org.opencontainers.image.created";
    private static final String CONTENT = "dev.sigstore.bundle.content";
    private static final String BUNDLE_PREDICATE = "dev.sigstore.bundle.predicateType";
    private static final String PREDICATE = "predicateType";
    /// The artifact type under which cosign keeps envelopes that are no bundles.
    private static final String ENVELOPES = Statement.PAYLOAD_TYPE;
    private static final Set<String> TYPES = Set.of(SigstoreBundle.MEDIA_TYPE, ENVELOPES);

    private Attestations() {}

    /// What was found at an image.
    ///
    /// @param statements nothing of them is verified but that their bytes are what their digests name
    /// @param notes what could not be read, one sentence each
    public record Found(List<Attested> statements, List<String> notes) {}

    /// Reads what is attached.
    ///
    /// @throws dev.gatehouse.oci.OciException if bytes are not what their digest names
    public static Found of(ReleasedImage image) throws IOException {
        List<Attested> statements = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Attachments.Found found : image.attachments().of(image.manifest().digest(), TYPES)) {
            String name = found.digest().toString();
            byte[] content = found.attachment().content();
            try {
                statements.add(new Attested(name, found.attachment().artifactType().equals(ENVELOPES)
                        ? Envelope.read(name, content)
                        : SigstoreBundle.read(name, content).envelope()));
            } catch (DocumentException e) {
                notes.add("the attachment " + name + " does not count: " + e.getMessage());
            }
        }
        return new Found(statements, notes);
    }

    /// Signs a statement and attaches it.
    ///
    /// @param time of the statement
    public static void attach(ReleasedImage image, Statement statement, SigningKey key, Instant time) throws IOException {
        Envelope envelope = Envelope.sign(Statement.PAYLOAD_TYPE, statement.json(), key);
        image.attachments().attach(subject(image),
                new Attachment(SigstoreBundle.MEDIA_TYPE, SigstoreBundle.MEDIA_TYPE,
                        new SigstoreBundle(envelope).json(key.verificationKey()),
                        Map.of(CREATED, seconds(time), CONTENT, "dsse-envelope", BUNDLE_PREDICATE, statement.predicateType())));
    }

    /// Attaches a statement that was signed by other means.
    public static void attach(ReleasedImage image, Envelope envelope, String predicateType, Instant time) throws IOException {
        image.attachments().attach(subject(image), new Attachment(ENVELOPES, Envelope.MEDIA_TYPE, envelope.json(),
                Map.of(CREATED, seconds(time), PREDICATE, predicateType)));
    }

    private static Descriptor subject(ReleasedImage image) {
        return image.manifest();
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
