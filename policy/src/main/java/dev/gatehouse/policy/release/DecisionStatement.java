package dev.gatehouse.policy.release;

import dev.gatehouse.core.decision.Decision;
import dev.gatehouse.report.json.DecisionJson;
import dev.gatehouse.report.json.ReportFormatException;
import dev.gatehouse.signing.Statement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision as an in-toto statement about an image: the predicate is decision.json as it is.
public final class DecisionStatement {
    /// The predicate type: `cosign verify-attestation --type` takes it.
    public static final String PREDICATE_TYPE = "https://gatehouse.dev/decision/1";
    /// Member of the decision's subject: digest of the image.
    public static final String DIGEST = "digest";
    /// Member of the decision's subject: who asked for the release.
    public static final String REQUESTER = "requester";
    /// Member of the decision's subject: the last day on which everything that was accepted is still accepted.
    public static final String VALID_UNTIL = "valid-until";

    private DecisionStatement() {}

    /// The statement.
    ///
    /// @param image
    ///            name of the image, for people
    /// @param digest
    ///            `sha256:…` of its manifest
    /// @param checkpoint
    ///            of the ledger that remembers the decision, as a signed note; null without a ledger
    public static Statement of(Decision decision, @Nullable String checkpoint, @Nullable String image, String digest) {
        var out = new ByteArrayOutputStream();
        try {
            DecisionJson.write(decision, checkpoint, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Statement(List.of(subject(image, digest)), PREDICATE_TYPE, out.toByteArray());
    }

    static Statement.Subject subject(@Nullable String image, String digest) {
        return Statement.Subject.sha256(image, digest.substring(digest.indexOf(':') + 1));
    }

    /// The decision in a statement.
    ///
    /// @throws ReportFormatException
    ///             if the predicate is none
    /// @throws IOException
    ///             if it is no JSON
    public static Decision read(Statement statement) throws ReportFormatException, IOException {
        return DecisionJson.read(new ByteArrayInputStream(statement.predicate()));
    }
}
