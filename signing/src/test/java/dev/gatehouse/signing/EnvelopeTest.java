package dev.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.DocumentException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final SigningKey ALICE = SigningKey.generate(Algorithm.ED25519);
    private static final SigningKey BOB = SigningKey.generate(Algorithm.ECDSA_P256);
    private static final byte[] PAYLOAD = "{\"verdict\":\"allow\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void itNamesEachTrustedKeyThatSigned() throws Exception {
        Envelope envelope = Envelope.sign("text/x", PAYLOAD, ALICE).signedBy(BOB).signedBy(BOB);
        Envelope read = Envelope.read("decision.att", envelope.json());

        assertThat(read).isEqualTo(envelope);
        assertThat(read.payload()).isEqualTo(PAYLOAD);
        var other = SigningKey.generate(Algorithm.ED25519).verificationKey();
        assertThat(read.signers(List.of(BOB.verificationKey(), other, ALICE.verificationKey())))
                .containsExactly(BOB.verificationKey(), ALICE.verificationKey());
        assertThat(read.signers(List.of(other))).isEmpty();
    }

    @Test
    void theSpecificationsExampleVerifies() throws Exception {
        // Key and signature of the example in DSSE's protocol.md; the signature stands there as r and s one after the other.
        var point = new ECPoint(new BigInteger("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                new BigInteger("5640078356564379163099075877009565129882514886557779369047442380624545832820"));
        var key = new VerificationKey(KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, EllipticCurve.P256.parameters())));
        byte[] raw = Base64.getDecoder()
                .decode("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==");
        byte[] der = der(new BigInteger(1, raw, 0, 32), new BigInteger(1, raw, 32, 32));
        String json = "{\"payload\": \"aGVsbG8gd29ybGQ=\", \"payloadType\": \"http://example.com/HelloWorld\", \"signatures\": [{\"sig\": \""
                + Base64.getUrlEncoder().encodeToString(der) + "\"}]}";
        Envelope envelope = Envelope.read("example", json.getBytes(StandardCharsets.UTF_8));

        assertThat(envelope.payload()).asString().isEqualTo("hello world");
        assertThat(envelope.signers(List.of(key))).containsExactly(key);
    }

    private static byte[] der(BigInteger r, BigInteger s) {
        byte[] first = r.toByteArray();
        byte[] second = s.toByteArray();
        byte[] all = new byte[6 + first.length + second.length];
        all[0] = 0x30;
        all[1] = (byte) (all.length - 2);
        all[2] = 2;
        all[3] = (byte) first.length;
        System.arraycopy(first, 0, all, 4, first.length);
        all[4 + first.length] = 2;
        all[5 + first.length] = (byte) second.length;
        System.arraycopy(second, 0, all, 6 + first.length, second.length);
        return all;
    }

    @Property(tries = 300)
    void anyChangedByteOfPayloadOrTypeLosesTheSignature(@ForAll byte[] payload, @ForAll int where, @ForAll byte change)
            throws Exception {
        Envelope envelope = Envelope.sign("type/a", payload, ALICE);
        String json = new String(envelope.json(), StandardCharsets.UTF_8);
        assertThat(Envelope.read("e", json.replace("type/a", "type/b").getBytes(StandardCharsets.UTF_8))
                .signers(List.of(ALICE.verificationKey()))).isEmpty();
        if (payload.length > 0 && change != 0) {
            byte[] edited = payload.clone();
            edited[Math.floorMod(where, edited.length)] ^= change;
            String forged = json.replace("\"payload\":\"" + Base64.getEncoder().encodeToString(payload),
                    "\"payload\":\"" + Base64.getEncoder().encodeToString(edited));
            assertThat(forged).isNotEqualTo(json);
            assertThat(Envelope.read("e", forged.getBytes(StandardCharsets.UTF_8)).signers(List.of(ALICE.verificationKey())))
                    .isEmpty();
        }
    }

    @Test
    void whatIsNoEnvelopeIsRefusedWithItsPlace() {
        for (String json : List.of("", "[]", "{}", "{\"payloadType\":\"a\",\"payload\":\"!\",\"signatures\":[{\"sig\":\"\"}]}",
                "{\"payloadType\":\"a\",\"payload\":\"\",\"signatures\":[]}", "{\"payloadType\":1,\"payload\":\"\"}")) {
            assertThatThrownBy(() -> Envelope.read("bad.json", json.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(DocumentException.class).hasMessageStartingWith("bad.json:1:");
        }
    }
}
