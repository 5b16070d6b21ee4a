package dev.gatehouse.advisory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ShapesTest {

    private static List<String> through(List<String> texts, List<Integer> sizes) {
        Shapes shapes = new Shapes();
        Output output = new Output(16);
        for (String text : texts) {
            int before = output.size();
            shapes.put(text, output);
            sizes.add(output.size() - before);
        }
        TextReader reader = new TextReader(MemorySegment.ofArray(shapes.output().toByteArray()));
        Cursor cursor = new Cursor(MemorySegment.ofArray(output.toByteArray()), 0);
        return texts.stream().map(_ -> reader.text(cursor)).toList();
    }

    @Test
    void textsOfTheSameShapeTakeAFewBytesAndComeBackAsTheyWere() {
        List<String> texts = List.of("", "CVE-2026-1234", "CVE-2019-7", "CVE-2024-0001", "CVE-2024-0003",
                "CVE-2024-00000000000000000000007",
                "GHSA-9cfg-hjmp-qrvw", "GHSA-9cfg-hjmp-qrv1", "GHSA-9CFG-hjmp-qrvw", "1.22-512.1.el10_0", "9.1-3.77.el8_2",
                "a\0b1", "a\0b2",
                "a\1b", "naïve 1", "naïve 22", "999999999999999999", "1000000000000000000", "0", "00");
        List<Integer> sizes = new ArrayList<>();
        assertThat(through(texts, sizes)).isEqualTo(texts);
        assertThat(sizes.get(texts.indexOf("CVE-2019-7"))).isEqualTo(4);
        assertThat(sizes.get(texts.indexOf("GHSA-9cfg-hjmp-qrvw"))).isLessThanOrEqualTo(9);
        assertThat(sizes.get(texts.indexOf("9.1-3.77.el8_2"))).isEqualTo(7);
    }

    @Property
    void anyTextsComeBackAsTheyWere(@ForAll List<@StringLength(max = 30) @CharRange(from = '-', to = 'e') String> texts) {
        assertThat(through(texts, new ArrayList<>())).isEqualTo(texts);
        assertThat(through(List.copyOf(texts.reversed()), new ArrayList<>())).isEqualTo(texts.reversed());
    }

    @Property
    void anyTextsOfAllCharactersComeBack(@ForAll List<String> texts) {
        // A lone half of a pair has no bytes in UTF-8.
        List<String> whole = texts.stream()
                .map(text -> text.codePoints().filter(point -> !Character.isSurrogate((char) point) || point > 0xffff)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString())
                .toList();
        assertThat(through(whole, new ArrayList<>())).isEqualTo(whole);
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll byte[] shapes, @ForAll byte[] bytes) {
        try {
            TextReader reader = new TextReader(MemorySegment.ofArray(shapes));
            Cursor cursor = new Cursor(MemorySegment.ofArray(bytes), 0);
            while (cursor.hasMore()) {
                assertThat(reader.text(cursor).length()).isLessThan(20 * (shapes.length + bytes.length + 1));
            }
        } catch (IndexOutOfBoundsException e) {
            assertThat(e).isNotNull();
        }
    }

    @Test
    void blocksGiveEveryRecordBackAndRefuseOthers() {
        Blocks blocks = new Blocks();
        Output places = new Output(16);
        for (int i = 0; i < 5000; i++) {
            blocks.add(("record " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8), places);
        }
        byte[] written = blocks.output().toByteArray();
        assertThat(written.length).isLessThan(40_000);
        BlockReader reader = new BlockReader(MemorySegment.ofArray(written));
        Cursor cursor = new Cursor(MemorySegment.ofArray(places.toByteArray()), 0);
        for (int i = 0; i < 5000; i++) {
            Cursor record = reader.record(cursor.number(), cursor.number());
            byte[] content = new byte[("record " + i).length()];
            for (int j = 0; j < content.length; j++) {
                content[j] = (byte) record.octet();
            }
            assertThat(new String(content, java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("record " + i);
            assertThat(record.hasMore()).isFalse();
        }
        for (long block : new long[]{-1, 1, 7, written.length, Long.MAX_VALUE}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.record(block, 0));
        }
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> reader.record(0, 1L << 40));
    }
}
