package dev.gatehouse.secrets.generic;

/// What a found value is; each kind has its rule in the catalogue.
public enum Kind {
    /// Something a person or a program logs in with.
    PASSWORD("generic-password"),
    /// A token: access, session, refresh, bot.
    TOKEN("generic-token"),
    /// A key for an interface or for encryption.
    KEY("generic-key"),
    /// What is called a secret: of a client, of an application, for signing.
    SECRET("generic-secret"),
    /// A value for HTTP authentication or a like protocol.
    AUTHORIZATION("generic-authorization"),
    /// The password in a URL or connection string.
    URL_CREDENTIAL("generic-url-credential");

    private final String rule;

    Kind(String rule) {
        this.rule = rule;
    }

    /// Id of its rule.
    public String rule() {
        return rule;
    }

    static Kind of(byte[] text, Candidate c) {
        int from = c.keyStart();
        int to = c.keyEnd();
        return switch (c.idiom()) {
            case URL -> URL_CREDENTIAL;
            case SCHEME -> AUTHORIZATION;
            case SQL -> PASSWORD;
            default -> Bytes.indexOf(text, from, to, "pass") >= 0 || Bytes.indexOf(text, from, to, "pwd") >= 0
                    || Bytes.indexOf(text, from, to, "psw") >= 0 || Bytes.indexOf(text, from, to, "_pw") >= 0
                            ? PASSWORD
                            : Bytes.indexOf(text, from, to, "secret") >= 0
                                    ? SECRET
                                    : Bytes.indexOf(text, from, to, "token") >= 0 || Bytes.indexOf(text, from, to, "jwt") >= 0
                                            ? TOKEN
                                            : Bytes.indexOf(text, from, to, "key") >= 0
                                                    ? KEY
                                                    : Bytes.indexOf(text, from, to, "seed") >= 0
                                                            || Bytes.indexOf(text, from, to, "otp") >= 0
                                                                    ? SECRET
                                                                    : c.idiom() == Idiom.OPTION ? PASSWORD : AUTHORIZATION;
        };
    }
}
