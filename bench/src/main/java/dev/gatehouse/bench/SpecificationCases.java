package dev.gatehouse.bench;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.PackageUrlException;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.range.Vers;
import dev.gatehouse.ecosystem.range.VersionRange;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The public cases of package URLs (purl-spec) and of version ranges (vers-spec), counted.
///
/// @param held
///            cases whose expectation we meet
/// @param broken
///            the others: file and row
record SpecificationCases(int held, List<String> broken) {
    private interface Case {
        boolean holds(Mapping test) throws PackageUrlException, VersionException, RangeException;
    }

    static SpecificationCases packageUrls(Path folder) throws IOException {
        return count(folder, SpecificationCases::packageUrl);
    }

    static SpecificationCases versions(Path folder) throws IOException {
        return count(folder, SpecificationCases::version);
    }

    int all() {
        return held + broken.size();
    }

    private static SpecificationCases count(Path folder, Case check) throws IOException {
        int held = 0;
        List<String> broken = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files) {
            for (Value test : tests(file)) {
                if (test instanceof Mapping mapping && mapping.get("test_type") != null) {
                    if (holds(check, mapping)) {
                        held++;
                    } else {
                        broken.add(file.getFileName() + ": " + mapping.get("input"));
                    }
                }
            }
        }
        return new SpecificationCases(held, broken);
    }

    private static List<Value> tests(Path file) throws IOException {
        try {
            return Documents.read(Format.JSON, file.toString(), Files.readAllBytes(file), Limits.DEFAULT) instanceof Mapping root
                    && root.get("tests") instanceof Sequence tests ? List.copyOf(tests.values()) : List.of();
        } catch (DocumentException e) {
            throw new IOException(e);
        }
    }

    private static boolean holds(Case check, Mapping test) {
        boolean failure = test.get("expected_failure") instanceof Scalar.Bool bool && bool.truth();
        try {
            return check.holds(test) && !failure;
        } catch (PackageUrlException | VersionException | RangeException | IllegalArgumentException _) {
            return failure;
        }
    }

    private static boolean packageUrl(Mapping test) throws PackageUrlException {
        Object found = switch (text(test, "test_type").orElse("")) {
            case "parse" -> parts(PackageUrl.parseStrictly(required(test, "input")));
            case "build" -> build(mapping(test, "input")).toString();
            default -> PackageUrl.parse(required(test, "input")).toString();
        };
        return test.get("expected_output") instanceof Mapping parts
                ? found.equals(parts(parts))
                : found.equals(text(test, "expected_output").orElse(null));
    }

    private static PackageUrl build(Mapping parts) throws PackageUrlException {
        return PackageUrl.of(text(parts, "type").orElse(""), nullable(parts, "namespace"), text(parts, "name").orElse(""),
                nullable(parts, "version"), qualifiers(parts), nullable(parts, "subpath"));
    }

    private static Map<String, String> qualifiers(Mapping parts) {
        Map<String, String> qualifiers = new LinkedHashMap<>();
        if (parts.get("qualifiers") instanceof Mapping mapping) {
            mapping.members().forEach(member -> qualifiers.put(member.key(), ((Scalar) member.value()).text()));
        }
        return qualifiers;
    }

    private static List<String> parts(Mapping parts) {
        List<String> texts = new ArrayList<>();
        for (String key : List.of("type", "namespace", "name", "version", "subpath")) {
            texts.add(String.valueOf(nullable(parts, key)));
        }
        texts.add(new TreeMap<>(qualifiers(parts)).toString());
        return texts;
    }

    private static List<String> parts(PackageUrl url) {
        return List.of(url.type(), String.valueOf(url.namespace()), url.name(), String.valueOf(url.version()),
                String.valueOf(url.subpath()), new TreeMap<>(url.qualifiers()).toString());
    }

    private static boolean version(Mapping test) throws VersionException, RangeException {
        return switch (text(test, "test_type").orElse("")) {
            case "comparison" -> comparison(mapping(test, "input"), texts(test, "expected_output"));
            case "equality" -> {
                List<Version> versions = versions(mapping(test, "input"));
                yield versions.get(0).compareTo(versions.get(1)) == 0 == truth(test);
            }
            case "containment" -> {
                VersionRange range = Vers.parse(required(mapping(test, "input"), "vers")).range();
                yield range.contains(range.scheme().parse(required(mapping(test, "input"), "version"))) == truth(test);
            }
            case "validate" -> Vers.parse(required(test, "input")).toString().equals(required(test, "expected_output"));
            case "from_native" -> fromNative(mapping(test, "input"), required(test, "expected_output"));
            default -> constraints(Vers.parseCanonically(required(test, "input"))).equals(expectedConstraints(test));
        };
    }

    private static boolean comparison(Mapping input, List<String> expected) throws VersionException {
        List<Version> sorted = versions(input).stream().sorted().toList();
        for (int i = 0; i < expected.size(); i++) {
            if (sorted.get(i).compareTo(sorted.get(i).scheme().parse(expected.get(i))) != 0) {
                return false;
            }
        }
        return sorted.size() != 2 || sorted.get(0).compareTo(sorted.get(1)) != 0 || expected.get(0).equals(expected.get(1));
    }

    private static List<Version> versions(Mapping input) throws VersionException {
        VersionScheme scheme = VersionScheme.named(required(input, "input_scheme")).orElseThrow(IllegalArgumentException::new);
        List<Version> versions = new ArrayList<>();
        for (String text : texts(input, "versions")) {
            versions.add(scheme.parse(text));
        }
        return versions;
    }

    /// The same set of versions. npm's and Conan's bounds before all pre-releases (`<2.0.0-0`) cannot be said in `vers` and count as
    /// the plain ones.
    private static boolean fromNative(Mapping input, String expected) throws RangeException {
        VersionScheme scheme = VersionScheme.named(required(input, "scheme")).orElseThrow(IllegalArgumentException::new);
        String found = Requirement.parse(scheme, required(input, "native_range")).range().toVers();
        String plain = scheme == VersionScheme.NPM ? found.replace("-0", "") : found;
        return plain.equals(expected) || Vers.parse(expected).range().equals(Vers.parse(plain).range());
    }

    private static List<String> constraints(Vers vers) {
        return vers.constraints().stream().map(one -> (one.comparison().sign().isEmpty() ? "=" : one.comparison().sign()) + " "
                + one.version()).toList();
    }

    private static List<String> expectedConstraints(Mapping test) {
        List<String> expected = new ArrayList<>();
        if (test.get("expected_output") instanceof Mapping output
                && output.get("version_constraints") instanceof Sequence pairs) {
            pairs.values().forEach(pair -> expected.add(((Scalar) ((Sequence) pair).values().get(0)).text() + " "
                    + ((Scalar) ((Sequence) pair).values().get(1)).text()));
        }
        return expected;
    }

    private static boolean truth(Mapping test) {
        return test.get("expected_output") instanceof Scalar.Bool bool && bool.truth();
    }

    private static Mapping mapping(Mapping test, String key) {
        if (test.get(key) instanceof Mapping mapping) {
            return mapping;
        }
        throw new IllegalArgumentException(key);
    }

    private static String required(Mapping mapping, String key) {
        return text(mapping, key).orElseThrow(() -> new IllegalArgumentException(key));
    }

    private static @Nullable String nullable(Mapping mapping, String key) {
        return text(mapping, key).orElse(null);
    }

    private static Optional<String> text(Mapping mapping, String key) {
        return mapping.get(key) instanceof Scalar scalar && !(scalar instanceof Scalar.Null)
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    private static List<String> texts(Mapping mapping, String key) {
        return mapping.get(key) instanceof Sequence sequence
                ? sequence.values().stream().map(value -> ((Scalar) value).text()).toList()
                : List.of();
    }
}
