package dev.gatehouse.threatmodel;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// threats.yaml: which parts of the model somebody has looked at, and the answers to threats. Immutable.
///
///     version: 1
///     reviewed:
///       - id: kubernetes/shop/ingress/shop
///         by: kim@example.com
///         on: 2026-03-01
///     threats:
///       - id: "plain-flow: internet -> kubernetes/shop/ingress/shop"
///         status: mitigated
///         reason: the load balancer in front terminates TLS
///         by: kim@example.com
///         on: 2026-03-01
public final class Register {
    /// Its usual name.
    public static final String FILE = "threats.yaml";
    /// One that says nothing.
    public static final Register EMPTY = new Register(FILE, new LinkedHashMap<>(), new LinkedHashMap<>());
    private static final Limits LIMITS = new Limits(8 << 20, 8, 200_000);

    private final String name;
    private final SequencedMap<String, Review> reviews;
    private final SequencedMap<String, Answer> answers;

    /// Somebody has looked at an element and knows that it is there.
    ///
    /// @param line
    ///            1-based line in threats.yaml
    public record Review(String element, String by, LocalDate on, int line) {}

    private Register(String name, SequencedMap<String, Review> reviews, SequencedMap<String, Answer> answers) {
        this.name = name;
        this.reviews = reviews;
        this.answers = answers;
    }

    /// Reads the file.
    ///
    /// @throws DocumentException
    ///             if it is not of that form; unknown keys are errors that name the nearest known one
    public static Register read(String name, byte[] yaml) throws DocumentException {
        Value document = Documents.read(Format.YAML, name, yaml, LIMITS);
        Fields fields = Fields.of(name, document);
        if (fields.whole("version", 1, 1, -1) != 1) {
            throw fields.error(document, "'version: 1' is missing");
        }
        var reviews = new LinkedHashMap<String, Review>();
        for (Fields each : fields.each("reviewed")) {
            Review review = new Review(each.requiredText("id"), each.requiredText("by"), day(each, "on"),
                    each.mapping().range().line());
            each.finish();
            if (reviews.put(review.element(), review) != null) {
                throw each.error(each.mapping(), "'" + review.element() + "' is reviewed twice");
            }
        }
        var answers = new LinkedHashMap<String, Answer>();
        for (Fields each : fields.each("threats")) {
            Answer answer = answer(each);
            if (answers.put(answer.threat(), answer) != null) {
                throw each.error(each.mapping(), "'" + answer.threat() + "' is answered twice");
            }
        }
        fields.finish();
        return new Register(name, reviews, answers);
    }

    private static Answer answer(Fields fields) throws DocumentException {
        Answer.Status status = status(fields);
        LocalDate until = fields.value("until") == null ? null : day(fields, "until");
        if (status == Answer.Status.ACCEPTED && until == null) {
            throw fields.error(fields.mapping(), "an accepted threat needs 'until': no risk is accepted for ever");
        }
        var answer = new Answer(fields.requiredText("id"), status, fields.requiredText("reason"), fields.requiredText("by"),
                day(fields, "on"), until, fields.texts("evidence"), fields.mapping().range().line());
        fields.finish();
        if (answer.reason().isBlank()) {
            throw fields.error(fields.required("reason"), "'reason' is empty");
        }
        return answer;
    }

    private static Answer.Status status(Fields fields) throws DocumentException {
        String text = fields.requiredText("status");
        for (Answer.Status status : Answer.Status.values()) {
            if (status.label().equals(text)) {
                return status;
            }
        }
        throw fields.error(fields.required("status"), "'status' must be mitigated, accepted, transferred or not-applicable");
    }

    private static LocalDate day(Fields fields, String key) throws DocumentException {
        try {
            return LocalDate.parse(fields.requiredText(key));
        } catch (DateTimeException e) {
            throw fields.error(fields.required(key), "'" + key + "' must be a day such as 2026-03-01");
        }
    }

    /// Name of the file, for messages.
    public String name() {
        return name;
    }

    /// Who looked at the element; null if nobody did.
    public @Nullable Review review(String element) {
        return reviews.get(element);
    }

    /// The answer to the threat; null if there is none.
    public @Nullable Answer answer(String threat) {
        return answers.get(threat);
    }

    /// Reviews of elements that the model does not have: they went away.
    public List<Review> gone(Model model) {
        return reviews.values().stream().filter(review -> model.element(review.element()) == null).toList();
    }

    /// The text of the file with every element of the model reviewed by this person: what stands there stays as it is, new entries
    /// follow the last one.
    ///
    /// @param text
    ///            the file as it is; empty to begin one
    /// @throws DocumentException
    ///             if it cannot be read
    public static String reviewed(String name, String text, Model model, String by, LocalDate on) throws DocumentException {
        Register register = text.isBlank() ? EMPTY : read(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        List<String> entries = new ArrayList<>();
        for (Element element : model.elements()) {
            if (register.review(element.id()) == null) {
                entries.add("  - id: " + quoted(element.id()) + "\n    by: " + quoted(by) + "\n    on: " + on + "\n");
            }
        }
        if (entries.isEmpty()) {
            return text;
        }
        String added = String.join("", entries);
        if (text.isBlank()) {
            return "# What people know of this system's threats; see `gatehouse help threats`.\nversion: 1\nreviewed:\n" + added
                    + "threats: []\n";
        }
        return RegisterText.append(name, text, "reviewed", added);
    }

    /// As YAML reads it back.
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9/@._+-]*") && !text.matches("[0-9.+-]*|true|false|null|yes|no|on|off")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    Map<String, Answer> answers() {
        return answers;
    }
}
