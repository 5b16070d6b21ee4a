package dev.gatehouse.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the bytes are: either a tree whose ranges lie in the source and in one another, or a [DocumentException] that names
/// a place.
class HostileInputTest {
    private static final Limits LIMITS = new Limits(1 << 16, 20, 2000);

    private static final List<String> SEEDS = List.of(
            "a.b = 1 # c\n[x.\"y z\"]\nk = [1, 2.5e3, 0xff, 'l', \"\"\"m\\\n  n\"\"\"]\n[[t]]\nd = 1979-05-27T07:32:00Z\n[[t]]\ni = { p = true, q.r = inf }\n",
            "{\"a\": [1, -2.5e3, true, null, \"x\\n\\u00e9🔑\"], \"b\": {\"c\": {}, \"d\": []}}\n",
            "// c\n{\"a\": [1, /* x */ 2,],}\n",
            "%YAML 1.2\n---\na: &x {b: 1, <<: {c: ü}}\nd: [*x, !Ref y, \"z\\u00e9\", 'w']\ne: |\n  l\n? f\n: >-\n  m\n...\n---\n- - 1\n- ~\n",
            "<?xml version='1.0' encoding='utf-8'?><!DOCTYPE a SYSTEM 'x'><a xmlns:p='u' p:b=\"&amp;ü\"><!-- c --><b>t<![CDATA[<x>]]></b><?p q?><c/></a>",
            "# c\na\\ b = c\\\n   d\\u0041\n!x\nü : v\n");

    private static final List<String> PIECES = List.of("[", "]", "{", "}", "\"", "'", "\"\"\"", "'''", ",", ":", ": ", "=", ".",
            "\n", "\r\n", "\r", " ", "\t", "#", "- ",
            "? ", "& ", "&a ", "*a", "!", "!!int ", "|", ">", "%", "@", "---\n", "...", "<<: ", "<", ">", "</", "/>", "<!--",
            "-->", "<![CDATA[", "]]>", "<?", "<!DOCTYPE",
            "&lt;", "&#0;", "&x;", "\\", "\\u", "\\uD800", "\\U00110000", "\u0000", "\u007f", "\uFEFF", "\u2028", "ü", "🔑",
            "true", "null", "inf", "nan", "0x", "1_0", "1e5",
            "2001-01-01", "12:00:00", "//", "/*", "*/", "key", "9999999999999999999999");

    @Provide
    Arbitrary<byte[]> anyBytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    }

    @Provide
    Arbitrary<byte[]> pieces() {
        return Arbitraries.of(PIECES).list().ofMaxSize(40).map(pieces -> String.join("", pieces).getBytes(UTF_8));
    }

    @Provide
    Arbitrary<byte[]> mutants() {
        return Arbitraries.of(SEEDS)
                .flatMap(seed -> Arbitraries.longs().map(random -> mutated(seed.getBytes(UTF_8), new Random(random))));
    }

    /// Changes, removes, repeats and inserts at a few places.
    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed;
        for (int edits = 1 + random.nextInt(6); edits > 0 && bytes.length > 0; edits--) {
            int from = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, from + random.nextInt(8));
            byte[] middle = switch (random.nextInt(5)) {
                case 0 -> new byte[0];
                case 1 -> new byte[]{(byte) random.nextInt(256)};
                case 2 -> PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8);
                case 3 -> java.util.Arrays.copyOfRange(bytes, 0, from);
                default -> java.util.Arrays.copyOfRange(bytes, from, bytes.length);
            };
            byte[] next = new byte[from + middle.length + bytes.length - to];
            System.arraycopy(bytes, 0, next, 0, from);
            System.arraycopy(middle, 0, next, from, middle.length);
            System.arraycopy(bytes, to, next, from + middle.length, bytes.length - to);
            bytes = next;
        }
        return bytes;
    }

    @Property(tries = 3000)
    void anyBytesAreReadOrRefused(@ForAll("anyBytes") byte[] bytes) {
        readOrRefused(bytes);
    }

    @Property(tries = 3000)
    void anyTokensAreReadOrRefused(@ForAll("pieces") byte[] bytes) {
        readOrRefused(bytes);
    }

    @Property(tries = 3000)
    void mutatedDocumentsAreReadOrRefused(@ForAll("mutants") byte[] bytes) {
        readOrRefused(bytes);
    }

    private static void readOrRefused(byte[] bytes) {
        for (Format format : Format.values()) {
            try {
                for (Value value : Documents.readAll(format, "a", bytes, LIMITS)) {
                    check(format, value, bytes.length);
                }
                Documents.read(format, "a", bytes, LIMITS, Duplicates.KEEP);
            } catch (DocumentException e) {
                assertThat(e.line()).isPositive();
                assertThat(e.column()).isPositive();
                assertThat(e.what()).isNotBlank().doesNotContain("\n");
            }
        }
    }

    private static void check(Format format, Value value, int length) {
        Range range = value.range();
        assertThat(range.start()).isBetween(0, length);
        assertThat(range.end()).isBetween(range.start(), length);
        assertThat(range.line()).isPositive();
        assertThat(range.column()).isPositive();
        assertThat(range.endLine()).isGreaterThanOrEqualTo(range.line());
        switch (value) {
            case Mapping mapping -> {
                for (Member member : mapping.members()) {
                    assertThat(member.keyRange().end()).isBetween(member.keyRange().start(), length);
                    inside(format, range, member.value());
                    check(format, member.value(), length);
                }
            }
            case Sequence sequence -> {
                for (Value item : sequence.values()) {
                    inside(format, range, item);
                    check(format, item, length);
                }
            }
            case Scalar scalar -> assertThat(scalar.text()).isNotNull();
        }
    }

    /// What a YAML alias or merge brings in stands elsewhere.
    private static void inside(Format format, Range outer, Value value) {
        if (format != Format.YAML) {
            assertThat(value.range().start()).isGreaterThanOrEqualTo(outer.start());
            assertThat(value.range().end()).isLessThanOrEqualTo(outer.end());
        }
    }
}
