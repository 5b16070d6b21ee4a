package dev.gatehouse.sca.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.advisory.feed.LibrarySignature;
import dev.gatehouse.advisory.feed.LibrarySignature.Kind;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.sca.listing.Component;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LibraryFileTest {
    private static final String HOLE = "(" + LibrarySignature.VERSION + ")";

    private static LibrarySignature content(String library, String text) {
        return new LibrarySignature(library, Kind.CONTENT, text, "");
    }

    private static List<Component> read(List<LibrarySignature> signatures, String path, String text) {
        LibraryFile format = new LibraryFile(signatures);
        ListingBuilder listing = new ListingBuilder(format);
        format.read(new Content(SourcePath.of(path), text.getBytes(StandardCharsets.UTF_8), Blob.Form.TEXT), listing);
        return listing.build().components();
    }

    @Test
    void aLibraryIsKnownByATextInIt() {
        List<Component> found = read(
                List.of(content("shade", "/\\*!? Shade v" + HOLE), content("lamp", "lamp.VERSION ?= ?['\"]" + HOLE)),
                "web/all.js", "/* naïve */\n/*! Shade v1.12.4-beta.1 | MIT */ x();lamp.VERSION=\"2.0.1\";");
        assertThat(found).extracting(one -> one.purl().toString()).containsExactlyInAnyOrder("pkg:npm/shade@1.12.4-beta.1",
                "pkg:npm/lamp@2.0.1");
        // Bytes, not characters: the ï takes two.
        assertThat(found.getFirst().span()).isEqualTo(new Span(24, 37));
    }

    @Test
    void theDigestCountsBeforeTheTextAndTheNameLast() throws Exception {
        String text = "/* Shade v9.9.9 */";
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        List<LibrarySignature> all = List.of(content("shade", "Shade v" + HOLE),
                new LibrarySignature("shade", Kind.DIGEST, digest, "1.0.0"),
                new LibrarySignature("shade", Kind.NAME, "shade-" + HOLE + "(\\.min)?\\.js", ""));
        assertThat(read(all, "shade-3.0.0.min.js", text)).extracting(one -> one.purl().version()).containsExactly("1.0.0");
        assertThat(read(all, "shade-3.0.0.min.js", text + " ")).extracting(one -> one.purl().version()).containsExactly("9.9.9");
        assertThat(read(all, "shade-3.0.0.min.js", "x")).extracting(one -> one.purl().version()).containsExactly("3.0.0");
        assertThat(read(all, "my-shade-3.0.0.min.js", "x")).isEmpty();
    }

    @Test
    void expressionsThatCannotRunInLinearTimeAreNotUsed() {
        List<LibrarySignature> hostile = List.of(content("a", "(x)Shade" + HOLE + "\\1"), content("b", "Shade(?!y)" + HOLE),
                content("c", "((((" + HOLE), content("d", "Shade"), content("e", "." + HOLE), content("f", "a|Shade" + HOLE),
                content("g", "Shade v" + HOLE));
        assertThat(read(hostile, "a.js", "Shade v1.2.3")).extracting(one -> one.purl().name()).containsExactly("g");
    }

    @Test
    void whatAnExpressionNeedsIsTheLongestTextOutsideOfGroupsAndClasses() {
        assertThat(Literals.required("/\\*!? jQuery v(.)")).isEqualTo(" jQuery v");
        assertThat(Literals.required("[^a-z]f=\"(.)\",.*[^a-z]thing:f,")).isEqualTo("thing:f,");
        assertThat(Literals.required("abc+d?ef{2,3}gh[\\]x]ij")).isEqualTo("abc");
        assertThat(Literals.required("\\d\\w(abc)x|yyyyyy")).isEmpty();
        assertThat(Literals.required("a{50,300}")).isEmpty();
        assertThat(Literals.required("[]abcdef")).isEmpty();
    }

    @Property
    void literalsAreFoundWhereverTheyStand(
            @ForAll @NotEmpty List<@StringLength(min = 1, max = 5) @CharRange(from = 'a', to = 'c') String> literals,
            @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'd') String text) {
        BitSet expected = new BitSet();
        for (int i = 0; i < literals.size(); i++) {
            expected.set(i, text.contains(literals.get(i)));
        }
        assertThat(new Literals(literals).in(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
    }

    @Property(tries = 300)
    void anyExpressionsAreTakenOrRefused(@ForAll List<@StringLength(max = 40) String> texts, @ForAll long seed) {
        List<LibrarySignature> signatures = new ArrayList<>();
        Random random = new Random(seed);
        texts.forEach(text -> signatures.add(new LibrarySignature("x", Kind.values()[random.nextInt(3)], text + HOLE, "1")));
        assertThat(read(signatures, "x.js", String.join("1.2", texts))).isNotNull();
    }
}
