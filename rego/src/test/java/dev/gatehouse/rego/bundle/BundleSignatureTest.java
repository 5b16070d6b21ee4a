package dev.gatehouse.rego.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.rego.syntax.RegoVersion;
import dev.gatehouse.rego.value.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleSignatureTest {
    private static final byte[] SECRET = "a secret for tests".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    /// What is signed, by the names in the signature.
    private final Map<String, String> signed = new TreeMap<>();

    @BeforeEach
    void write() throws IOException {
        file("policy.rego", "package app\n\nallow if input.ok\n");
        file("data.json", "{\"b\": [1.50, true], \"a\": \"<&>\"}");
        file(".manifest", "{\"revision\": \"1\", \"roots\": [\"\"]}");
        signed.put("policy.rego", "package app\n\nallow if input.ok\n");
        signed.put("data.json", "{\"a\":\"<&>\",\"b\":[1.50,true]}");
        signed.put(".manifest", "{\"revision\":\"1\",\"roots\":[\"\"]}");
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void sign(String header, String more, String hash) throws Exception {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, String> each : signed.entrySet()) {
            byte[] digest = MessageDigest.getInstance(hash).digest(each.getValue().getBytes(StandardCharsets.UTF_8));
            files.add("{\"name\": \"%s\", \"hash\": \"%s\", \"algorithm\": \"%s\"}".formatted(each.getKey(),
                    HexFormat.of().formatHex(digest), hash));
        }
        String claims = "{" + more + "\"files\": [" + String.join(",", files) + "]}";
        String message = encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HMAC"));
        String token = message + "." + encoded(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        file(".signatures.json", "{\"signatures\": [\"" + token + "\"]}");
    }

    private void sign() throws Exception {
        sign("{\"alg\": \"HS256\"}", "", "SHA-256");
    }

    private static VerificationKey key(String identifier, String scope, String... excluded) throws BundleException {
        return VerificationKey.read(identifier, "HS256", SECRET, scope, List.of(excluded));
    }

    private Bundle read(VerificationKey key) throws BundleException {
        return BundleReader.bundle(folder, key);
    }

    @Test
    void signedFilesAreRead() throws Exception {
        sign();
        Bundle bundle = read(key("", ""));
        assertThat(bundle.modules()).containsOnlyKeys("/policy.rego");
        assertThat(bundle.data()).hasToString("{\"a\": \"<&>\", \"b\": [1.50, true]}");
        sign("{}", "", "SHA-512");
        assertThat(read(key("", "")).modules()).hasSize(1);
    }

    @Test
    void documentsMayBeWrittenOtherwiseButNotSayOtherThings() throws Exception {
        sign();
        file("data.json", "{\n  \"a\": \"\\u003c&>\",\n  \"b\": [1.50, true]\n}");
        assertThat(read(key("", "")).data().size()).isEqualTo(2);
        file("data.json", "{\"a\": \"<&>\", \"b\": [1.5, true]}");
        assertThatThrownBy(() -> read(key("", ""))).isInstanceOf(BundleSignatureException.class)
                .hasMessageContaining("data.json: digest mismatch (want: ");
    }

    @Test
    void everyChangedMissingAndExtraFileIsNamed() throws Exception {
        sign();
        file("policy.rego", "package app\n\nallow := true\n");
        file("extra.rego", "package extra");
        file(".hidden/note.txt", "x");
        Files.delete(folder.resolve("data.json"));
        assertThatThrownBy(() -> read(key("", ""))).isInstanceOfSatisfying(BundleSignatureException.class,
                e -> assertThat(e.problems()).map(p -> p.substring(folder.toString().length())).satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).startsWith(": policy.rego: digest mismatch"),
                        p -> assertThat(p).isEqualTo(": extra.rego: not included in the bundle's signature"),
                        p -> assertThat(p).isEqualTo(": .hidden/note.txt: not included in the bundle's signature"),
                        p -> assertThat(p).isEqualTo(": data.json: signed, but not found in the bundle")));
        assertThat(BundleReader.bundle(folder, null).modules()).hasSize(2);
    }

    @Test
    void excludedFilesNeedNoSignature() throws Exception {
        sign();
        file("extra.rego", "package extra");
        assertThat(read(key("", "", "ex*.rego")).modules()).hasSize(2);
        file("below/extra.rego", "package extra");
        assertThatThrownBy(() -> read(key("", "", "ex*.rego", "*extra.rego"))).hasMessageContaining("below/extra.rego");
    }

    @Test
    void keyIdentifierAndScopeMustFit() throws Exception {
        sign("{\"kid\": \"one\"}", "\"scope\": \"write\", ", "SHA-256");
        assertThat(read(key("", "write")).modules()).hasSize(1);
        assertThat(read(key("one", "write")).modules()).hasSize(1);
        assertThatThrownBy(() -> read(key("two", "write"))).hasMessageContaining("signed with the key \"one\"");
        assertThatThrownBy(() -> read(key("one", ""))).hasMessageContaining("scope mismatch");
        VerificationKey other = VerificationKey.read("", "HS256", new byte[]{1}, "write", List.of());
        assertThatThrownBy(() -> read(other)).isInstanceOf(BundleSignatureException.class)
                .hasMessageContaining("not made with this key");
    }

    @Test
    void unsignedAndMalformedSignaturesAreRefused() throws Exception {
        assertThatThrownBy(() -> read(key("", ""))).hasMessageContaining("missing .signatures.json");
        for (String text : List.of("", "{}", "[]", "{\"signatures\": []}", "{\"signatures\": [1]}", "{\"signatures\": [\"a.b\"]}",
                "{\"signatures\": [\"!.!.!\"]}", "{\"signatures\": [\"e30.e30.\"]}", "{\"signatures\": [\"a\", \"b\"]}")) {
            file(".signatures.json", text);
            assertThatThrownBy(() -> read(key("", ""))).as(text).isInstanceOf(BundleSignatureException.class)
                    .hasMessageContaining(".signatures.json: ");
        }
    }

    @Test
    void publicKeysAreNoSecretsAndSecretsNoKeys() {
        for (String algorithm : List.of("RS256", "ES256", "PS512", "EdDSA", "none", "")) {
            assertThatThrownBy(() -> VerificationKey.read("", algorithm, SECRET, "", List.of())).as(algorithm)
                    .isInstanceOf(BundleSignatureException.class);
        }
        assertThatThrownBy(() -> VerificationKey.read("", "ES256", resource("signed-by-opa.pem"), "", List.of()))
                .hasMessageContaining("not a key for ES256");
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = BundleSignatureTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void aBundleOfOpaHolds() throws Exception {
        Path bundle = folder.resolve("bundle.tar.gz");
        Files.write(bundle, resource("signed-by-opa.tar.gz"));
        byte[] pem = resource("signed-by-opa.pem");
        VerificationKey key = VerificationKey.read("", "RS256", pem, "write", List.of());
        assertThat(BundleReader.bundle(bundle, key).data().size()).isEqualTo(1);
        VerificationKey otherHash = VerificationKey.read("", "RS384", pem, "write", List.of());
        assertThatThrownBy(() -> BundleReader.bundle(bundle, otherHash)).isInstanceOf(BundleSignatureException.class);
    }

    @Test
    void theManifestNamesVersionsOfFiles() throws Exception {
        file(".manifest", "{\"rego_version\": 0, \"file_rego_versions\": {\"/policy.rego\": 1, \"/new/*\": 1}}");
        Bundle bundle = BundleReader.bundle(folder, null);
        assertThat(bundle.version("/policy.rego", RegoVersion.V1)).isEqualTo(RegoVersion.V1);
        assertThat(bundle.version("/new/a/b.rego", RegoVersion.V0)).isEqualTo(RegoVersion.V1);
        assertThat(bundle.version("/other.rego", RegoVersion.V1)).isEqualTo(RegoVersion.V0);
        Bundle twice = Bundle
                .together(Map.of("a", bundle, "b", new Bundle(bundle.modules(), ObjectValue.builder().build(), null, null)));
        assertThat(twice.version("a/other.rego", RegoVersion.V1)).isEqualTo(RegoVersion.V1);
        assertThat(twice.modules()).containsOnlyKeys("a/policy.rego", "b/policy.rego");
        assertThatThrownBy(() -> Bundle.together(Map.of("a", bundle, "b", bundle))).isInstanceOf(BundleException.class);
    }
}
