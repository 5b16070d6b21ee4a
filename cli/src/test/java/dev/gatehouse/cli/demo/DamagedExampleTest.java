package dev.gatehouse.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.CommandLineRun;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.signing.Algorithm;
import dev.gatehouse.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every file of the example, damaged in turn, under the command that reads it: the damage is told with the file and, where there is
/// one, the line; nothing passes in silence, and nobody sees a stack trace.
class DamagedExampleTest {
    private static final Pattern TRACE = Pattern.compile("(?m)^\\s+at [a-z.]+|Exception|internal error");
    private static final String NOTHING = "sha256:" + "0".repeat(64);
    private static final String SERVED = "registry/";

    @TempDir
    Path folder;

    private Loopback outside;
    private Path shop;

    /// How a file is damaged.
    enum Damage {
        A_THIRD_LEFT {
            @Override
            byte[] of(byte[] bytes) {
                return Arrays.copyOf(bytes, bytes.length / 3);
            }
        },
        TWO_THIRDS_LEFT {
            @Override
            byte[] of(byte[] bytes) {
                return Arrays.copyOf(bytes, bytes.length * 2 / 3);
            }
        },
        END_MISSING {
            @Override
            byte[] of(byte[] bytes) {
                return Arrays.copyOf(bytes, bytes.length - 3);
            }
        },
        HOLE_IN_THE_MIDDLE {
            @Override
            byte[] of(byte[] bytes) {
                byte[] damaged = bytes.clone();
                Arrays.fill(damaged, bytes.length / 2, bytes.length / 2 + 20, (byte) 0);
                return damaged;
            }
        },
        NOISE {
            @Override
            byte[] of(byte[] bytes) {
                byte[] noise = new byte[bytes.length];
                new Random(1).nextBytes(noise);
                return noise;
            }
        },
        EMPTY {
            @Override
            byte[] of(byte[] bytes) {
                return new byte[0];
            }
        };

        abstract byte[] of(byte[] bytes);
    }

    @BeforeEach
    void write() throws IOException {
        outside = new Loopback();
        shop = folder.resolve("shop");
        for (String name : names()) {
            Example.write(shop.resolve(name), text(name));
        }
        Files.writeString(shop.resolve("release.pub"), SigningKey.generate(Algorithm.ED25519).verificationKey().pem());
        serve("left-shelf", text("registry/left-shelf.json"));
        serve("tiny-cart", text("registry/tiny-cart.json"));
        Files.writeString(folder.resolve("npmrc"), "registry=" + outside.address() + "/\n");
        ready(run("advisories", "import", shop.resolve("advisories/GHSA-5h3l-f000-0001.json").toString(),
                shop.resolve("mirror/GHSA-5h3l-f000-0002.json").toString()));
        ready(run("threats", "review", "--by", "kim@example.com", "--root", shop.toString()));
    }

    private static void ready(CommandLineRun run) {
        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    private static List<String> names() {
        return Stream.concat(Example.SERVICE.stream(), Example.FEEDS.stream()).toList();
    }

    private String text(String name) throws IOException {
        return Example.text(name).replace("@REGISTRY@", outside.address()).replace("@DIGEST@", NOTHING);
    }

    private void serve(String name, String json) {
        outside.serve(name, json);
    }

    @AfterEach
    void stop() {
        outside.close();
    }

    private CommandLineRun run(String... arguments) {
        var environment = new HashMap<String, String>();
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        environment.put("GATEHOUSE_ADVISORIES", folder.resolve("advisories").toString());
        environment.put("NPM_CONFIG_USERCONFIG", folder.resolve("npmrc").toString());
        return CommandLineRun.of(environment, arguments);
    }

    /// The command that reads a file.
    private CommandLineRun reading(String name) {
        String root = shop.toString();
        String file = shop.resolve(name).toString();
        return switch (name) {
            case "package.json", "package-lock.json", "server.js", "Dockerfile" -> run("scan", root, "--stage", "pull-request");
            case "gatehouse.yaml" -> run("scan", root, "--only", "secrets", "--stage", "pull-request");
            case "compose.yaml", "openapi.yaml", "k8s/shop.yaml", "k8s/ingress.yaml", "threats.yaml" ->
                run("threats", "check", root);
            case "zap.json" -> run("import", "zap", file, "--stage", "pull-request");
            case "falco.jsonl" -> run("detect", "--input", file, "--stage", "commit");
            default -> name.startsWith(SERVED) ? run("fix", root, "--apply") : run("advisories", "import", file);
        };
    }

    static Stream<Arguments> everyDamageOfEveryFile() {
        return names().stream().flatMap(name -> Stream.of(Damage.values()).map(damage -> Arguments.of(name, damage)));
    }

    @ParameterizedTest
    @MethodSource("everyDamageOfEveryFile")
    void isTold(String name, Damage damage) throws IOException {
        byte[] damaged = damage.of(Files.readAllBytes(shop.resolve(name)));
        String shortName = name.substring(name.lastIndexOf('/') + 1);
        if (name.startsWith(SERVED)) {
            shortName = shortName.replace(".json", "");
            serve(shortName, new String(damaged, StandardCharsets.ISO_8859_1));
        } else {
            Files.write(shop.resolve(name), damaged);
        }
        CommandLineRun run = reading(name);
        String told = run.out() + run.err();
        assertThat(told).doesNotContainPattern(TRACE);
        assertThat(run.code()).as(told).isIn(0, 1, 2, 3);
        if (isBroken(name, damaged)) {
            assertThat(told.replaceAll("\\s+", " ")).as("exit code " + run.code())
                    .containsPattern(Pattern.quote(shortName) + ":? ?[0-9a-z]");
            assertThat(told).as(damage.toString()).matches(text -> damage == Damage.EMPTY || name.startsWith(SERVED)
                    || name.endsWith(".csv") || damage == Damage.NOISE
                    || Pattern.compile(Pattern.quote(name.substring(name.lastIndexOf('/') + 1)) + ":\\d+").matcher(text).find(),
                    "names a line");
            // A registry that answers nonsense makes one upgrade impossible, and that is told; an hour without events is no mistake.
            if (!name.startsWith(SERVED) && !(name.equals("falco.jsonl") && damage == Damage.EMPTY)) {
                assertThat(run.code()).as(told).isNotZero();
            }
        }
    }

    /// Whether what is left cannot be meant: a program and a Dockerfile have no form that a damage could break, a YAML file that is cut
    /// between two entries is a shorter file, and an empty package file declares no package (the other of the two still does).
    private static boolean isBroken(String name, byte[] bytes) {
        if (name.equals("server.js") || name.equals("Dockerfile") || name.startsWith("package") && bytes.length == 0) {
            return false;
        }
        if (name.endsWith(".csv")) {
            return bytes.length < 100;
        }
        Format format = name.endsWith(".yaml") ? Format.YAML : Format.JSON;
        try {
            Documents.readAll(format, name, bytes, new Limits(1 << 20, 64, 100_000));
            return false;
        } catch (DocumentException e) {
            return true;
        }
    }

    @Test
    void theFilesAsTheyAreAreRead() {
        for (String name : names()) {
            CommandLineRun run = reading(name);
            assertThat(run.out() + run.err()).as(name).doesNotContain(" gap  ", "unreadable", "no-events");
        }
    }
}
