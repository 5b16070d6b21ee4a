package dev.gatehouse.secrets.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class DecoderTest {
    private static final String HIDDEN = "token = hidden-value-0123";
    private final Decoder decoder = new Decoder(Limits.DEFAULT);

    @Test
    void everyEncodingIsTakenOff() throws IOException {
        assertThat(decoded("x: " + base64(HIDDEN))).isEqualTo("base64");
        assertThat(decoded("x: " + Base64.getUrlEncoder().encodeToString(HIDDEN.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("base64");
        assertThat(decoded("x: " + HexFormat.of().formatHex(HIDDEN.getBytes(StandardCharsets.UTF_8)))).isEqualTo("hex");
        assertThat(decoded("x=" + HIDDEN.replace(" ", "%20").replace("=", "%3D"))).isEqualTo("percent");
        assertThat(decoded("x: " + Base64.getEncoder().encodeToString(HIDDEN.getBytes(StandardCharsets.UTF_16LE))))
                .isEqualTo("base64, utf-16");
        assertThat(decoded("x: " + Base64.getEncoder().encodeToString(gzip(HIDDEN.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo("base64, gzip");
        assertThat(decoded("x: " + base64(base64(base64(HIDDEN))))).isEqualTo("base64, base64, base64");
        assertThat(decoded("x: " + base64("a=" + HIDDEN.replace(" ", "%20")))).isEqualTo("base64, percent");
    }

    @Test
    void aWrappedValueIsOneValue() {
        String long2 = "key = value; ".repeat(10) + HIDDEN;
        String wrapped = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8))
                .encodeToString(long2.getBytes(StandardCharsets.UTF_8));

        assertThat(decoded("data:\n" + wrapped + "\n")).isEqualTo("base64");
    }

    @Test
    void thePartKnowsWhereItsEncodedFormStands() {
        String encoded = base64(base64(HIDDEN));
        byte[] text = ("one\ntwo: '" + encoded + "'\n").getBytes(StandardCharsets.UTF_8);
        List<Layer> layers = decoder.layers(text, 0, text.length);

        Layer.Segment inner = layers.get(1).segments().getFirst();
        assertThat(new String(text, inner.from(), inner.to() - inner.from(), StandardCharsets.UTF_8)).isEqualTo(encoded);
        assertThat(new String(layers.get(1).text(), inner.start(), inner.end() - inner.start(), StandardCharsets.UTF_8))
                .isEqualTo(HIDDEN);
        assertThat(new String(layers.get(0).text(), StandardCharsets.UTF_8)).startsWith("two: '");
    }

    @Test
    void ordinaryTextHasNoLayers() {
        byte[] text = """
                package dev.gatehouse.secrets.decode; import java.util.concurrent.ConcurrentLinkedDeque;
                commit 0382084c1f3b5ab1a4e7f3a1f7b2cd6c0b1d9e55 sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                printf("%d of %s, 100%", a, b); static final int LONGEST_IDENTIFIER_IN_THE_WHOLE_FILE = 1;
                """
                .getBytes(StandardCharsets.UTF_8);

        assertThat(decoder.layers(text, 0, text.length)).isEmpty();
    }

    @Test
    void depthAndSizeAreBounded() throws IOException {
        String deep = HIDDEN;
        for (int i = 0; i < 12; i++) {
            deep = base64(deep);
        }
        byte[] text = deep.getBytes(StandardCharsets.UTF_8);
        assertThat(decoder.layers(text, 0, text.length)).hasSize(Limits.DEFAULT.depth());

        byte[] bomb = Base64.getEncoder().encode(gzip("a".repeat(50_000_000).getBytes(StandardCharsets.UTF_8)));
        List<Layer> layers = decoder.layers(bomb, 0, bomb.length);
        assertThat(layers.getFirst().text().length).isLessThan(Limits.DEFAULT.segment() + 1000);

        byte[] many = (base64("some text, no secret") + "\n").repeat(600_000).getBytes(StandardCharsets.UTF_8);
        assertThat(decoder.layers(many, 0, many.length).getFirst().text().length).isLessThan(2 * Limits.DEFAULT.total());
    }

    @Property(tries = 300)
    void anyBytesAreALegalText(@ForAll byte[] bytes) {
        for (Layer layer : decoder.layers(bytes, 0, bytes.length)) {
            assertThat(layer.segments()).allMatch(s -> s.from() >= 0 && s.from() < s.to() && s.to() <= bytes.length);
        }
    }

    @Property(tries = 200)
    void whatIsEncodedIsFoundWhateverStandsAround(@ForAll @AlphaChars @StringLength(max = 30) String before,
            @ForAll @NumericChars @StringLength(min = 6, max = 40) String digits) {
        String secret = "value " + digits + "!";
        byte[] text = (before + " '" + base64(secret) + "' x").getBytes(StandardCharsets.UTF_8);

        assertThat(decoder.layers(text, 0, text.length))
                .anyMatch(layer -> new String(layer.text(), StandardCharsets.UTF_8).contains(secret));
    }

    @Property(tries = 200)
    void theFastSearchFindsWhatTheSlowOneFinds(@ForAll byte[] bytes, @ForAll byte sought) {
        int expected = -1;
        for (int i = 0; i < bytes.length && expected < 0; i++) {
            expected = bytes[i] == sought ? i : -1;
        }

        assertThat(Decoder.indexOf(bytes, 0, bytes.length, sought)).isEqualTo(expected);
    }

    @Property(tries = 200)
    void transcodingLeadsBackToTheOriginal(@ForAll String text, @ForAll boolean littleEndian) {
        byte[] original = text.getBytes(littleEndian ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE);
        Transcoded transcoded = Transcoded.of(original, 0, original.length, littleEndian);
        int units = 0;
        int bytes = 0;
        for (int i = 0; i < text.length();) {
            assertThat(transcoded.toOriginal(bytes)).isEqualTo(2 * units);
            int point = text.codePointAt(i);
            boolean lone = Character.charCount(point) == 1 && Character.isSurrogate((char) point);
            bytes += lone ? 1 : new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8).length;
            units += Character.charCount(point);
            i += Character.charCount(point);
        }
        assertThat(transcoded.length()).isEqualTo(bytes);
        assertThat(transcoded.toOriginal(bytes)).isEqualTo(original.length);
    }

    @Property(tries = 100)
    void printableRunsLeadBackToTheOriginal(@ForAll byte[] noise,
            @ForAll @AlphaChars @StringLength(min = 12, max = 60) String run) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(noise);
        out.write(0);
        int start = out.size();
        out.writeBytes(run.getBytes(StandardCharsets.UTF_8));
        out.write(0);
        byte[] content = out.toByteArray();
        PrintableRuns runs = PrintableRuns.of(content, 0, content.length);
        String text = new String(runs.text(), StandardCharsets.ISO_8859_1);

        assertThat(text).contains(run + "\n");
        assertThat(runs.toOriginal(text.lastIndexOf(run + "\n"))).isEqualTo(start);
    }

    private String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (Layer layer : decoder.layers(bytes, 0, bytes.length)) {
            int at = new String(layer.text(), StandardCharsets.ISO_8859_1).indexOf(HIDDEN);
            Layer.Segment segment = at < 0 ? null : layer.at(at, at + HIDDEN.length());
            if (segment != null) {
                return segment.encoding();
            }
        }
        return "nothing";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
