package dev.gatehouse.rego.bundle;

import dev.gatehouse.rego.value.ArrayValue;
import dev.gatehouse.rego.value.GoBase64;
import dev.gatehouse.rego.value.JsonException;
import dev.gatehouse.rego.value.JsonReader;
import dev.gatehouse.rego.value.JsonWriter;
import dev.gatehouse.rego.value.ReadLimits;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import dev.gatehouse.rego.value.YamlReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The files that a bundle's `.signatures.json` vouches for, with their digests.
///
/// Of `data.json`, `data.yaml` and `.manifest` the digest is that of the document written without white space and with sorted keys, of other
/// files that of their bytes.
final class SignedFiles {
    private static final Set<String> STRUCTURED = Set.of("data.json", "data.yaml", ".manifest");
    private static final Map<String, String> HASHES = Map.of("MD5", "MD5", "SHA-1", "SHA-1", "SHA-224", "SHA-224", "SHA-256",
            "SHA-256", "SHA-384", "SHA-384", "SHA-512", "SHA-512", "SHA-512-224", "SHA-512/224", "SHA-512-256", "SHA-512/256");

    private final Map<String, Value> unseen = new TreeMap<>();
    private final List<Pattern> excluded = new ArrayList<>();

    /// Reads the signature and checks it.
    ///
    /// @param content of `.signatures.json`
    /// @throws Refused when it cannot be read, or the key, its identifier or the scope is another
    SignedFiles(byte[] content, VerificationKey key) throws Refused {
        for (String pattern : key.excluded()) {
            excluded.add(FilePattern.of(pattern, false));
        }
        Value claims = claims(content, key);
        if (claims.get(StringValue.of("files")) instanceof ArrayValue files) {
            for (Value file : files) {
                unseen.put(text(file, "name"), file);
            }
        }
    }

    /// Why a signature does not hold.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    private static Value claims(byte[] content, VerificationKey key) throws Refused {
        if (!(read(content).get(StringValue.of("signatures")) instanceof ArrayValue tokens) || tokens.size() == 0) {
            throw new Refused("missing JWT (expected exactly one)");
        }
        if (tokens.size() > 1) {
            throw new Refused("multiple JWTs not supported (expected exactly one)");
        }
        String[] parts = tokens.get(0) instanceof StringValue token ? token.text().split("\\.", -1) : new String[0];
        if (parts.length != 3) {
            throw new Refused("no JWT of three parts");
        }
        Value claims = read(decoded(parts[1]));
        String identifier = text(read(decoded(parts[0])), "kid");
        // The claim is how OPA named the key before it used the header.
        String named = identifier.isEmpty() ? text(claims, "keyid") : identifier;
        if (!named.isEmpty() && !key.identifier().isEmpty() && !named.equals(key.identifier())) {
            throw new Refused("signed with the key " + StringValue.of(named) + ", given was " + StringValue.of(key.identifier()));
        }
        if (!key.verifies(Utf8.encode(parts[0] + "." + parts[1]), decoded(parts[2]))) {
            throw new Refused("the signature was not made with this key");
        }
        if (!text(claims, "scope").equals(key.scope())) {
            throw new Refused("scope mismatch: signed for " + StringValue.of(text(claims, "scope")) + ", wanted was "
                    + StringValue.of(key.scope()));
        }
        return claims;
    }

    private static Value read(byte[] json) throws Refused {
        try {
            return new JsonReader(ReadLimits.DEFAULT).read(json);
        } catch (JsonException e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] decoded(String part) throws Refused {
        try {
            return GoBase64.decodeUrl((part + "=".repeat((4 - part.length() % 4) % 4)).getBytes(StandardCharsets.UTF_8));
        } catch (GoBase64.Malformed e) {
            throw new Refused("the JWT is no Base64");
        }
    }

    private static String text(Value object, String name) {
        return object.get(StringValue.of(name)) instanceof StringValue s ? s.text() : "";
    }

    /// Checks a file. Each may be there once.
    ///
    /// @param names the names under which it may be signed
    /// @throws Refused when it is not signed, or its content is not what was signed
    void check(List<String> names, byte[] content) throws Refused {
        for (String name : names) {
            if (excluded.stream().anyMatch(pattern -> pattern.matcher(name).matches())) {
                names.forEach(unseen::remove);
                return;
            }
        }
        for (String name : names) {
            Value file = unseen.remove(name);
            if (file != null) {
                check(name, text(file, "algorithm"), text(file, "hash"), content);
                return;
            }
        }
        throw new Refused("not included in the bundle's signature");
    }

    private static void check(String name, String algorithm, String hash, byte[] content) throws Refused {
        if (algorithm.isEmpty()) {
            throw new Refused("no hashing algorithm provided");
        }
        String known = HASHES.get(algorithm);
        if (known == null) {
            throw new Refused("unsupported hashing algorithm " + StringValue.of(algorithm));
        }
        byte[] signed = STRUCTURED.contains(name.substring(name.lastIndexOf('/') + 1)) ? canonical(content) : content;
        String actual;
        try {
            actual = HexFormat.of().formatHex(MessageDigest.getInstance(known).digest(signed));
        } catch (NoSuchAlgorithmException e) {
            throw new Refused("hashing algorithm " + algorithm + " is not there");
        }
        if (!actual.equals(hash.toLowerCase(Locale.ROOT))) {
            throw new Refused("digest mismatch (want: " + hash + ", got: " + actual + ")");
        }
    }

    private static byte[] canonical(byte[] content) throws Refused {
        Value document;
        try {
            document = new JsonReader(ReadLimits.DEFAULT).read(content);
        } catch (JsonException notJson) {
            try {
                document = new YamlReader(ReadLimits.DEFAULT).read(Utf8.decode(content));
            } catch (JsonException e) {
                throw new Refused(String.valueOf(e.getMessage()));
            }
        }
        return Utf8.encode(JsonWriter.compact(false).write(document));
    }

    /// The signed files that [#check] did not see.
    Set<String> missing() {
        return unseen.keySet();
    }
}
