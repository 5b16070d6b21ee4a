package dev.gatehouse.source.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our decoder against two encoders: aircompressor's, and the zstd command where it is installed.
class ZstdTest {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 255, 256, 257, 1000, 65_535, 65_792, 131_072, 131_073, 400_000, 3_000_000})
    void decodesWhatAircompressorEncodes(int length) throws IOException {
        for (Flavour flavour : Flavour.values()) {
            byte[] plain = flavour.bytes(length, new Random(length));
            byte[] encoded = encode(plain);
            assertThat(decode(encoded)).as(flavour.name()).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-3", "-9", "-19", "--ultra -22", "--long=27", "--fast=5", "--no-check"})
    void decodesWhatTheCommandEncodes(String level) throws Exception {
        requireCommand();
        for (Flavour flavour : Flavour.values()) {
            byte[] plain = flavour.bytes(900_000, new Random(level.hashCode()));
            Path file = Files.write(temporary.resolve("plain"), plain);
            Path packed = temporary.resolve("packed");
            var command = new ArrayList<>(List.of("zstd", "-q", "-f"));
            command.addAll(Arrays.asList(level.split(" ")));
            command.addAll(List.of(file.toString(), "-o", packed.toString()));
            Process process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(decode(Files.readAllBytes(packed))).as(flavour.name()).isEqualTo(plain);
        }
    }

    @Test
    void readsSeveralFramesAndSkipsSkippableOnes() throws IOException {
        var all = new ByteArrayOutputStream();
        all.write(encode("one ".getBytes(StandardCharsets.UTF_8)));
        all.write(new byte[]{0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9});
        all.write(encode("two".getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(decode(all.toByteArray()), StandardCharsets.UTF_8)).isEqualTo("one two");
    }

    @Test
    void damagedDataEndInAnIoExceptionAndNothingElse() {
        var random = new Random(7);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] encoded = encode(Flavour.values()[round % Flavour.values().length].bytes(1 + random.nextInt(5000), random));
            for (int i = random.nextInt(4); i >= 0; i--) {
                encoded[random.nextInt(encoded.length)] ^= (byte) (1 << random.nextInt(8));
            }
            byte[] damaged = random.nextInt(3) == 0 ? Arrays.copyOf(encoded, random.nextInt(encoded.length)) : encoded;
            try {
                decode(damaged);
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(500);
        assertThatCode(() -> decode(new byte[0])).doesNotThrowAnyException();
    }

    private enum Flavour {
        TEXT, NOISE, ZEROS, SKEWED;

        byte[] bytes(int length, Random random) {
            byte[] bytes = new byte[length];
            switch (this) {
                case TEXT -> {
                    String[] words = {"secret", "key", "=", "the", "quick", "\n", "0123456789", "{\"name\":", " ",
                        "configuration"};
                    var text = new StringBuilder();
                    while (text.length() < length) {
                        text.append(words[random.nextInt(words.length)]).append(random.nextInt(50));
                    }
                    System.arraycopy(text.toString().getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, length);
                }
                case NOISE -> random.nextBytes(bytes);
                case ZEROS -> Arrays.fill(bytes, (byte) 'a');
                case SKEWED -> {
                    for (int i = 0; i < length; i++) {
                        bytes[i] = (byte) Math.abs(random.nextGaussian() * 12);
                    }
                }
            }
            return bytes;
        }
    }

    private static byte[] encode(byte[] plain) {
        var compressor = new ZstdJavaCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(plain.length)];
        int length = compressor.compress(plain, 0, plain.length, out, 0, out.length);
        return Arrays.copyOf(out, length);
    }

    private static byte[] decode(byte[] encoded) throws IOException {
        // Off the beginning of the array, so that an offset that is forgotten shows.
        byte[] shifted = new byte[encoded.length + 3];
        System.arraycopy(encoded, 0, shifted, 3, encoded.length);
        var out = new ByteArrayOutputStream();
        byte[] streamed = fromStream(encoded);
        try (var in = new ZstdInputStream(shifted, 3, encoded.length)) {
            in.transferTo(out);
        } catch (IOException e) {
            assertThat(streamed).as("a stream is refused where memory is").isNull();
            throw e;
        }
        assertThat(streamed).isEqualTo(out.toByteArray());
        return out.toByteArray();
    }

    /// The same from a stream that gives as little as it likes; null if it is refused.
    private static byte @Nullable [] fromStream(byte[] encoded) {
        var random = new Random(encoded.length);
        var source = new ByteArrayInputStream(encoded) {
            @Override
            public synchronized int read(byte[] array, int offset, int length) {
                return super.read(array, offset, Math.min(length, 1 + random.nextInt(70_000)));
            }
        };
        var out = new ByteArrayOutputStream();
        try (var in = Decoders.open(ArchiveForm.ZSTD, source)) {
            in.transferTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            return null;
        }
    }

    private static void requireCommand() throws InterruptedException {
        boolean present;
        try {
            present = new ProcessBuilder("zstd", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor() == 0;
        } catch (IOException e) {
            present = false;
        }
        if (!present && "1".equals(System.getenv("GATEHOUSE_REQUIRE_TOOLS"))) {
            throw new AssertionError("zstd is required here and not installed");
        }
        Assumptions.assumeTrue(present, "the zstd command is not installed: the comparison with it is skipped");
    }
}
