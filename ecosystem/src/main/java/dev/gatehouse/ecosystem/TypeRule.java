package dev.gatehouse.ecosystem;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one package-URL type asks of its parts, as the type definitions of the specification say.
///
/// @param namespace
///            whether there must be one
/// @param namespaceForm
///            brings a namespace to the canonical form
/// @param nameForm
///            brings a name to the canonical form
/// @param versionForm
///            brings a version to the canonical form
/// @param validName
///            what a name in canonical form must fulfil
/// @param validVersion
///            what a version in canonical form must fulfil
/// @param requiredQualifier
///            a qualifier without which the name is ambiguous
record TypeRule(Presence namespace, UnaryOperator<String> namespaceForm, UnaryOperator<String> nameForm,
        UnaryOperator<String> versionForm, Predicate<String> validName, Predicate<String> validVersion,
        @Nullable String requiredQualifier) {

    /// Whether a part belongs to a type.
    enum Presence {
        REQUIRED, OPTIONAL, PROHIBITED
    }

    private static final UnaryOperator<String> AS_IS = UnaryOperator.identity();
    private static final Pattern CHROME_NAME = Pattern.compile("[a-p]{32}");
    private static final Pattern CHROME_VERSION = Pattern.compile("[0-9]+(\\.[0-9]+){0,3}");
    private static final Pattern NOT_IN_PUB_NAMES = Pattern.compile("[^a-z0-9_]");

    private static final TypeRule ANY = free(Presence.OPTIONAL);

    private static final Map<String, TypeRule> RULES = Map.ofEntries(
            Map.entry("alpm", folded(Presence.REQUIRED)),
            Map.entry("apk", folded(Presence.REQUIRED)),
            Map.entry("bazel", free(Presence.PROHIBITED)),
            Map.entry("bitbucket", folded(Presence.REQUIRED)),
            Map.entry("bitnami", folded(Presence.PROHIBITED)),
            Map.entry("brew", folded(Presence.OPTIONAL)),
            Map.entry("cargo", free(Presence.PROHIBITED)),
            Map.entry("chrome-extension", folded(Presence.PROHIBITED).validName(CHROME_NAME).validVersion(CHROME_VERSION)),
            Map.entry("cocoapods", free(Presence.PROHIBITED)),
            Map.entry("composer", folded(Presence.REQUIRED)),
            Map.entry("conda", free(Presence.PROHIBITED)),
            Map.entry("cpan", free(Presence.OPTIONAL).namespaceForm(TypeRule::upper).validName(name -> !name.contains("::"))),
            Map.entry("cran", free(Presence.PROHIBITED)),
            Map.entry("deb", folded(Presence.REQUIRED)),
            Map.entry("gem", free(Presence.PROHIBITED)),
            Map.entry("git", folded(Presence.REQUIRED)),
            Map.entry("github", folded(Presence.REQUIRED)),
            Map.entry("gitlab", folded(Presence.REQUIRED)),
            // The definition requires a namespace, and yet the field names the Go library itself pkg:golang/stdlib.
            Map.entry("golang", free(Presence.OPTIONAL)),
            Map.entry("hackage", free(Presence.PROHIBITED)),
            Map.entry("hex", folded(Presence.OPTIONAL)),
            Map.entry("huggingface", free(Presence.REQUIRED).versionForm(TypeRule::lower)),
            Map.entry("julia", free(Presence.PROHIBITED).requiring("uuid")),
            Map.entry("luarocks", folded(Presence.OPTIONAL)),
            Map.entry("maven", free(Presence.REQUIRED)),
            Map.entry("mlflow", free(Presence.PROHIBITED)),
            Map.entry("nuget", free(Presence.PROHIBITED)),
            Map.entry("oci", folded(Presence.PROHIBITED).versionForm(TypeRule::lower)),
            Map.entry("opam", free(Presence.PROHIBITED)),
            Map.entry("otp", folded(Presence.PROHIBITED)),
            Map.entry("pub", folded(Presence.PROHIBITED).nameForm(
                    name -> NOT_IN_PUB_NAMES.matcher(lower(name)).replaceAll("_"))),
            Map.entry("pypi",
                    folded(Presence.PROHIBITED).nameForm(name -> lower(name).replace('_', '-')).versionForm(TypeRule::lower)),
            Map.entry("qpkg", free(Presence.REQUIRED).namespaceForm(TypeRule::lower)),
            Map.entry("rpm", free(Presence.REQUIRED).namespaceForm(TypeRule::lower)),
            Map.entry("swid", free(Presence.OPTIONAL).requiring("tag_id")),
            Map.entry("swift", free(Presence.REQUIRED)),
            Map.entry("vcpkg", free(Presence.PROHIBITED)),
            Map.entry("vscode-extension", folded(Presence.REQUIRED).versionForm(TypeRule::lower)),
            Map.entry("yocto", free(Presence.OPTIONAL).namespaceForm(TypeRule::lower)));

    /// The rule of a type in lower case; types that the specification does not know may hold anything.
    static TypeRule of(String type) {
        return RULES.getOrDefault(type, ANY);
    }

    /// The canonical name, which for MLflow depends on whose registry it is: Databricks does not tell cases apart.
    static String name(String type, String name, SortedMap<String, String> qualifiers) {
        return type.equals("mlflow") && qualifiers.getOrDefault("repository_url", "").contains("databricks")
                ? lower(name)
                : of(type).nameForm.apply(name);
    }

    /// Throws unless the parts, in canonical form, are what the type asks for.
    void check(String type, @Nullable String namespace, String name, @Nullable String version,
            SortedMap<String, String> qualifiers) throws PackageUrlException {
        if (this.namespace == Presence.REQUIRED && namespace == null) {
            throw new PackageUrlException("the type '" + type + "' needs a namespace");
        }
        if (this.namespace == Presence.PROHIBITED && namespace != null) {
            throw new PackageUrlException("the type '" + type + "' has no namespace");
        }
        if (!validName.test(name)) {
            throw new PackageUrlException("not a name of the type '" + type + "'");
        }
        if (version != null && !validVersion.test(version)) {
            throw new PackageUrlException("not a version of the type '" + type + "'");
        }
        if (requiredQualifier != null && !qualifiers.containsKey(requiredQualifier)) {
            throw new PackageUrlException("the type '" + type + "' needs the qualifier '" + requiredQualifier + "'");
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static TypeRule free(Presence namespace) {
        return new TypeRule(namespace, AS_IS, AS_IS, AS_IS, _ -> true, _ -> true, null);
    }

    private static TypeRule folded(Presence namespace) {
        return new TypeRule(namespace, TypeRule::lower, TypeRule::lower, AS_IS, _ -> true, _ -> true, null);
    }

    private TypeRule namespaceForm(UnaryOperator<String> form) {
        return new TypeRule(namespace, form, nameForm, versionForm, validName, validVersion, requiredQualifier);
    }

    private TypeRule nameForm(UnaryOperator<String> form) {
        return new TypeRule(namespace, namespaceForm, form, versionForm, validName, validVersion, requiredQualifier);
    }

    private TypeRule versionForm(UnaryOperator<String> form) {
        return new TypeRule(namespace, namespaceForm, nameForm, form, validName, validVersion, requiredQualifier);
    }

    private TypeRule validName(Predicate<String> valid) {
        return new TypeRule(namespace, namespaceForm, nameForm, versionForm, valid, validVersion, requiredQualifier);
    }

    private TypeRule validName(Pattern pattern) {
        return validName(pattern.asMatchPredicate());
    }

    private TypeRule validVersion(Pattern pattern) {
        return new TypeRule(namespace, namespaceForm, nameForm, versionForm, validName, pattern.asMatchPredicate(),
                requiredQualifier);
    }

    private TypeRule requiring(String qualifier) {
        return new TypeRule(namespace, namespaceForm, nameForm, versionForm, validName, validVersion, qualifier);
    }
}
