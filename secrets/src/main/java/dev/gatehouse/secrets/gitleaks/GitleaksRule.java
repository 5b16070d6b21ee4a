package dev.gatehouse.secrets.gitleaks;

import dev.gatehouse.secrets.rule.Allowlist;
import dev.gatehouse.secrets.rule.Required;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule as a configuration has it: whole, or only what it changes in the rule of the same id that it extends.
///
/// @param description
///            empty if not given
/// @param secretGroup
///            0 if not given
/// @param entropy
///            0 if not given
/// @param file
///            the file it stands in
/// @param line
///            1-based line where it begins
record GitleaksRule(String id, String description, @Nullable String regex, @Nullable String path, int secretGroup, double entropy,
        List<String> keywords, List<String> tags, List<Allowlist> allowlists, List<Required> required, boolean skipReport,
        String file, int line) {

    /// This rule with the changes of another: single values replace, lists are joined.
    GitleaksRule changedBy(GitleaksRule change) {
        return new GitleaksRule(id, change.description.isEmpty() ? description : change.description,
                change.regex == null ? regex : change.regex, change.path == null ? path : change.path,
                change.secretGroup == 0 ? secretGroup : change.secretGroup, change.entropy == 0 ? entropy : change.entropy,
                join(keywords, change.keywords), join(tags, change.tags), join(allowlists, change.allowlists),
                join(required, change.required), skipReport || change.skipReport, change.file, change.line);
    }

    /// The same, passing over more.
    GitleaksRule allowing(List<Allowlist> more) {
        return new GitleaksRule(id, description, regex, path, secretGroup, entropy, keywords, tags, join(allowlists, more),
                required,
                skipReport, file, line);
    }

    static <T> List<T> join(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
