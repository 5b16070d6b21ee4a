package dev.gatehouse.oci.registry;

/// What proves to a registry who asks. Prints no secret.
public sealed interface Credentials {
    /// Nobody in particular.
    Credentials ANONYMOUS = new Anonymous();

    /// Nobody in particular.
    record Anonymous() implements Credentials {}

    /// A name and a password, or a token in its place.
    record Password(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "password of " + user;
        }
    }

    /// A token that the token service exchanges for others (OAuth 2 refresh token).
    record IdentityToken(String token) implements Credentials {
        @Override
        public String toString() {
            return "identity token";
        }
    }

    /// A token that the registry itself takes.
    record RegistryToken(String token) implements Credentials {
        @Override
        public String toString() {
            return "registry token";
        }
    }
}
