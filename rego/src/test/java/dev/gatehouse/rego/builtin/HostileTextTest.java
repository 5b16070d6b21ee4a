package dev.gatehouse.rego.builtin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.ObjectValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Utf8;
import dev.gatehouse.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Any text, and texts that are almost right, end in a value or in a built-in's error.
class HostileTextTest {
    private static final Builtins BUILTINS = Builtins.standard();
    private static final List<String> PIECES = List.of("{", "}", "{{", "}}", "(", ")", "[", "]", "\"", "\"\"\"", "'", "`", "$",
            "$x", ":=",
            "=", "|", ".", "...", ".a", ",", ":", "!", "@", "&", "#", "-", "1", "1e9", "0x1", "a", "type", "query", "fragment",
            "on", "extend",
            "schema", "directive", "input", "enum", "range", "if", "else", "end", "with", "define \"t\"", "template \"t\"",
            "block", "break",
            "printf \"%5d\"", "eq", "index", "\n", " ", "\\", "\\u00", "null", "true", "-----BEGIN CERTIFICATE-----\n",
            "-----END CERTIFICATE-----\n",
            "-----BEGIN PRIVATE KEY-----\n", "-----END PRIVATE KEY-----\n", "MIIB", "AAAA", "eyJhbGciOiJIUzI1NiJ9", "e30", "==",
            "é", "\uD83D\uDE00");

    private static @Nullable Value call(String name, Value... arguments) {
        BuiltinContext context = BuiltinContext.builder().meter(new Budget(2_000_000, 100_000_000)).build();
        try {
            return requireNonNull(BUILTINS.function(name), name).call(context, arguments);
        } catch (BuiltinError e) {
            return null;
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(60),
                Arbitraries.of(PIECES).list().ofMaxSize(40).map(pieces -> String.join("", pieces)));
    }

    @Property(tries = 1_500)
    void parsersEndInAValueOrAnError(@ForAll("texts") String text) {
        Value value = StringValue.of(Utf8.replaceRawBytes(text));
        Value data = ObjectValue.of(StringValue.of("a"), NumberValue.of(1));
        for (String name : List.of("graphql.parse_query", "graphql.parse_schema", "graphql.schema_is_valid", "json.verify_schema",
                "io.jwt.decode", "crypto.x509.parse_certificates", "crypto.x509.parse_certificate_request",
                "crypto.parse_private_keys",
                "crypto.x509.parse_rsa_private_key", "crypto.x509.parse_and_verify_certificates")) {
            call(name, value);
        }
        call("strings.render_template", value, data);
        call("rego.parse_module", StringValue.of("x"), value);
        call("io.jwt.verify_rs256", StringValue.of("e30.e30.e30"), value);
        call("io.jwt.encode_sign_raw", value, value, value);
        call("crypto.x509.parse_keypair", value, value);
    }

    @Property(tries = 1_500)
    void damagedCertificatesAndKeysAreRefused(@ForAll byte[] noise, @ForAll int place) {
        byte[] damaged = Base64.getDecoder().decode(KEY);
        int at = Math.floorMod(place, damaged.length);
        for (int index = 0; index < Math.min(noise.length, 4); index++) {
            damaged[(at + index) % damaged.length] = noise[index];
        }
        String text = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(damaged);
        call("crypto.parse_private_keys",
                StringValue.of("-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n"));
        call("crypto.x509.parse_certificates", StringValue.of(Base64.getEncoder().encodeToString(damaged)));
    }

    /// A key on P-256 that guards nothing, made for this test.
    private static final String KEY = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAGhRANCAARrF9Hy4SxC"
            + "R/i85uVjpEDydwN9gS3rM6D0oTlF2JjClk/jQuL+Gn+bjufrSnwPnhYrzjNXazFezsu2QGg3v1H1";

    @Test
    void deepTextsDoNotOverflowTheStack() {
        for (String name : List.of("graphql.parse_query", "graphql.parse_schema")) {
            assertThat(call(name, StringValue.of("{a".repeat(50_000)))).isNull();
            assertThat(call(name, StringValue.of("type A { a: " + "[".repeat(100_000)))).isNull();
            assertThat(call(name, StringValue.of("{a(b: " + "[".repeat(100_000)))).isNull();
        }
        assertThat(call("strings.render_template", StringValue.of("{{if 1}}".repeat(20_000)), ObjectValue.EMPTY)).isNull();
        assertThat(call("strings.render_template", StringValue.of("{{" + "(".repeat(20_000)), ObjectValue.EMPTY)).isNull();
        assertThat(
                call("strings.render_template", StringValue.of("{{if 1}}" + "{{else if 1}}".repeat(20_000)), ObjectValue.EMPTY))
                .isNull();
        assertThat(call("json.verify_schema", StringValue.of("{\"not\":".repeat(900) + "{}" + "}".repeat(900)))).isNotNull();
    }

    @Test
    void schemasAndTemplatesThatReferToThemselvesEnd() {
        assertThat(call("json.match_schema", ObjectValue.EMPTY, StringValue.of("{\"$ref\": \"#\"}"))).isNull();
        assertThat(call("json.match_schema", ObjectValue.EMPTY,
                StringValue.of(
                        "{\"definitions\": {\"a\": {\"allOf\": [{\"$ref\": \"#/definitions/a\"}, {\"$ref\": \"#/definitions/a\"}]}}, "
                                + "\"$ref\": \"#/definitions/a\"}")))
                .isNull();
        assertThat(call("strings.render_template", StringValue.of("{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}"),
                ObjectValue.EMPTY)).isNull();
        assertThatThrownBy(() -> requireNonNull(BUILTINS.function("strings.render_template")).call(
                BuiltinContext.builder().meter(new Budget(10_000, 1_000_000)).build(),
                new Value[]{StringValue.of("{{range 1000000000}}x{{end}}"), ObjectValue.EMPTY}))
                .isInstanceOfSatisfying(BuiltinError.class, error -> assertThat(error.stops()).isTrue());
    }

    @Test
    void fragmentsThatSpreadEachOtherEnd() {
        var query = new StringBuilder("{ ...F0 }");
        for (int index = 0; index < 250; index++) {
            query.append(" fragment F").append(index).append(" on Q { ...F").append((index + 1) % 250).append(" ...F")
                    .append((index + 7) % 250).append(" q { ...F").append((index + 3) % 250).append(" } }");
        }
        assertThatThrownBy(() -> requireNonNull(BUILTINS.function("graphql.parse")).call(
                BuiltinContext.builder().meter(new Budget(5_000_000, 100_000_000)).build(),
                new Value[]{StringValue.of(query.toString()), StringValue.of("type Query { q: Q } type Q { q: Q }")}))
                .isInstanceOf(BuiltinError.class);
    }

    @Test
    void secretsAreInNoText() {
        Value keys = requireNonNull(call("crypto.parse_private_keys", StringValue.of("-----BEGIN PRIVATE KEY-----\n" + KEY
                + "\n-----END PRIVATE KEY-----\n")));
        assertThat(keys.size()).isEqualTo(1);
        assertThat(new dev.gatehouse.rego.crypto.Key.Secret("abc".getBytes(StandardCharsets.UTF_8)).toString())
                .doesNotContain("abc");
    }
}
