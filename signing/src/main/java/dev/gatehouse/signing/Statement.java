package dev.gatehouse.signing;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An in-toto statement, version 1: what is claimed about which artefacts (in-toto/attestation, spec/v1/statement.md).
///
/// @param subjects
///            never empty
/// @param predicateType
///            URI that says how the predicate is to be read
/// @param predicate
///            a JSON object in UTF-8, byte for byte as it was made: what lies in it may have digests of its own
public record Statement(List<Subject> subjects, String predicateType, byte[] predicate) {
    /// The payload type of its envelope.
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final String TYPE = "https://in-toto.io/Statement/v1";
    /// What is read: cosign still writes the version before, of the same form.
    private static final Set<String> TYPES = Set.of(TYPE, "https://in-toto.io/Statement/v0.1");
    private static final Limits LIMITS = new Limits(64 << 20, 128, 2_000_000);
    private static final int MOST_SUBJECTS = 10_000;

    /// An artefact.
    ///
    /// @param name
    ///            for people; null if there is none
    /// @param digests
    ///            lower-case hexadecimal by algorithm: `sha256`; never empty
    public record Subject(@Nullable String name, SortedMap<String, String> digests) {
        private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,128}");

        public Subject {
            digests = new TreeMap<>(digests);
            if (digests.isEmpty() || !digests.values().stream().allMatch(digest -> HEX.matcher(digest).matches())) {
                throw new IllegalArgumentException("a subject is named by hexadecimal digests");
            }
        }

        /// An artefact named by its SHA-256.
        public static Subject sha256(@Nullable String name, String hex) {
            return new Subject(name, new TreeMap<>(java.util.Map.of("sha256", hex)));
        }
    }

    public Statement {
        subjects = List.copyOf(subjects);
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("a statement is about something");
        }
    }

    /// Reads a statement.
    ///
    /// @param name
    ///            where it comes from, for messages
    /// @throws DocumentException
    ///             if it is no JSON of that form
    public static Statement read(String name, byte[] json) throws DocumentException {
        Fields fields = Fields.of(name, Documents.read(Format.JSON, name, json, LIMITS));
        if (!TYPES.contains(fields.requiredText("_type"))) {
            throw fields.error(fields.required("_type"), "only statements of type " + TYPE + " are read");
        }
        List<Fields> each = fields.each("subject");
        if (each.isEmpty() || each.size() > MOST_SUBJECTS) {
            throw fields.error(fields.mapping(), "a statement has between 1 and " + MOST_SUBJECTS + " subjects");
        }
        List<Subject> subjects = new ArrayList<>();
        for (Fields subject : each) {
            subjects.add(subject(subject));
        }
        Value predicate = fields.required("predicate");
        if (!(predicate instanceof Mapping)) {
            throw fields.error(predicate, "the predicate must be an object");
        }
        return new Statement(subjects, fields.requiredText("predicateType"),
                Arrays.copyOfRange(json, predicate.range().start(), predicate.range().end()));
    }

    private static Subject subject(Fields fields) throws DocumentException {
        Value digest = fields.required("digest");
        var digests = new TreeMap<String, String>();
        if (digest instanceof Mapping mapping) {
            for (Member member : mapping.members()) {
                if (member.value() instanceof Scalar.Text text) {
                    digests.put(member.key(), text.text());
                }
            }
        }
        try {
            return new Subject(fields.text("name"), digests);
        } catch (IllegalArgumentException e) {
            throw fields.error(digest, "the digests of a subject must be lower-case hexadecimal text");
        }
    }

    /// Whether it is about the artefact of this digest.
    ///
    /// @param digest
    ///            `sha256:` and hexadecimal
    public boolean isAbout(String digest) {
        int colon = digest.indexOf(':');
        return colon > 0 && subjects.stream()
                .anyMatch(subject -> digest.substring(colon + 1).equals(subject.digests().get(digest.substring(0, colon))));
    }

    /// The statement as JSON, on one line but for the predicate.
    ///
    /// @throws IllegalArgumentException
    ///             if the predicate is not a JSON object
    public byte[] json() {
        try {
            if (!(Documents.read(Format.JSON, "predicate", predicate, LIMITS) instanceof Mapping)) {
                throw new IllegalArgumentException("the predicate is not a JSON object");
            }
        } catch (DocumentException e) {
            throw new IllegalArgumentException("the predicate is not a JSON object", e);
        }
        var out = new ByteArrayOutputStream();
        try (var json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("_type", TYPE);
            json.writeArrayPropertyStart("subject");
            for (Subject subject : subjects) {
                json.writeStartObject();
                if (subject.name() != null) {
                    json.writeStringProperty("name", subject.name());
                }
                json.writeObjectPropertyStart("digest");
                subject.digests().forEach(json::writeStringProperty);
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("predicateType", predicateType);
            json.writeName("predicate");
            json.writeRawValue(new String(predicate, StandardCharsets.UTF_8));
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Statement that && Arrays.equals(json(), that.json());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(predicate);
    }

    @Override
    public String toString() {
        return predicateType + " about " + subjects;
    }
}
