package dev.gatehouse.foreign;

import java.util.Locale;

/// Ids of foreign rules in our form: the tool's name, then its own id.
final class RuleIds {
    private static final int LONGEST = 120;
    private static final String OURS = "gatehouse";

    private RuleIds() {}

    /// `zap-40012`; a rule of Gatehouse keeps its id.
    static String of(ForeignResult result) {
        String tool = slug(result.tool());
        String rule = slug(result.rule());
        String id = tool.equals(OURS) || rule.startsWith(tool + "-") ? rule : tool + "-" + rule;
        return id.length() > LONGEST ? id.substring(0, LONGEST) : id;
    }

    /// In lower case, what is neither letter nor digit as hyphens.
    static String slug(String text) {
        String slug = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return slug.isEmpty() ? "unnamed" : slug;
    }
}
