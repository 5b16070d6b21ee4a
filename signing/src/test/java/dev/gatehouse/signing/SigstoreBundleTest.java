package dev.gatehouse.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.document.DocumentException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigstoreBundleTest {
    private static final SigningKey KEY = SigningKey.generate(Algorithm.ECDSA_P256);
    private static final Envelope ENVELOPE = Envelope.sign(Statement.PAYLOAD_TYPE, "{}".getBytes(StandardCharsets.UTF_8), KEY);

    private static SigstoreBundle read(String json) throws DocumentException {
        return SigstoreBundle.read("bundle", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenIsReadAndStillSigned() throws DocumentException {
        String json = new String(new SigstoreBundle(ENVELOPE).json(KEY.verificationKey()), StandardCharsets.UTF_8);
        assertThat(json).contains("\"mediaType\":\"" + SigstoreBundle.MEDIA_TYPE + "\"", "\"publicKey\":{\"hint\":\"");
        assertThat(json).as("cosign takes a key id in another notation for another key").doesNotContain("keyid");
        Envelope read = read(json).envelope();
        assertThat(read.payload()).isEqualTo(ENVELOPE.payload());
        assertThat(read.signers(List.of(KEY.verificationKey()))).hasSize(1);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> read("{\"mediaType\": \"application/vnd.dev.sigstore.bundle+json;version=0.1\"}"))
                .hasMessageContaining("only Sigstore bundles of version 0.3");
        assertThatThrownBy(() -> read("{\"mediaType\": \"" + SigstoreBundle.MEDIA_TYPE + "\", \"messageSignature\": {}}"))
                .hasMessageContaining("no DSSE envelope");
        assertThatThrownBy(() -> read("[]")).isInstanceOf(DocumentException.class);
    }

    @Test
    void aSignatureThatWasMadeElsewhereIsCarriedAsItIs() {
        byte[] payload = "text".getBytes(StandardCharsets.UTF_8);
        Envelope envelope = Envelope.of("text/x", payload, null, new byte[]{1, 2, 3});
        assertThat(envelope.signatures()).containsExactly(new byte[]{1, 2, 3});
        assertThat(envelope.message()).isEqualTo(Envelope.message("text/x", payload))
                .startsWith("DSSEv1 6 text/x 4 text".getBytes(StandardCharsets.UTF_8));
    }
}
