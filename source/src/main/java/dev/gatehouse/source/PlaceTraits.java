package dev.gatehouse.source;

import dev.gatehouse.core.source.SourcePath;
import dev.gatehouse.core.source.Trait;
import java.util.EnumSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.Set;

/// What a path alone says about what lies there: test, vendored, generated, documentation, by the conventions of the common
/// ecosystems. A guess for weighing and grouping, never a reason to look away.
public final class PlaceTraits {
    /// Folders whose data files hold texts in the languages of people.
    private static final Pattern LANGUAGES = Pattern.compile("(?:^|/)(?:i18n|l10n|locales?|langs?|languages?|translations?|nls"
            + "|[\\w-]+\\.lproj|values-[a-z]{2}(?:-r[a-z]{2})?)/(?:[^/]+/)*[^/]+\\.(?:json5?|ya?ml|properties|xml|php|js|ts|ini|toml|txt)$");
    /// `messages_pt_BR.properties`, `login_de.properties`, `strings.fr-FR.json`; the group is the language.
    private static final Pattern BUNDLE = Pattern.compile("[_.-]([a-z]{2})(?:[_-][a-z]{2,4})?\\.(?:properties|json|ya?ml|xml)$");
    private static final Set<String> ISO_639 = Set.of(Locale.getISOLanguages());

    private PlaceTraits() {}

    /// The traits of a path; those of an archive hold for its entries.
    public static Set<Trait> of(SourcePath path) {
        return of(path.toString());
    }

