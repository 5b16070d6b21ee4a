package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole command on everything that a folder may hold to its harm: each is told with a code that does not change, and
/// the secret beside it is found.
@Timeout(120)
class BadInputTest {
    /// Assembled, so that this file holds no token.
    private static final String LEAK = "aws_access_key_id = " + "AKIA" + "Q3EGRIBJ4TZL5V2N\naws_secret_access_key = "
            + "kWcrlUX5JEDGM/Ltm" + "EENI/aVmYvHNif5zB+d9+ct\n";
    private static final long TEN_GIGABYTES = 10L << 30;

    @TempDir
    Path folder;

    @TempDir
    Path caches;

    private record Said(ExitCode code, String out, String err) {
        /// The codes of the diagnostics in the report.
        Set<String> codes() {
            Set<String> codes = new TreeSet<>();
            Matcher matcher = Pattern.compile("\\[([a-z]+(?:-[a-z]+)+)]").matcher(out);
            while (matcher.find()) {
                codes.add(matcher.group(1));
            }
            return codes;
        }
    }

    private Said run(InputStream in, OutputStream target, String... arguments) {
        var err = new ByteArrayOutputStream();
        Console console = new Console(in, new PrintStream(target, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false, false, 10_000,
                Map.of("XDG_CACHE_HOME", caches.toString()));
        ExitCode code = Main.run(console, arguments);
        return new Said(code, target.toString(), err.toString(StandardCharsets.UTF_8));
    }

    private Said scan(String... more) {
        String[] arguments = Arrays.copyOf(new String[]{"scan", "--no-cache", folder.toString()}, 3 + more.length);
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(InputStream.nullInputStream(), new ByteArrayOutputStream(), arguments);
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private void write(String name, String text, Charset charset) throws IOException {
        write(name, text.getBytes(charset));
    }

    /// The secret is found at the place that the gate names, and the coverage is what is said.
    private void isFound(Said said, String place, String... codes) {
        assertThat(said.out()).contains(place).doesNotContain("EENI/aVmYv");
        assertThat(said.codes()).containsExactlyInAnyOrder(codes);
    }

    @Test
    void aLineOfTenGigabytesIsAGap() throws IOException {
        write("good.txt", LEAK, StandardCharsets.UTF_8);
        write("line.txt", "x".repeat(9000), StandardCharsets.UTF_8);
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("line.txt").toFile(), "rw")) {
            file.setLength(TEN_GIGABYTES);
        }
        Said said = scan("--stage", "commit");
        isFound(said, "good.txt:2:25", "file-too-large");
        assertThat(said.out()).contains("line.txt: the text has " + TEN_GIGABYTES + " bytes or more, the limit is 268435456");
        assertThat(said.code()).isEqualTo(ExitCode.BLOCKED);
        Files.delete(folder.resolve("good.txt"));
        assertThat(scan("--stage", "commit").code()).isEqualTo(ExitCode.UNPROVEN);
    }

