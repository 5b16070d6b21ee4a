package dev.gatehouse.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All cases of the public specification.
class PackageUrlSpecificationTest {
    private final List<String> wrong = new ArrayList<>();

    @Test
    void everyCaseOfTheSpecificationHolds(@TempDir Path folder) throws Exception {
        int count = 0;
        for (var file : SharedPack.cases(SharedPack.unpack("purl-spec-tests", folder)).entrySet()) {
            for (Mapping test : file.getValue()) {
                count++;
                check(file.getKey(), test);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isEqualTo(586);
    }

    private void check(String file, Mapping test) {
        boolean failure = test.get("expected_failure") instanceof Scalar.Bool bool && bool.truth();
        String expected = failure
                ? "failure"
                : test.get("expected_output") instanceof Mapping parts ? parts(parts) : SharedPack.text(test, "expected_output");
        String found;
        try {
            found = run(Objects.requireNonNull(SharedPack.text(test, "test_type")), test);
        } catch (PackageUrlException _) {
            found = "failure";
        }
        if (!Objects.equals(expected, found)) {
            wrong.add(file + ": " + SharedPack.text(test, "description") + ": expected " + expected + ", found " + found);
        }
    }

    private static String run(String kind, Mapping test) throws PackageUrlException {
        return switch (kind) {
            case "parse" -> parts(PackageUrl.parseStrictly(input(test)));
            case "build" -> build((Mapping) Objects.requireNonNull(test.get("input"))).toString();
            default -> PackageUrl.parse(input(test)).toString();
        };
    }

    private static String input(Mapping test) {
        return Objects.requireNonNull(SharedPack.text(test, "input"));
    }

    private static PackageUrl build(Mapping parts) throws PackageUrlException {
        String type = SharedPack.text(parts, "type");
        String name = SharedPack.text(parts, "name");
        return PackageUrl.of(type == null ? "" : type, SharedPack.text(parts, "namespace"), name == null ? "" : name,
                SharedPack.text(parts, "version"), qualifiers(parts), SharedPack.text(parts, "subpath"));
    }

    private static Map<String, String> qualifiers(Mapping parts) {
        Map<String, String> qualifiers = new LinkedHashMap<>();
        if (parts.get("qualifiers") instanceof Mapping mapping) {
            mapping.members().forEach(member -> qualifiers.put(member.key(), ((Scalar) member.value()).text()));
        }
        return qualifiers;
    }

    private static String parts(Mapping parts) {
        return show(SharedPack.text(parts, "type"), SharedPack.text(parts, "namespace"), SharedPack.text(parts, "name"),
                SharedPack.text(parts, "version"), qualifiers(parts), SharedPack.text(parts, "subpath"));
    }

    private static String parts(PackageUrl url) {
        return show(url.type(), url.namespace(), url.name(), url.version(), url.qualifiers(), url.subpath());
    }

    private static String show(@Nullable String type, @Nullable String namespace, @Nullable String name, @Nullable String version,
            Map<String, String> qualifiers, @Nullable String subpath) {
        return String.join(" | ", String.valueOf(type), String.valueOf(namespace), String.valueOf(name), String.valueOf(version),
                new java.util.TreeMap<>(qualifiers).toString(), String.valueOf(subpath));
    }
}
