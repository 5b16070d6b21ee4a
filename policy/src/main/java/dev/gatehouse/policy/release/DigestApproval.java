package dev.gatehouse.policy.release;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.signing.Envelope;
import dev.gatehouse.signing.Statement;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What a second person says of an image: it may go out with these warnings, for this reason, until that day.
///
/// @param digest
///            `sha256:…` of the image's manifest
/// @param approver
///            name under which the person is listed
/// @param requester
///            who asked for the release
/// @param reason
///            why the warnings are acceptable
/// @param expires
///            the last day on which it holds
/// @param accepts
///            the warnings, by their subjects: fingerprints of findings, codes of diagnostics, or the text of a reason without one
public record DigestApproval(String digest, String approver, String requester, String reason, LocalDate expires,
        List<String> accepts) {
    /// The predicate type of its statement.
    public static final String PREDICATE_TYPE = "https://gatehouse.dev/approval/1";
    /// What the SSH signatures are made for; a signature that was made for anything else does not count.
    public static final String NAMESPACE = "gatehouse-approval";
    private static final Limits LIMITS = new Limits(8 << 20, 8, 100_000);

    public DigestApproval {
        accepts = accepts.stream().distinct().sorted().toList();
    }

    /// The statement that is signed.
    ///
    /// @param image
    ///            name of the image, for people
    public Statement statement(@Nullable String image) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("approver", approver);
            json.writeStringProperty("requester", requester);
            json.writeStringProperty("reason", reason);
            json.writeStringProperty("expires", expires.toString());
            json.writeArrayPropertyStart("accepts");
            accepts.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        return new Statement(List.of(DecisionStatement.subject(image, digest)), PREDICATE_TYPE, out.toByteArray());
    }

    /// What the approver signs: the message of a DSSE envelope around the statement.
    public static byte[] message(Statement statement) {
        return Envelope.message(Statement.PAYLOAD_TYPE, statement.json());
    }

    /// Reads a statement of which the signature has been verified, or will be.
    ///
    /// @param digest
    ///            of the image that it is to be about
    /// @throws DocumentException
    ///             if it is no approval
    static DigestApproval read(String name, Statement statement, String digest) throws DocumentException {
        Fields fields = Fields.of(name, Documents.read(Format.JSON, name, statement.predicate(), LIMITS));
        try {
            var approval = new DigestApproval(digest, fields.requiredText("approver"), fields.requiredText("requester"),
                    fields.requiredText("reason"), LocalDate.parse(fields.requiredText("expires")), fields.texts("accepts"));
            fields.finish();
            return approval;
        } catch (DateTimeException e) {
            throw fields.error(fields.required("expires"), "'expires' must be a date such as 2026-12-31");
        }
    }
}
