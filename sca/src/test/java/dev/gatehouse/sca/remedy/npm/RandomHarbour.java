package dev.gatehouse.sca.remedy.npm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A registry of random packages that need each other, a project that uses some, and weaknesses in some versions.
final class RandomHarbour {
    private static final List<String> SEVERITIES = List.of("low", "medium", "high", "critical");

    private final Random random;
    private final NpmGround ground;
    private final int packages;

    RandomHarbour(long seed, NpmGround ground, int packages) {
        this.random = new Random(seed);
        this.ground = ground;
        this.packages = packages;
    }

    /// Fills the registry; of each package the first versions were published in 2020, the others in 2022.
    void build() throws IOException {
        for (int i = 0; i < packages; i++) {
            int major = 1 + random.nextInt(2);
            for (int m = 1; m <= major; m++) {
                int last = 2 + random.nextInt(4);
                for (int n = 0; n < last; n++) {
                    String time = m == 1 && n < (last + 1) / 2 ? "2020-01-01T00:00:00.000Z" : "2022-01-01T00:00:00.000Z";
                    ground.registry.publish(name(i), m + "." + n / 2 + "." + n % 2, needs(i, m), time);
                }
            }
        }
        for (int i = 0; i < packages; i++) {
            if (random.nextInt(2) == 0) {
                ground.weak(name(i), "1.0.0", List.of("1.0.1", "1.1.0", "1.1.1", "2.0.0").get(random.nextInt(4)),
                        SEVERITIES.get(random.nextInt(4)));
            }
            if (random.nextInt(8) == 0) {
                ground.weak(name(i), "1.1.0", "2.0.1", SEVERITIES.get(random.nextInt(4)));
            }
        }
        Files.writeString(ground.folder.resolve("package.json"), manifest());
    }

    private static String name(int i) {
        return i % 5 == 3 ? "@harbour/p" + i : "p" + i;
    }

    private String needs(int i, int major) {
        List<String> runtime = new ArrayList<>();
        List<String> optional = new ArrayList<>();
        List<String> peer = new ArrayList<>();
        for (int j = i + 1; j < Math.min(packages, i + 6); j++) {
            if (random.nextInt(3) == 0) {
                String asked = "\"" + name(j) + "\":\"" + range(major) + "\"";
                (switch (random.nextInt(12)) {
                    case 0 -> optional;
                    case 1 -> peer;
                    default -> runtime;
                }).add(asked);
            }
        }
        if (random.nextInt(15) == 0 && i + 7 < packages) {
            runtime.add("\"other\":\"npm:" + name(i + 7) + "@^1.0.0\"");
        }
        List<String> more = new ArrayList<>();
        add(more, "dependencies", runtime);
        add(more, "optionalDependencies", optional);
        add(more, "peerDependencies", peer);
        return String.join(",", more);
    }

    private static void add(List<String> more, String group, List<String> members) {
        if (!members.isEmpty()) {
            more.add("\"" + group + "\":{" + String.join(",", members) + "}");
        }
    }

    private String range(int major) {
        return switch (random.nextInt(6)) {
            case 0 -> "1.0.0";
            case 1 -> "~1.0.0";
            case 2 -> ">=1.0.0";
            case 3 -> major == 1 ? "^1.0.0" : "^1.0.1";
            default -> "^1.0.0";
        };
    }

    private String manifest() throws IOException {
        List<String> runtime = new ArrayList<>();
        List<String> development = new ArrayList<>();
        for (int i = 0; i < Math.min(packages, 8); i++) {
            if (random.nextInt(2) == 0) {
                (random.nextInt(4) == 0 ? development : runtime)
                        .add("    \"" + name(i) + "\": \"" + (random.nextBoolean() ? "^1.0.0" : "~1.0.0") + "\"");
            }
        }
        String workspaces = "";
        if (random.nextInt(3) == 0) {
            Path member = Files.createDirectories(ground.folder.resolve("docks/west"));
            Files.writeString(member.resolve("package.json"),
                    "{\n  \"name\": \"west\",\n  \"version\": \"1.0.0\",\n  \"dependencies\": {\n    \"" + name(2)
                            + "\": \"^1.0.0\",\n    \"" + name(5) + "\": \"~1.0.0\"\n  }\n}\n");
            workspaces = "  \"workspaces\": [\n    \"docks/*\"\n  ],\n";
        }
        return "{\n  \"name\": \"harbour\",\n  \"version\": \"1.0.0\",\n" + workspaces + "  \"dependencies\": {\n"
                + String.join(",\n", runtime) + "\n  },\n  \"devDependencies\": {\n" + String.join(",\n", development)
                + "\n  }\n}\n";
    }
}