    /// The traits of a path as [SourcePath#toString] writes it.
    public static Set<Trait> of(String path) {
        EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
        String lower = path.toLowerCase(Locale.ROOT);
        int start = 0;
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c == '/') {
                folder(path, lower, start, i, traits);
                start = i + 1;
            } else if (c == '!') {
                file(path.substring(start, i), lower.substring(start, i), traits);
                start = i + 1;
            }
        }
        file(path.substring(start), lower.substring(start), traits);
        if (isTranslation(lower, lower.substring(start))) {
            traits.add(Trait.TRANSLATION);
        }
        return traits.isEmpty() ? Set.of() : traits;
    }

    private static void folder(String path, String lower, int start, int end, Set<Trait> traits) {
        String name = lower.substring(start, end);
        switch (name) {
            case "test", "tests", "testing", "testdata", "test_data", "test-data", "testfixtures", "test-fixtures",
                    "test_fixtures", "testfiles", "test-resources", "testresources", "testutils", "test-utils", "testutil",
                    "testlib", "testkit", "__tests__", "__test__", "__mocks__", "__fixtures__", "__snapshots__", "spec", "specs",
                    "fixture", "fixtures", "mock", "mocks", "mockdata", "e2e", "integrationtest", "integration-test",
                    "integration-tests", "integration_tests", "integrationtests", "inttest", "it-tests", "unittest",
                    "unit-tests", "unittests", "unit_tests", "functionaltest", "functional-tests", "functional_tests",
                    "acceptance", "androidtest", "commontest", "jvmtest", "jstest", "nativetest", "iostest", "testsuite",
                    "testcases", "test-cases", "cypress", "golden", "goldens" ->
                traits.add(Trait.TEST);
            case "vendor", "vendors", "vendored", "third_party", "third-party", "thirdparty", "3rdparty", "3rd_party",
                    "3rd-party", "node_modules", "bower_components", "jspm_packages", "site-packages", "dist-packages", "pods",
                    "carthage", "godeps", "_vendor", "extern", "externals", "deps", ".cargo-vendor", "elm-stuff", ".yarn",
                    "web_modules", "submodules" ->
                traits.add(Trait.VENDORED);
            case "generated", "gen", "__generated__", "_generated", "generated-sources", "generated_sources", "autogen",
                    "codegen-out", "dist", "target", "out", "obj", ".next", ".nuxt", ".svelte-kit", "coverage",
                    "storybook-static", "bazel-out", "__pycache__", ".gradle", "deriveddata" ->
                traits.add(Trait.GENERATED);
            case "doc", "docs", "documentation", "javadoc", "javadocs", "apidocs", "apidoc", "wiki", "man", "manual",
                    "example", "examples", "sample", "samples", "demo", "demos", "tutorial", "tutorials", "quickstart",
                    "quickstarts", "cookbook", "guides" ->
                traits.add(Trait.DOCUMENTATION);
            default -> {
                // MyProject.Tests, my-service-tests, core_test: projects named for what they hold; Gradle's source sets testFoo.
                if (endsWithWord(path, lower, start, end, "test") || endsWithWord(path, lower, start, end, "tests")
                        || endsWithWord(path, lower, start, end, "specs") || name.startsWith("test-")
                        || name.startsWith("test_")) {
                    traits.add(Trait.TEST);
                } else if (name.endsWith("-samples") || name.endsWith("-examples") || name.endsWith(".samples")
                        || name.endsWith("-docs")) {
                    traits.add(Trait.DOCUMENTATION);
                } else if (name.endsWith(".dist-info") || name.endsWith(".egg-info")) {
                    traits.add(Trait.VENDORED);
                }
            }
        }
    }

    /// Whether the part ends with the word, and the word begins there: after `.`, `-`, `_` or as a capital.
    private static boolean endsWithWord(String path, String lower, int start, int end, String word) {
        int at = end - word.length();
        if (at <= start || !lower.startsWith(word, at)) {
            return false;
        }
        char before = lower.charAt(at - 1);
        // Lower-casing keeps the length for all but a few letters; where it does not, the capital is not looked at.
        return before == '.' || before == '-' || before == '_'
                || path.length() == lower.length() && Character.isUpperCase(path.charAt(at))
                        && Character.isLowerCase(path.charAt(at - 1));
    }

    private static void file(String name, String lower, Set<Trait> traits) {
        int dot = lower.lastIndexOf('.');
        String stem = dot > 0 ? lower.substring(0, dot) : lower;
        String extension = dot > 0 ? lower.substring(dot + 1) : "";
        if (isTest(name, lower, stem, extension)) {
            traits.add(Trait.TEST);
        }
        if (isGenerated(lower, stem, extension)) {
            traits.add(Trait.GENERATED);
        }
        if (isDocumentation(stem, extension)) {
            traits.add(Trait.DOCUMENTATION);
        }
    }

    private static boolean isTranslation(String path, String name) {
        int dot = name.lastIndexOf('.');
        switch (dot > 0 ? name.substring(dot + 1) : "") {
            case "po", "pot", "xlf", "xliff", "arb", "resx", "ftl" -> {
                return true;
            }
            case "properties" -> {
                if (name.startsWith("messages.") || name.startsWith("messages_")) {
                    return true;
                }
            }
            default -> {
                // The folder or the end of the name may say it.
            }
        }
        Matcher bundle = BUNDLE.matcher(name);
        return bundle.find() && ISO_639.contains(bundle.group(1)) || LANGUAGES.matcher(path).find();
    }

    private static boolean isTest(String name, String lower, String stem, String extension) {
        if (stem.endsWith("_test") || stem.endsWith("_tests") || stem.endsWith("_spec") || stem.endsWith(".test")
                || stem.endsWith(".spec") || stem.endsWith("-test") || stem.endsWith("-spec") || stem.endsWith(".cy")
                || stem.endsWith(".e2e")) {
            return true;
        }
        if (stem.startsWith("test_") || stem.equals("conftest") || stem.equals("test") || stem.equals("tests")) {
            return true;
        }
        return switch (extension) {
            case "java", "kt", "kts", "scala", "groovy", "cs", "fs", "vb", "swift", "php", "m", "mm", "dart", "cpp", "cc", "hs" ->
                endsWithWord(name, lower, 0, stem.length(), "test") || endsWithWord(name, lower, 0, stem.length(), "tests")
                        || endsWithWord(name, lower, 0, stem.length(), "spec")
                        || name.length() > 2 && name.startsWith("IT") && Character.isUpperCase(name.charAt(2))
                        || stem.length() > 2 && name.regionMatches(stem.length() - 2, "IT", 0, 2)
                                && Character.isLowerCase(name.charAt(stem.length() - 3));
            case "snap", "golden", "feature", "jmx", "bats", "approved" -> true;
            default -> false;
        };
    }

    private static boolean isGenerated(String lower, String stem, String extension) {
        return switch (lower) {
            case "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb",
                    "composer.lock", "gemfile.lock", "poetry.lock", "pdm.lock", "uv.lock", "pipfile.lock", "cargo.lock", "go.sum",
                    "go.work.sum", "mix.lock", "pubspec.lock", "podfile.lock", "package.resolved", "packages.lock.json",
                    "gradle.lockfile", "flake.lock", ".terraform.lock.hcl", "paket.lock", "deno.lock", "conan.lock",
                    "chart.lock" ->
                true;
            default -> stem.endsWith(".min") || stem.endsWith(".bundle") || stem.endsWith("-min") || stem.endsWith(".pb")
                    || stem.endsWith("_pb") || stem.endsWith("_pb2") || stem.endsWith("_pb2_grpc") || stem.endsWith(".g")
                    || stem.endsWith(".designer") || stem.endsWith(".generated") || stem.endsWith("_generated")
                    || stem.endsWith(".gen") || stem.endsWith(".freezed") || stem.startsWith("zz_generated")
                    || extension.equals("map");
        };
    }

    private static boolean isDocumentation(String stem, String extension) {
        return switch (extension) {
            case "md", "markdown", "mdx", "rst", "adoc", "asciidoc", "textile", "rdoc", "pod", "man", "tex", "org" -> true;
            case "", "txt" -> switch (stem) {
                case "readme", "changelog", "changes", "history", "news", "license", "licence", "copying", "authors",
                        "contributors", "contributing", "notice", "todo", "install", "security" ->
                    true;
                default -> false;
            };
            case "example", "sample", "template", "dist" -> true;
            default -> stem.endsWith(".example") || stem.endsWith(".sample") || stem.endsWith("-example")
                    || stem.endsWith("-sample");
        };
    }
}
