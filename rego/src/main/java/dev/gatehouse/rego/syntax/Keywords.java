package dev.gatehouse.rego.syntax;

import java.util.Set;

/// The reserved words of the language.
public final class Keywords {
    private static final Set<String> ALWAYS = Set.of(
            "package", "import", "as", "default", "else", "not", "some", "with", "null", "true",
            "false");
    static final Set<String> SINCE_V1 = Set.of("in", "every", "contains", "if");

    private Keywords() {}

    /// Whether version 1 reserves the word.
    public static boolean isKeyword(String word) {
        return ALWAYS.contains(word) || SINCE_V1.contains(word);
    }

    /// Whether the version reserves the word without any import.
    static boolean isKeyword(String word, RegoVersion version) {
        return ALWAYS.contains(word) || (version == RegoVersion.V1 && SINCE_V1.contains(word));
    }
}
