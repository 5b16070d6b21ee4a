package dev.gatehouse.sca.inventory;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which group of Maven repositories a jar belongs to that does not say it: by where it lies, by what is known of artifacts of
/// that name, by the names in its manifest, by the packages of its classes.
final class JarGroup {
    /// `…/repository/org/slf4j/slf4j-api/1.7.36/slf4j-api-1.7.36.jar`: the layout of Maven repositories.
    private static final Pattern REPOSITORY = Pattern.compile(
            "(?:.*/)?(?:repository|repo|maven2|m2|maven|releases|maven-repository)/((?:[\\w-]+/)+)([\\w.-]+)/([^/]+)/\\2-\\3[^/]*");
    /// `…/files-2.1/org.slf4j/slf4j-api/1.7.36/6c62681a2f655b49963a5983b8b0950a6120ae14/slf4j-api-1.7.36.jar`: Gradle's cache.
    private static final Pattern CACHE = Pattern
            .compile("(?:.*/)?files-2\\.1/([\\w.-]+)/([\\w.-]+)/([^/]+)/[0-9a-f]{20,40}/\\2-\\3[^/]*");
    /// First labels of groups; a name that begins otherwise, as the module `spring.core`, is no group.
    private static final Set<String> FIRST = Set.of("com", "org", "net", "io", "de", "edu", "gov", "uk", "fr", "eu", "dev", "ch",
            "nl", "ru",
            "it", "se", "at", "be", "jp", "cn", "in", "ca", "au", "br", "pl", "cz", "es", "fi", "no", "dk", "us", "me", "co",
            "info", "biz", "app",
            "tech", "jakarta", "javax", "software", "cloud", "ai", "rocks", "technology", "fun", "tools", "one", "xyz", "ma",
            "am", "kr", "id", "ws");

    /// Artifacts that anybody may have.
    private static final Set<String> COMMON = Set.of("core", "api", "common", "commons", "util", "utils", "client", "server",
            "web", "test",
            "parser", "model", "service", "runtime", "base", "main", "app", "application", "lib", "library", "plugin",
            "annotations", "serializer",
            "standard", "concurrent", "js", "activation", "mail", "stax", "cache", "codegen", "bom", "parent", "tools", "shared");

    private JarGroup() {}

    /// A jar's group and how it was found out.
    ///
    /// @param from
    ///            what it rests on; empty where the place says it exactly
    record Found(String group, String from) {}

    /// Names that a jar gives itself.
    ///
    /// @param vendor
    ///            `Implementation-Vendor-Id`; empty without one, as the others
    /// @param bundle
    ///            `Bundle-SymbolicName`
    /// @param module
    ///            `Automatic-Module-Name`
    /// @param packages
    ///            first labels of the packages of most of its classes
    record Names(String vendor, String bundle, String module, List<String> packages) {
        /// Whether one of them begins as a group does.
        boolean speakFor(String group) {
            String start = labels(group, 2);
            return starts(vendor, start) || starts(bundle, start) || starts(module, start)
                    || packages.stream().anyMatch(each -> starts(each, start));
        }

        private static boolean starts(String name, String start) {
            return name.equals(start) || name.startsWith(start + ".");
        }
    }

    /// The group; its text is empty if nothing tells.
    static Found of(String archive, String artifact, String version, Names names) {
        for (Pattern layout : List.of(REPOSITORY, CACHE)) {
            Matcher placed = layout.matcher(archive);
            if (archive.length() < 2000 && placed.matches() && placed.group(2).equals(artifact)) {
                return new Found(placed.group(1).replaceFirst("/$", "").replace('/', '.'), "");
            }
        }
        boolean common = COMMON.contains(artifact);
        List<String> old = MavenGroups.ofOld(artifact, version);
        if (old.size() == 1 && !common) {
            return new Found(old.getFirst(), "artifacts of that name");
        }
        List<String> known = MavenGroups.of(artifact, version);
        List<String> fitting = known.stream().filter(names::speakFor).toList();
        if (fitting.size() == 1) {
            return new Found(fitting.getFirst(), "its names and artifacts of that name");
        }
        if (known.size() == 1 && known.getFirst().indexOf('.') < 0 && !common) {
            return new Found(known.getFirst(), "artifacts of that name");
        }
        String vendor = names.vendor();
        if (isGroup(vendor) && (vendor.chars().filter(c -> c == '.').count() > 1 || fitting.contains(vendor))) {
            return new Found(vendor, "Implementation-Vendor-Id");
        }
        for (String name : List.of(names.bundle(), names.module())) {
            String group = isGroup(name) ? without(name, artifact) : "";
            if (isGroup(group) && (fitting.isEmpty() || fitting.contains(group))) {
                return new Found(group, "the name of the bundle or module");
            }
        }
        if (known.size() == 1 && !common) {
            return new Found(known.getFirst(), "artifacts of that name");
        }
        return new Found(byPackages(artifact, names.packages()), "the packages of its classes");
    }

    /// A bundle is mostly named for group and artifact, where what both share stands once: `org.apache.commons.lang3`.
    private static String without(String name, String artifact) {
        if (name.endsWith("." + artifact)) {
            return name.substring(0, name.length() - artifact.length() - 1);
        }
        String dotted = "." + artifact.replace('-', '.');
        if (name.endsWith(dotted)) {
            String first = dotted.substring(1).split("\\.")[0];
            String above = name.substring(0, name.length() - dotted.length());
            return dotted.indexOf('.', 1) < 0 ? above : above + "." + first;
        }
        return name;
    }

    /// `org.apache.lucene` for `lucene-core` whose classes are in `org.apache.lucene.index`: the packages up to the label that
    /// the artifact begins with.
    private static String byPackages(String artifact, List<String> packages) {
        String first = artifact.split("[-_.]")[0];
        for (String each : packages) {
            int at = ("." + each + ".").indexOf("." + first + ".");
            String upTo = at < 0 ? "" : each.substring(0, at + first.length());
            if (isGroup(upTo)) {
                // A package cannot have the hyphen that the domain has: com.code_intelligence.
                return upTo.replace('_', '-');
            }
        }
        return "";
    }

    private static boolean isGroup(String name) {
        return name.indexOf('.') > 0 && name.length() < 200 && FIRST.contains(name.substring(0, name.indexOf('.')))
                && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
    }

    private static String labels(String name, int count) {
        int end = -1;
        for (int i = 0; i < count; i++) {
            int dot = name.indexOf('.', end + 1);
            if (dot < 0) {
                return name;
            }
            end = dot;
        }
        return name.substring(0, end);
    }
}
