package dev.gatehouse.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.range.Vers;
import dev.gatehouse.ecosystem.range.VersionRange;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All rows of the public cases; those where the ecosystem's own tool says otherwise are named, with the reason, in the
/// README of this room.
class VersSpecificationTest {
    /// Rows whose expectation is not what the tool does: `scheme input`.
    private static final Set<String> TOOL_WINS = Set.of(
            // Maven 3.9's ComparableVersion.
            "maven 2-1 2.0.0.a", "maven 2-1 2.0.a", "maven 2.0.0.a 2.0.a",
            // node-semver 7: a space means and; a partial version stands for all that begin with it.
            "npm 1.1.2 1.2.2", "npm >=5.0.3 >=4.2.1", "npm 2.1 || 2.6", "npm <= 1.0", "npm <=2.1 >=1.1", "npm >= 1.x",
            "npm >= 2.2.x",
            // packaging 26: the local versions of 5 are 5 as well.
            "pypi !=5",
            // Conan 2: an empty range is every version; the row's vers text has no constraint and is none.
            "conan ",
            // npm has no such version.
            "vers:npm/1.0%252F0");

    @Test
    void everyRowHoldsUnlessTheToolSaysOtherwise(@TempDir Path folder) throws Exception {
        int count = 0;
        Set<String> wrong = new TreeSet<>();
        for (var file : SharedPack.cases(SharedPack.unpack("vers-spec-tests", folder)).entrySet()) {
            for (Mapping test : file.getValue()) {
                count++;
                String row = row(test);
                String problem;
                try {
                    problem = problem(test);
                } catch (VersionException | RangeException | IllegalArgumentException e) {
                    problem = e.toString();
                }
                if (!problem.isEmpty() && !TOOL_WINS.contains(row)) {
                    wrong.add(file.getKey() + ": " + row + ": " + problem);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isEqualTo(2701);
    }

    private static String row(Mapping test) {
        return test.get("input") instanceof Mapping input
                ? input.get("versions") != null
                        ? SharedPack.text(input, "input_scheme") + " " + String.join(" ", SharedPack.texts(input, "versions"))
                        : input.get("vers") != null
                                ? SharedPack.text(input, "vers") + " " + SharedPack.text(input, "version")
                                : SharedPack.text(input, "scheme") + " " + SharedPack.text(input, "native_range")
                : Objects.requireNonNull(SharedPack.text(test, "input"));
    }

    private static String problem(Mapping test) throws VersionException, RangeException {
        Mapping input = test.get("input") instanceof Mapping mapping ? mapping : null;
        return switch (Objects.requireNonNull(SharedPack.text(test, "test_type"))) {
            case "comparison" -> comparison(Objects.requireNonNull(input), SharedPack.texts(test, "expected_output"));
            case "equality" -> {
                List<Version> versions = versions(Objects.requireNonNull(input));
                boolean equal = versions.get(0).compareTo(versions.get(1)) == 0;
                yield equal == truth(test) ? "" : "found " + equal;
            }
            case "containment" -> {
                VersionRange range = Vers.parse(required(input, "vers")).range();
                boolean contains = range.contains(range.scheme().parse(required(input, "version")));
                yield contains == truth(test) ? "" : "found " + contains;
            }
            case "validate" -> {
                String found = Vers.parse(required(test, "input")).toString();
                yield found.equals(SharedPack.text(test, "expected_output")) ? "" : "found " + found;
            }
            case "from_native" -> fromNative(Objects.requireNonNull(input), required(test, "expected_output"));
            default -> parse(test);
        };
    }

    private static String parse(Mapping test) {
        boolean failure = test.get("expected_failure") instanceof Scalar.Bool bool && bool.truth();
        try {
            Vers vers = Vers.parseCanonically(required(test, "input"));
            List<String> found = new ArrayList<>();
            vers.constraints().forEach(constraint -> found.add((constraint.comparison().sign().isEmpty()
                    ? "="
                    : constraint.comparison().sign()) + " " + constraint.version()));
            List<String> expected = new ArrayList<>();
            if (test.get("expected_output") instanceof Mapping output
                    && output.get("version_constraints") instanceof Sequence pairs) {
                pairs.values().forEach(pair -> expected.add(((Scalar) ((Sequence) pair).values().get(0)).text() + " "
                        + ((Scalar) ((Sequence) pair).values().get(1)).text()));
            }
            return failure ? "was read" : found.equals(expected) ? "" : "found " + found;
        } catch (RangeException e) {
            return failure ? "" : String.valueOf(e.getMessage());
        }
    }

    private static String comparison(Mapping input, List<String> expected) throws VersionException {
        List<Version> sorted = versions(input).stream().sorted().toList();
        VersionScheme scheme = sorted.getFirst().scheme();
        for (int i = 0; i < expected.size(); i++) {
            if (sorted.get(i).compareTo(scheme.parse(expected.get(i))) != 0) {
                return "expected " + expected + ", found " + sorted;
            }
        }
        return sorted.size() == 2 && sorted.get(0).compareTo(sorted.get(1)) == 0 && !expected.get(0).equals(expected.get(1))
                ? "found equal"
                : "";
    }

    private static List<Version> versions(Mapping input) throws VersionException {
        VersionScheme scheme = VersionScheme.named(required(input, "input_scheme")).orElseThrow();
        List<Version> versions = new ArrayList<>();
        for (String text : SharedPack.texts(input, "versions")) {
            versions.add(scheme.parse(text));
        }
        return versions;
    }

    /// The same text, or the same set. A range of npm or Conan ends before the pre-releases of its bound (`<2.0.0-0`, `<2-`),
    /// which the rows leave out because vers texts cannot say that pre-releases are not meant.
    private static String fromNative(Mapping input, String expected) throws RangeException {
        VersionScheme scheme = VersionScheme.named(required(input, "scheme")).orElseThrow();
        VersionRange range = Requirement.parse(scheme, required(input, "native_range")).range();
        String found = range.toVers();
        String plain = scheme == VersionScheme.NPM ? found.replace("-0", "") : found;
        return plain.equals(expected) || Vers.parse(expected).range().equals(Vers.parse(plain).range())
                ? ""
                : "expected " + expected
                        + ", found " + plain;
    }

    private static boolean truth(Mapping test) {
        return test.get("expected_output") instanceof Scalar.Bool bool && bool.truth();
    }

    private static String required(@org.jspecify.annotations.Nullable Mapping mapping, String key) {
        return Objects.requireNonNull(SharedPack.text(Objects.requireNonNull(mapping), key));
    }
}
