package dev.gatehouse.secrets.validate;

/// What a provider says of a secret.
///
/// @param state what it means
/// @param evidence who said so and how, for people: `api.github.com answered 401`; never holds a secret
public record Answer(State state, String evidence) {

    /// What an answer means.
    public enum State {
        /// It works.
        VALID,
        /// The provider does not know it, or no longer.
        REVOKED,
        /// Nobody could be asked, or the answer means neither.
        UNKNOWN
    }
}
