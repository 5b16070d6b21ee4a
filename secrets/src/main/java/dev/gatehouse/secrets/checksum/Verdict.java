package dev.gatehouse.secrets.checksum;

/// What a token's own structure says of it.
///
/// @param result
///            how sure it is
/// @param detail
///            what was seen, for people: `CRC-32 matches`, `account 123456789012`; never part of the secret
/// @param encrypted
///            whether the secret is of no use without a passphrase
public record Verdict(Result result, String detail, boolean encrypted) {

    /// How sure it is.
    public enum Result {
        /// The check sum matches or the structure is whole.
        VALID,
        /// It has the form but no check sum, or one of which the rule is not public.
        UNKNOWN,
        /// It looks like one, but something does not fit; a variant or a fragment.
        DOUBTFUL,
        /// It cannot be one.
        INVALID
    }

    static Verdict valid(String detail) {
        return new Verdict(Result.VALID, detail, false);
    }

    static Verdict unknown(String detail) {
        return new Verdict(Result.UNKNOWN, detail, false);
    }

    static Verdict doubtful(String detail) {
        return new Verdict(Result.DOUBTFUL, detail, false);
    }

    static Verdict invalid(String detail) {
        return new Verdict(Result.INVALID, detail, false);
    }
}
