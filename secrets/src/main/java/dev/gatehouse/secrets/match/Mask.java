package dev.gatehouse.secrets.match;

/// What is shown of a secret.
public final class Mask {
    /// From this length on the beginning is shown, which for tokens of providers is the kind of token.
    private static final int SHOWS_BEGINNING = 20;
    private static final int BEGINNING = 4;

    private Mask() {}

    /// A text that says how long the secret is and, if the rule knows its form and it is long enough, how it begins; never more
    /// than four of its characters.
    ///
    /// @param knownForm
    ///            whether the beginning is the provider's, not the secret's own
    public static String of(String secret, boolean knownForm) {
        int length = secret.codePointCount(0, secret.length());
        boolean shown = knownForm && length >= SHOWS_BEGINNING
                && secret.substring(0, BEGINNING).chars().allMatch(c -> c > ' ' && c < 0x7f);
        String beginning = shown ? secret.substring(0, BEGINNING) : "";
        return beginning + "******** (" + length + (length == 1 ? " character)" : " characters)");
    }
}
