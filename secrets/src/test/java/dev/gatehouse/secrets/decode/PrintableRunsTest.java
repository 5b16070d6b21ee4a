package dev.gatehouse.secrets.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PrintableRunsTest {
    /// Beside what is plainly right: every run between unprintable bytes, looked at one by one.
    @Property(tries = 500)
    void everyLongEnoughRunIsFoundAndItsWayBack(@ForAll int seed) {
        var random = new Random(seed);
        byte[] content = new byte[random.nextInt(400)];
        int rare = 2 + random.nextInt(30);
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (random.nextInt(rare) == 0 ? random.nextInt(256) : "az AZ09~\t".charAt(random.nextInt(9)));
        }
        int offset = random.nextInt(content.length + 1);
        int length = content.length - offset;
        var expected = new StringBuilder();
        var origins = new StringBuilder();
        int from = 0;
        for (int at = 0; at <= length; at++) {
            int octet = at < length ? content[offset + at] & 0xff : 0;
            if (octet >= 0x20 && octet < 0x7f || octet == '\t') {
                continue;
            }
            if (at - from >= PrintableRuns.SHORTEST) {
                origins.append(expected.length()).append('>').append(from).append(' ');
                expected.append(new String(content, offset + from, at - from, StandardCharsets.ISO_8859_1)).append('\n');
            }
            from = at + 1;
        }
        PrintableRuns runs = PrintableRuns.of(content, offset, length);
        assertThat(new String(runs.text(), StandardCharsets.ISO_8859_1)).isEqualTo(expected.toString());
        for (String pair : origins.toString().isEmpty() ? new String[0] : origins.toString().strip().split(" ")) {
            String[] places = pair.split(">");
            int position = Integer.parseInt(places[0]);
            assertThat(runs.toOriginal(position)).isEqualTo(Integer.parseInt(places[1]));
            assertThat(runs.toOriginal(position + 11)).isEqualTo(Integer.parseInt(places[1]) + 11);
        }
    }
}
