package dev.gatehouse.source.scan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.check.Shown;
import dev.gatehouse.core.check.Span;
import dev.gatehouse.core.finding.Excerpt;
import dev.gatehouse.core.source.Blob;
import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.source.Digests;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresenterTest {
    private static final Set<String> FOREIGN = Set.of("gitleaks:allow", "nosemgrep", "#nosec", "checkov:skip");
    private static final String SECRET = "tok_abcdefghijklmnopqrst";

    @Test
    void showsTheLineWithOneOnEitherSideAndTheSecretMasked() {
        Shown shown = show("one\ntwo\nkey = \"" + SECRET + "\"\r\nfour\nfive\n");
        assertThat(shown.region().startLine()).isEqualTo(3);
        assertThat(shown.region().startColumn()).isEqualTo(8);
        assertThat(shown.region().endColumn()).isEqualTo(8 + SECRET.length());
        Excerpt excerpt = shown.excerpt();
        assertThat(excerpt.firstLine()).isEqualTo(2);
        assertThat(excerpt.lines()).containsExactly("two", "key = \"tok_••••••••\"", "four");
        assertThat(excerpt.markLine()).isEqualTo(3);
        assertThat(marked(excerpt)).isEqualTo("tok_••••••••");
    }

    /// What a presenter remembers of a content from one span to the next changes nothing of what it shows.
    @Property(tries = 60)
    void manySpansOfOneContentAreShownAsEachWouldBeAlone(@ForAll @IntRange(max = 100_000) int seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        List<String> words = List.of("word ", "ä€", "\uD83D\uDE00", "\n", "\r\n", " # gatehouse:allow one-rule -- checked\n",
                " nosemgrep\n", "x".repeat(300));
        int most = random.nextInt(4) == 0 ? words.size() : 3;
        for (int i = random.nextInt(2000); i >= 0; i--) {
            text.append(words.get(random.nextInt(most)));
        }
        boolean wide = random.nextBoolean();
        byte[] bytes = text.toString().getBytes(wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
        Blob blob = blob(bytes, wide ? Blob.Form.UTF_16LE : Blob.Form.TEXT);
        var many = new Presenter(blob, new Secrecy(blob, List.of()));
        int at = 0;
        for (int i = 0; i < 60; i++) {
            at = random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : Math.min(bytes.length, at + random.nextInt(200));
            var span = new Span(at, Math.min(bytes.length, at + random.nextInt(40)));
            assertThat(many.show(span, FOREIGN)).isEqualTo(new Presenter(blob, new Secrecy(blob, List.of())).show(span, FOREIGN));
        }
    }

    @Test
    void maskTellsNeitherLengthNorTailAndNothingOfShortSecrets() {
        assertThat(show("x=tok_abcd\n").excerpt().lines()).containsExactly("x=••••••••");
        assertThat(show("x=" + SECRET + "\n").excerpt()).isEqualTo(show("x=" + SECRET.repeat(1) + "zz" + "\n").excerpt());
    }

    @Test
    void hidesTheSameValueWhereverElseItStandsInTheExcerpt() {
        byte[] text = ("a: \"hunter2pass\"\nb: \"hunter2pass\" hunter2pas").getBytes(StandardCharsets.UTF_8);
        Shown shown = show(text, List.of(new Span(4, 15)), new Span(4, 15));
        assertThat(shown.excerpt().lines()).containsExactly("a: \"••••••••\"", "b: \"••••••••\" hunter2pas");
    }

    @Test
    void hidesSecretsOfOtherChecksInContextLines() {
        byte[] text = "other_secret_of_another_check\nmark\n".getBytes(StandardCharsets.UTF_8);
        Shown shown = show(text, List.of(new Span(0, 29)), new Span(30, 34));
        assertThat(shown.excerpt().lines()).containsExactly("othe••••••••", "mark");
    }

    @Test
    void aSecretOfManyLinesShowsNoneOfThem() {
        String pem = "-----BEGIN KEY-----\nMIIsecretsecret\nsecretline3\n-----END KEY-----\n";
        byte[] text = ("x\n" + pem).getBytes(StandardCharsets.UTF_8);
        Shown shown = show(text, List.of(new Span(2, text.length - 1)), new Span(2, text.length - 1));
        assertThat(shown.excerpt().lines()).containsExactly("x", "----••••••••", "••••••••");
        assertThat(shown.region().endLine()).isEqualTo(5);
        assertThat(shown.region().endColumn()).isEqualTo(18);
    }

    @Test
    void aShortSecretWithinALongerSpanIsNotItsVisibleBeginning() {
        byte[] text = "pin1-and-a-long-secret-around-it\n".getBytes(StandardCharsets.UTF_8);
        Shown shown = show(text, List.of(new Span(0, 32), new Span(0, 4)), new Span(0, 32));
        assertThat(shown.excerpt().lines()).containsExactly("••••••••");
    }

    @Test
    void cutsLongLinesAroundTheMark() {
        Shown shown = show("é".repeat(5000) + SECRET + "😀".repeat(5000));
        String line = shown.excerpt().lines().getFirst();
        assertThat(line.length()).isBetween(120, 162);
        assertThat(line).startsWith("…é").endsWith("…").contains("étok_••••••••😀").doesNotContain("\uFFFD");
        assertThat(marked(shown.excerpt())).isEqualTo("tok_••••••••");
        assertThat(shown.region().startColumn()).isEqualTo(5001);
    }

    @Test
    void replacesWhatMovesCursorsTurnsTextOrCannotBeSeen() {
        Shown shown = show("a\u001b[31m\u202eb\u200bc\u0000\uFEFFd\uDB40\uDC41 " + SECRET);
        assertThat(shown.excerpt().lines().getFirst()).isEqualTo("a␛[31m\uFFFDb\uFFFDc␀\uFFFDd\uFFFD\uFFFD tok_••••••••");
    }

    @Test
    void invalidUtf8IsReplacedAndTheMarkStaysRight() {
        byte[] text = ("??? " + SECRET + " ?\n").getBytes(StandardCharsets.ISO_8859_1);
        text[0] = (byte) 0xff;
        text[1] = (byte) 0xc3;
        Excerpt excerpt = show(text, List.of(new Span(4, 4 + SECRET.length())), new Span(4, 4 + SECRET.length())).excerpt();
        assertThat(marked(excerpt)).isEqualTo("tok_••••••••");
        assertThat(excerpt.lines().getFirst()).startsWith("\uFFFD\uFFFD?");
    }

    @Test
    void readsUtf16WithItsByteOrderMark() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            String text = "\uFEFFerste\r\nkey=" + SECRET + "!\r\n";
            byte[] bytes = text.getBytes(charset);
            int start = text.indexOf("tok_") * 2;
            Span span = new Span(start, start + SECRET.length() * 2);
            Shown shown = show(bytes, List.of(span), span);
            assertThat(shown.excerpt().lines()).as(charset.name()).containsExactly("erste", "key=tok_••••••••!");
            assertThat(shown.region().startLine()).isEqualTo(2);
            assertThat(shown.region().startColumn()).isEqualTo(5);
        }
    }

    @Test
    void byteOrderMarkIsNoColumn() {
        Shown shown = show("\uFEFFk=" + SECRET);
        assertThat(shown.region().startColumn()).isEqualTo(3);
        assertThat(shown.excerpt().lines().getFirst()).isEqualTo("k=tok_••••••••");
    }

    @Test
    void ownMarkerHoldsOnItsLineAndAloneOnTheLineBefore() {
        assertThat(suppressed("k=" + SECRET + " # gatehouse:allow")).isEqualTo("gatehouse:allow||");
        assertThat(suppressed("k=" + SECRET + " // gatehouse:allow token, other -- only a sample */")).isEqualTo(
                "gatehouse:allow|token,other|only a sample");
        assertThat(suppressed("// gatehouse:allow token -- why\nk=" + SECRET)).isEqualTo("gatehouse:allow|token|why");
        assertThat(suppressed("<!-- gatehouse:allow -->\nk=" + SECRET)).isEqualTo("gatehouse:allow||");
        assertThat(suppressed("j=1 # gatehouse:allow\nk=" + SECRET)).isNull();
        assertThat(suppressed("# gatehouse:allow\n\nk=" + SECRET)).isNull();
        assertThat(suppressed("k=" + SECRET + "\n# gatehouse:allow")).isNull();
        assertThat(suppressed("k=" + SECRET + " # gatehouse:allowed")).isNull();
    }

    @Test
    void foreignMarkersHoldOnTheirLineIfTheCheckHonoursThem() {
        assertThat(suppressed("k=" + SECRET + " # gitleaks:allow")).isEqualTo("gitleaks:allow||");
        assertThat(suppressed("k=" + SECRET + " // nosemgrep: a.b.rule-1, other")).isEqualTo("nosemgrep|a.b.rule-1,other|");
        assertThat(suppressed("k=" + SECRET + "  # nosec B105, B106 -- known")).isEqualTo("#nosec|B105,B106|known");
        assertThat(suppressed("k=" + SECRET + "  #nosec")).isEqualTo("#nosec||");
        assertThat(suppressed("k=" + SECRET + " # nosec because I say so")).isEqualTo("#nosec||");
        assertThat(suppressed("k=" + SECRET + " #checkov:skip=CKV_AWS_1:not used")).isEqualTo("checkov:skip|CKV_AWS_1|not used");
        assertThat(suppressed("# gitleaks:allow\nk=" + SECRET)).isNull();
        assertThat(suppressed("k=" + SECRET + " # somebodyelse:allow")).isNull();
    }

    @Test
    void aReasonThatQuotesTheSecretIsMasked() {
        Shown shown = show("k=" + SECRET + " # gatehouse:allow -- it is " + SECRET + " you know");
        assertThat(requireNonNull(shown.suppression()).reason()).isEqualTo("it is tok_•••••••• you know");
    }

    /// Whatever the bytes: no secret in an excerpt, marks inside the line, lines and columns as a plain count gives them.
    @Property(tries = 400)
    void neverShowsASecretAndCountsRight(@ForAll long seed, @ForAll @IntRange(max = 3) int form) {
        var random = new Random(seed);
        Charset charset = form == 1 ? StandardCharsets.UTF_16LE : form == 2 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
        var text = new StringBuilder();
        List<int[]> secrets = new ArrayList<>();
        for (int i = random.nextInt(12) + 1; i > 0; i--) {
            String piece = List.of("abc ", "\n", "\r\n", "é", "😀", "\t", "x".repeat(random.nextInt(900)), "k='", "'")
                    .get(random.nextInt(9));
            text.append(piece.repeat(1 + random.nextInt(3)));
            if (random.nextBoolean()) {
                int start = text.length();
                text.append("SECRET").append("0123456789abcdefghijkl", 0, random.nextInt(20));
                secrets.add(new int[]{start, text.length()});
                text.append('|');
            }
        }
        if (secrets.isEmpty()) {
            return;
        }
        String whole = text.toString();
        byte[] bytes = whole.getBytes(charset);
        List<Span> spans = secrets.stream().map(secret -> new Span(whole.substring(0, secret[0]).getBytes(charset).length,
                whole.substring(0, secret[1]).getBytes(charset).length)).toList();
        Blob.Form blobForm = form == 1 ? Blob.Form.UTF_16LE : form == 2 ? Blob.Form.UTF_16BE : Blob.Form.TEXT;
        Blob blob = blob(bytes, blobForm);
        var presenter = new Presenter(blob, new Secrecy(blob, spans));
        for (int i = 0; i < spans.size(); i++) {
            Shown shown = presenter.show(spans.get(i), FOREIGN);
            String before = whole.substring(0, secrets.get(i)[0]);
            assertThat(shown.region().startLine()).isEqualTo(1 + (int) before.chars().filter(c -> c == '\n').count());
            assertThat(shown.region().startColumn()).isEqualTo(before.length() - before.lastIndexOf('\n'));
            assertThat(shown.region().endColumn() - shown.region().startColumn())
                    .isEqualTo(secrets.get(i)[1] - secrets.get(i)[0]);
            assertThat(String.join("\n", shown.excerpt().lines())).doesNotContain("SECRET");
            assertThat(shown.excerpt().lines()).allMatch(line -> line.length() <= 162);
            assertThat(marked(shown.excerpt())).endsWith("••••••••");
        }
    }

    private static String marked(Excerpt excerpt) {
        return excerpt.lines().get(excerpt.markLine() - excerpt.firstLine()).substring(excerpt.markStart(), excerpt.markEnd());
    }

    private static @Nullable String suppressed(String text) {
        Shown shown = show(text);
        return shown.suppression() == null
                ? null
                : shown.suppression().form() + "|" + String.join(",", shown.rules()) + "|" + shown.suppression().reason();
    }

    private static Shown show(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Blob blob = blob(bytes, Blob.Form.TEXT);
        List<Span> spans = requireNonNull(new TokenCheck().facts(blob)).spans();
        return new Presenter(blob, new Secrecy(blob, spans)).show(spans.getFirst(), FOREIGN);
    }

    private static Shown show(byte[] bytes, List<Span> sensitive, Span span) {
        Blob blob = blob(bytes, Blob.sniff(bytes, 0, bytes.length));
        return new Presenter(blob, new Secrecy(blob, sensitive)).show(span, FOREIGN);
    }

    /// In the middle of a larger array, as the walk hands them over.
    private static Blob blob(byte[] bytes, Blob.Form form) {
        byte[] array = new byte[bytes.length + 9];
        Arrays.fill(array, (byte) '\n');
        System.arraycopy(bytes, 0, array, 5, bytes.length);
        return new Blob(new Digests().sha256(bytes, 0, bytes.length), array, 5, bytes.length, form, SourcePath.of("a.txt"));
    }
}
