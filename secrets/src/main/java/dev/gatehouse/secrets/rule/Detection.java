package dev.gatehouse.secrets.rule;

import dev.gatehouse.secrets.checksum.Checksum;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a rule looks for: gitleaks' grammar, and below `checksum` what Gatehouse adds.
///
/// @param regex
///            in RE2 syntax; null for a rule on paths alone
/// @param path
///            regular expression that must be found in the path; null for any path
/// @param secretGroup
///            group that is the secret; 0 means the first group that took part, or the match where there is no group
/// @param entropy
///            Shannon entropy of the secret, in bits a character, that must be exceeded; 0 for none
/// @param keywords
///            in lower case; one must occur in the content, case ignored; empty for any content
/// @param allowlists
///            what is passed over
/// @param required
///            other rules that must match nearby
/// @param tags
///            for people
/// @param reported
///            false for a rule that only serves others as `required`
/// @param checksum
///            validator of the secret; null for none
/// @param generic
///            whether the form says too little, so that a judge decides from the context
/// @param minUnique
///            how many different characters the secret must have
/// @param filtered
///            whether placeholders, references and samples are passed over; false for users' gitleaks rules, which say
///            so themselves
public record Detection(@Nullable String regex, @Nullable String path, int secretGroup, double entropy, List<String> keywords,
        List<Allowlist> allowlists, List<Required> required, List<String> tags, boolean reported, @Nullable Checksum checksum,
        boolean generic, int minUnique, boolean filtered) {
    public Detection {
        keywords = keywords.stream().map(keyword -> keyword.toLowerCase(Locale.ROOT)).distinct().toList();
        allowlists = List.copyOf(allowlists);
        required = List.copyOf(required);
        tags = List.copyOf(tags);
    }

    /// The same with other allow-lists.
    public Detection allowing(List<Allowlist> others) {
        return new Detection(regex, path, secretGroup, entropy, keywords, others, required, tags, reported, checksum, generic,
                minUnique, filtered);
    }
}
