package dev.gatehouse.secrets.match;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Recognises what is no literal secret although it is assigned to something called `password`: other code, other kinds of data,
/// values that are encrypted or hashed already. For generic rules only.
final class References {
    /// Where an unquoted right-hand side is code.
    private static final Set<String> CODE = Set.of("java", "kt", "kts", "scala", "groovy", "js", "jsx", "mjs", "cjs", "ts", "tsx",
            "vue", "svelte", "py", "rb", "go", "rs", "c", "cc", "cpp", "cxx", "h", "hh", "hpp", "cs", "php", "swift", "m", "mm",
            "dart", "lua", "pl", "pm", "ex", "exs", "erl", "hs", "clj", "vb", "fs", "sol", "r", "jl", "zig", "nim", "sql",
            "cshtml",
            "razor", "gradle", "coffee", "pas", "d");
    private static final Set<String> VALUES = Set.of("password", "passwd", "passwort", "pass", "pwd", "secret", "token", "test",
            "testing", "tests", "none", "null", "nil", "true", "false", "undefined", "string", "str", "text", "bool", "boolean",
            "int", "integer", "number", "object", "array", "yes", "no", "on", "off", "required", "optional", "default", "value",
            "user", "username", "key", "apikey", "api_key", "api-key", "hidden", "empty", "blank", "unknown", "auto", "basic",
            "bearer", "oauth", "oauth2", "plain", "plaintext", "never", "always", "disabled", "enabled", "public", "private",
            "static", "const", "this", "self", "new", "env", "vault", "file", "any", "all", "type", "name", "id", "todo", "tbd",
            "foo", "bar", "baz", "qux", "abc", "xyz", "xxx", "asdf", "qwerty", "abcd", "abcdef", "n/a", "na", "nan",
            "credentials",
            "authorization", "passphrase", "username:password", "user:pass", "user:password", "client_secret", "access_token");
    private static final Pattern UUID = Pattern
            .compile("\\{?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\}?");
    private static final Pattern NUMBER = Pattern
            .compile("[-+]?[0-9][0-9.,:/_TZ -]*|0x[0-9a-fA-F]{1,8}|[0-9.]+(ms|s|m|h|d|px|em|%)");
    private static final Pattern VERSION = Pattern.compile("[v^~]?[0-9]+\\.[0-9]+(\\.[0-9]+)?([.-][0-9A-Za-z.-]{0,20})?");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{3,8}");
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}");
    private static final Pattern DOTTED = Pattern.compile("[A-Za-z_$][\\w$-]*(\\??\\.[A-Za-z_$][\\w$-]*){1,12};?,?");
    private static final Pattern CALL = Pattern.compile("[A-Za-z_$][\\w$.:>-]*\\(.*");
    private static final Pattern INDEX = Pattern.compile("[A-Za-z_$][\\w$.]*\\[[^\\]]*\\].*");
    private static final Pattern ACCESS = Pattern
            .compile("(?i)process\\.env|os\\.environ|getenv|\\bENV\\[|System\\.get|import\\.meta\\.env"
                    + "|secretKeyRef|valueFrom|\\bvar\\.|\\blocal\\.|\\bdata\\.|->|=>|::|\\bconfig\\.|\\bsettings\\.|\\boptions\\.|\\bprops\\.");
    private static final Pattern FILE = Pattern
            .compile("(?i)(\\.{0,2}|~|[a-z]:)[/\\\\].*|[\\w./\\\\-]{1,200}\\.(json|ya?ml|xml|txt|pem|key|crt|cer"
                    + "|p12|pfx|jks|properties|js|ts|jsx|tsx|py|java|go|rb|php|html?|css|scss|md|png|jpe?g|svg|gif|conf|cfg|ini|env|log|sh|sql|csv|pub)");
    private static final Pattern PROTECTED = Pattern
            .compile("ENC[\\[(].*|\\{cipher\\}.*|\\$ANSIBLE_VAULT.*|AQICAH.*|vault:.*|op://.*|sops:.*"
                    + "|arn:aws.*|\\$2[abxy]\\$.*|\\$[156]\\$.*|\\$argon2.*|\\$pbkdf2.*|pbkdf2[:_$].*|\\{[A-Z0-9]{2,10}\\}.*|sha(1|256|384|512)[-:=].*|md5[:=].*"
                    + "|projects/.*/secrets/.*|keyvault.*|@Microsoft\\.KeyVault.*|Ag[A-D][A-Za-z0-9+/]{380,}={0,2}|ref\\+.*|\\{\\{resolve:.*|h1:.*");
    /// What is left of `{SSHA}…` when the brace was taken for a delimiter.
    private static final Pattern SCHEME = Pattern.compile("[A-Z0-9-]{2,14}\\}");
    /// A hash of crypt(3), perhaps behind the user's name; a value that says itself that it is encrypted.
    private static final Pattern CRYPT = Pattern
            .compile("^(?:[\\w.@-]{1,60}:)?\\$(?:2[abxy]|[156y]|7|apr1|gy)\\$|^<(?:enc|encrypted|crypt)[\\w.:-]{0,12}>");
    private static final Pattern PUBLIC = Pattern
            .compile("ssh-(rsa|dss|ed25519)|AAAA[BCE]3Nz.*|ecdsa-.*|MII[A-K].{200,}|iVBOR.*|R0lGOD.*|/9j/.*|data:.*"
                    + "|-----BEGIN (CERT|PUB|RSA PUB).*");
    private static final Pattern REGEX = Pattern
            .compile(".*(\\\\[dwsSDW]|\\[[a-zA-Z0-9]-[a-zA-Z0-9]|\\(\\?|\\.\\*|\\.\\+|\\{[0-9]+,[0-9]*\\}).*");
    private static final Pattern DIGEST_NAME = Pattern.compile(
            "(?i).*(hash|digest|checksum|sha[0-9]*|md5|integrity|etag|fingerprint|thumbprint|revision|commit|nonce|salt|public|uuid|guid).*");
    /// What may follow a bare word in code.
    private static final Pattern TRAILING = Pattern.compile("[|,;:)\\]}]+$");
    /// A string literal that is put together with something else.
    private static final Pattern JOINED = Pattern.compile("[\"'`] ?[+.] ?\\w|\\w ?[+.] ?[\"'`]");
    /// `$grafana-api-key`, `$plugin-secret:token`: how several tools refer to their own secrets.
    private static final Pattern VARIABLE = Pattern.compile("\\$[a-z]{2,20}([-_.:][a-z]{1,20}){1,8}");
    private static final int LONGEST = 512;

    private References() {}

    /// Whether files of the extension hold source code, in which an unquoted right-hand side is an expression.
    static boolean isCode(String extension) {
        return CODE.contains(extension);
    }

    /// Whether the value is encrypted, hashed or only says where the secret is kept.
    ///
    /// @param before
    ///            the byte before it
    static boolean isProtected(String value, int before) {
        return PROTECTED.matcher(value).matches() || before == '{' && SCHEME.matcher(value).lookingAt()
                || CRYPT.matcher(value).find();
    }

    /// Why the value is none; null if nothing speaks against it.
    static @Nullable String reason(Candidate candidate) {
        String value = candidate.value().strip();
        String lower = value.toLowerCase(Locale.ROOT);
        if (value.isEmpty() || VALUES.contains(TRAILING.matcher(lower).replaceAll(""))) {
            return "a common word";
        }
        if (plain(lower).equals(plain(candidate.name().toLowerCase(Locale.ROOT)))) {
            return "its own name";
        }
        if (value.length() > LONGEST) {
            return value.indexOf(' ') >= 0 ? "a text" : null;
        }
        String reason = kind(candidate, value);
        return reason == null ? code(candidate, value) : reason;
    }

    private static @Nullable String kind(Candidate candidate, String value) {
        if (NUMBER.matcher(value).matches() && value.length() < 24) {
            return "a number or date";
        }
        if (VERSION.matcher(value).matches()) {
            return "a version";
        }
        if (COLOUR.matcher(value).matches()) {
            return "a colour";
        }
        if (PROTECTED.matcher(value).matches()) {
            return "encrypted, hashed or kept elsewhere";
        }
        if (PUBLIC.matcher(value).matches()) {
            return "public data";
        }
        if (EMAIL.matcher(value).matches()) {
            return "an address";
        }
        if (value.contains("://") && value.indexOf('@') < 0) {
            return "an address";
        }
        boolean named = candidate.name().toLowerCase(Locale.ROOT).matches(".*(passw|secret|token|api_?-?key|credential).*");
        if (UUID.matcher(value).matches() && !named) {
            return "an identifier";
        }
        if (DIGEST_NAME.matcher(candidate.name()).matches() && !candidate.name().toLowerCase(Locale.ROOT).contains("passw")) {
            return "a digest or public value by its name";
        }
        if (FILE.matcher(value).matches() && Subwords.builtIn().efficiency(value) > 1.9) {
            return "a path";
        }
        if (REGEX.matcher(value).matches()) {
            return "a regular expression";
        }
        return null;
    }

    private static @Nullable String code(Candidate candidate, String value) {
        boolean quoted = candidate.quote() != 0;
        if (!quoted && CODE.contains(candidate.extension())) {
            return "not a literal";
        }
        if (ACCESS.matcher(value).find() || JOINED.matcher(value).find()) {
            return "a reference";
        }
        if (CALL.matcher(value).matches() || !quoted && INDEX.matcher(value).matches()) {
            return "a call";
        }
        if (DOTTED.matcher(value).matches() && Subwords.builtIn().efficiency(value) > 2.2) {
            return "a dotted name";
        }
        boolean sign = value.startsWith("$") || !quoted && "*&!".indexOf(value.charAt(0)) >= 0;
        if (VARIABLE.matcher(value).matches()
                || sign && value.length() > 1 && Character.isLetter(value.charAt(1))
                        && Subwords.builtIn().efficiency(value) > 2.2) {
            return "a reference";
        }
        long spaces = value.chars().filter(c -> c == ' ').count();
        if (spaces >= 2) {
            long words = value.chars().filter(c -> Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK
                    || Character.getType(c) == Character.COMBINING_SPACING_MARK || " ,.!?'".indexOf(c) >= 0).count();
            return words * 100 >= value.length() * 85L || Subwords.builtIn().efficiency(value) > 2.3 ? "a text" : null;
        }
        return null;
    }

    private static String plain(String text) {
        return text.replaceAll("[^a-z0-9]", "");
    }
}