    @Test
    void anEndlessLineOnStandardInputIsReadNoFurtherThanTheLimit() {
        long[] given = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                given[0]++;
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                given[0] += length;
                return length;
            }
        };
        Said said = run(endless, new ByteArrayOutputStream(), "scan", "--no-cache", "-");
        assertThat(said.codes()).containsExactly("file-too-large");
        assertThat(given[0]).isLessThan(300L << 20);
    }

    @Test
    void textInWhateverEncodingIsReadAndBinaryIsNoText() throws IOException {
        write("little.txt", "\ufeff" + LEAK, StandardCharsets.UTF_16LE);
        isFound(scan(), "little.txt:2:25");
        Files.delete(folder.resolve("little.txt"));
        write("big.txt", "\ufeff" + LEAK, StandardCharsets.UTF_16BE);
        isFound(scan(), "big.txt:2:25");
        Files.delete(folder.resolve("big.txt"));
        var invalid = new ByteArrayOutputStream();
        invalid.writeBytes(new byte[]{(byte) 0xff, (byte) 0xc3, 0x28, (byte) 0xed, (byte) 0xa0, (byte) 0x80, '\n'});
        invalid.writeBytes(LEAK.getBytes(StandardCharsets.UTF_8));
        write("invalid.txt", invalid.toByteArray());
        isFound(scan(), "invalid.txt:3:25");
        byte[] binary = new byte[100_000];
        new Random(1).nextBytes(binary);
        write("binary.bin", binary);
        isFound(scan(), "invalid.txt:3:25");
    }

    @Test
    void endlessNestingHarmsNothing() throws IOException {
        write("good.txt", LEAK, StandardCharsets.UTF_8);
        write("deep.json", "[".repeat(200_000), StandardCharsets.UTF_8);
        write("deep.yaml", "- ".repeat(100_000), StandardCharsets.UTF_8);
        write("deep.xml", "<a>".repeat(100_000), StandardCharsets.UTF_8);
        write("deep.toml", "a = " + "[".repeat(100_000), StandardCharsets.UTF_8);
        write("d/".repeat(300) + "deep.txt", LEAK, StandardCharsets.UTF_8);
        isFound(scan(), "good.txt:2:25");
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void bombsAreGapsAndWhatIsBesideThemIsRead() throws IOException {
        write("good.txt", LEAK, StandardCharsets.UTF_8);
        write("bomb.zip", zip("zeros", new byte[100 << 20]));
        byte[] nested = zip("a.txt", LEAK.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 12; i++) {
            nested = zip("level" + i + ".zip", nested);
        }
        write("nested.zip", nested);
        Said said = scan();
        isFound(said, "good.txt:2:25", "archive-limit");
        assertThat(said.out()).contains("bomb.zip: the archive expands beyond limits.archive-ratio")
                .contains("level4.zip: the archive expands beyond limits.archive-depth: 8");
    }

    @Test
    void namesThatLeadElsewhereAreNames() throws IOException {
        Path outside = caches.resolve("evil.txt");
        write("traversal.zip", zip("../".repeat(20) + outside.toString().substring(1), LEAK.getBytes(StandardCharsets.UTF_8)));
        isFound(scan(), "evil.txt:2:25");
        assertThat(outside).doesNotExist();
    }

    @Test
    void whatIsCutShortIsReadAsFarAsItGoes() throws IOException {
        byte[] random = new byte[50_000];
        new Random(2).nextBytes(random);
        byte[] zip = zip("a.txt", (LEAK + HexFormat.of().formatHex(random)).getBytes(StandardCharsets.UTF_8));
        write("cut.zip", Arrays.copyOf(zip, zip.length - 60));
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(random);
        }
        write("cut.gz", Arrays.copyOf(gzip.toByteArray(), 30_000));
        Said said = scan();
        isFound(said, "cut.zip!a.txt:2:25", "archive-damaged");
        assertThat(said.out()).contains("cut.gz: the archive is damaged");
    }

    @Test
    void linksThatTurnInCirclesAreNotFollowed() throws IOException {
        write("good.txt", LEAK, StandardCharsets.UTF_8);
        Files.createDirectory(folder.resolve("loop"));
        Files.createSymbolicLink(folder.resolve("loop/up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        Files.createSymbolicLink(folder.resolve("outside"), caches);
        Files.writeString(caches.resolve("elsewhere.txt"), LEAK);
        Said said = scan();
        isFound(said, "good.txt:2:25");
        assertThat(said.out()).doesNotContain("elsewhere.txt");
    }

    @Test
    void aFullDiskLeavesTheOldReportAndIsToldOnStandardOutputToo() throws IOException {
        write("good.txt", LEAK, StandardCharsets.UTF_8);
        OutputStream full = new OutputStream() {
            private int left = 100;

            @Override
            public void write(int b) throws IOException {
                if (left-- <= 0) {
                    throw new IOException("No space left on device");
                }
            }
        };
        Said said = run(InputStream.nullInputStream(), full, "scan", "--no-cache", "--format", "json", folder.toString());
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("standard output could not be written whole");
        Path device = Path.of("/dev/full");
        if (Files.exists(device)) {
            Said toDevice = scan("--report", "json=" + device);
            assertThat(toDevice.code()).isEqualTo(ExitCode.USAGE);
            assertThat(toDevice.err()).contains("cannot write /dev/full: No space left on device");
        }
    }

    @Test
    void aReaderThatGoesAwayIsNoError() {
        StandardOutput out = StandardOutput.to(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        }, 16);
        Console console = new Console(InputStream.nullInputStream(), out,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false, false, 100, Map.of());
        assertThat(Main.run(console, "--version")).isEqualTo(ExitCode.PASS);
        assertThat(out.readerGone()).isTrue();
    }

    @Test
    void wrongConfigurationAndRulesAreNamedWithTheirLine() throws IOException {
        write("good.txt", LEAK, StandardCharsets.UTF_8);
        write("gatehouse.yaml", "secrets:\n  profile: [1\nx: 2\n", StandardCharsets.UTF_8);
        Said yaml = scan();
        assertThat(yaml.code()).isEqualTo(ExitCode.USAGE);
        assertThat(yaml.err()).contains("gatehouse.yaml:3:2: ");
        Files.delete(folder.resolve("gatehouse.yaml"));
        write(".gitleaks.toml", "[[rules]]\nid = \"a\"\nregex = \"a\n", StandardCharsets.UTF_8);
        Said toml = scan();
        assertThat(toml.code()).isEqualTo(ExitCode.USAGE);
        assertThat(toml.err()).contains(".gitleaks.toml:3:9: the string is not closed on its line");
    }

    @Test
    void catastrophicExpressionsOfUsersCostLinearTimeOrAreRefused() throws IOException {
        write("a.txt", "a".repeat(300_000) + "\n" + LEAK, StandardCharsets.UTF_8);
        write(".gitleaks.toml", "[extend]\nuseDefault = true\n[[rules]]\nid = \"cat\"\nregex = '''(a+)+b$'''\n",
                StandardCharsets.UTF_8);
        isFound(scan(), "a.txt:3:25");
        write(".gitleaks.toml", "[[rules]]\nid = \"big\"\nregex = '''((x{1,100}){1,100}){1,100}'''\n", StandardCharsets.UTF_8);
        Said big = scan();
        assertThat(big.code()).isEqualTo(ExitCode.USAGE);
        assertThat(big.err()).contains(".gitleaks.toml:3:9: the regular expression is too big");
    }

    @Test
    void standardInputThatFailsIsOneLine() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        };
        Said said = run(broken, new ByteArrayOutputStream(), "scan", "--no-cache", "-");
        assertThat(said.code()).isEqualTo(ExitCode.USAGE);
        assertThat(said.err()).contains("Input/output error").doesNotContain("\tat ");
    }

    @Test
    void anEmptyInputIsNoError() {
        Said said = run(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), "scan", "--no-cache", "-");
        assertThat(said.code()).isEqualTo(ExitCode.PASS);
    }
}
