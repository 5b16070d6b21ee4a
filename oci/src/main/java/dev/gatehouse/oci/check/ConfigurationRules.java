package dev.gatehouse.oci.check;

import dev.gatehouse.core.check.Span;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Range;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.oci.check.ImageFacts.Hit;
import dev.gatehouse.oci.manifest.ImageConfiguration;
import dev.gatehouse.oci.manifest.Instruction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules that look at the configuration alone: how a container starts, and by which instructions the image was built.
final class ConfigurationRules {
    private ConfigurationRules() {}

    static List<Hit> of(ImageConfiguration configuration) {
        List<Hit> hits = new ArrayList<>();
        Mapping settings = configuration.settings();
        Range whole = settings == null ? configuration.range() : settings.range();
        Value user = settings == null ? null : settings.get("User");
        if (isRoot(user)) {
            hits.add(hit("image-root-user", user == null ? beginning(whole) : span(user.range())));
        }
        Member ports = settings == null ? null : settings.member("ExposedPorts");
        if (ports != null && ports.value() instanceof Mapping exposed && !exposed.members().isEmpty()) {
            if (!isChecked(settings.get("Healthcheck"))) {
                hits.add(hit("image-no-healthcheck", span(ports.keyRange())));
            }
            for (Member port : exposed.members()) {
                if (port.key().equals("22/tcp") || port.key().equals("22")) {
                    hits.add(hit("image-ssh-exposed", span(port.keyRange())));
                }
            }
        }
        boolean base = true;
        for (ImageConfiguration.Step step : configuration.history()) {
            Range range = step.range();
            if (range != null) {
                // What begins an image is its base, however it came in.
                boolean first = base;
                InstructionRules.of(Instruction.of(step.createdBy())).stream()
                        .filter(rule -> !(first && rule.equals("image-add-archive")))
                        .forEach(rule -> hits.add(hit(rule, span(range))));
            }
            base &= step.empty();
        }
        return hits;
    }

    private static Hit hit(String rule, Span span) {
        return new Hit(rule, span);
    }

    private static Span span(Range range) {
        return new Span(range.start(), range.end());
    }

    private static Span beginning(Range range) {
        return new Span(range.start(), Math.min(range.start() + 1, range.end()));
    }

    /// A name, a number, or either with a group behind it; none at all means root.
    private static boolean isRoot(@Nullable Value user) {
        if (!(user instanceof Scalar.Text text)) {
            return true;
        }
        String name = text.text().split(":", 2)[0].strip();
        return name.isEmpty() || name.equals("root") || name.chars().allMatch(c -> c == '0');
    }

    private static boolean isChecked(@Nullable Value check) {
        if (!(check instanceof Mapping mapping)) {
            return false;
        }
        return mapping.get("Test") instanceof Sequence test && !test.values().isEmpty()
                && !(test.values().getFirst() instanceof Scalar.Text first && first.text().equals("NONE"));
    }
}
