package dev.gatehouse.secrets.rule;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Rule;
import dev.gatehouse.core.rule.Severity;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A rule of the secrets engine. Its header is only made when somebody asks: most rules of most scans find nothing. Immutable.
public final class SecretRule {
    private final String id;
    private final Severity severity;
    private final Confidence confidence;
    private final Rule.Profile profile;
    private final Detection detection;
    private final Supplier<Details> details;
    /// What a pack holds of it; null if it was not read from one as it is.
    private final @Nullable ByteBuffer packed;

    /// What is needed only once a rule has found something.
    ///
    /// @param validation
    ///            null if the provider cannot be asked
    public record Details(Rule header, @Nullable LiveValidation validation) {}

    /// One whose details are made on demand; the supplier is asked each time and must give equal details.
    SecretRule(String id, Severity severity, Confidence confidence, Rule.Profile profile, Detection detection,
            Supplier<Details> details) {
        this(id, severity, confidence, profile, detection, details, null);
    }

    /// One as a pack holds it.
    SecretRule(String id, Severity severity, Confidence confidence, Rule.Profile profile, Detection detection,
            Supplier<Details> details, @Nullable ByteBuffer packed) {
        this.packed = packed;
        this.id = id;
        this.severity = severity;
        this.confidence = confidence;
        this.profile = profile;
        this.detection = detection;
        this.details = details;
    }

    /// One with the details at hand.
    public SecretRule(Detection detection, Details details) {
        this(details.header.id(), details.header.severity(), details.header.confidence(), details.header.profile(), detection,
                () -> details);
    }

    /// What a pack holds of it, without its header; null if it was not read from one as it is. Not to be changed.
    @Nullable
    ByteBuffer packed() {
        return packed;
    }

    /// The rule's id.
    public String id() {
        return id;
    }

    /// How bad a true finding is.
    public Severity severity() {
        return severity;
    }

    /// How sure a match is before context is looked at.
    public Confidence confidence() {
        return confidence;
    }

    /// The set it belongs to.
    public Rule.Profile profile() {
        return profile;
    }

    /// What it looks for.
    public Detection detection() {
        return detection;
    }

    /// The header that all engines share.
    public Rule header() {
        return details.get().header;
    }

    /// How to ask the provider; null if it cannot be asked.
    public @Nullable LiveValidation validation() {
        return details.get().validation;
    }

    /// The same, looking for something else.
    public SecretRule detecting(Detection other) {
        return new SecretRule(id, severity, confidence, profile, other, details);
    }

    /// The same, rated otherwise.
    public SecretRule rated(Severity other) {
        return new SecretRule(id, other, confidence, profile, detection, () -> {
            Details given = details.get();
            Rule rule = given.header;
            return new Details(new Rule(rule.id(), rule.aliases(), rule.engine(), rule.family(), rule.title(), other,
                    rule.confidence(), rule.cwe(), rule.controls(), rule.message(), rule.fix(), rule.link(), rule.profile()),
                    given.validation);
        });
    }

    /// The same with another title, as a user's configuration wants it.
    public SecretRule titled(String title) {
        return new SecretRule(id, severity, confidence, profile, detection, () -> {
            Details given = details.get();
            Rule rule = given.header;
            return new Details(new Rule(rule.id(), rule.aliases(), rule.engine(), rule.family(), title, severity,
                    rule.confidence(), rule.cwe(), rule.controls(), rule.message(), rule.fix(), rule.link(), rule.profile()),
                    given.validation);
        });
    }

    /// Its id.
    @Override
    public String toString() {
        return id;
    }
}
