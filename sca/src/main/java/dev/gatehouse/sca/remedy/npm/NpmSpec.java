package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What stands behind a name among dependencies (docs.npmjs.com, package spec).
///
/// @param text
///            as written
/// @param name
///            the package that it means: another one for `npm:other@^1`
/// @param range
///            null if it is none: a tag, an address, a folder. Then whatever lies there is right
record NpmSpec(String text, String name, @Nullable Requirement range) {
    private static final Pattern ALIAS = Pattern.compile("npm:(@?[^@]+)(?:@(.*))?");
    private static final Pattern SIMPLE = Pattern.compile("(\\^|~|>=|=|)\\s*v?[0-9]+\\.[0-9]+\\.[0-9]+(?:[-+][0-9A-Za-z.+-]+)?");
    /// Addresses and folders; a tag is no requirement either.
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z+]+:.*|[^@/\\s]+/[^/].*|[./~].*/.*|\\.{1,2}");

    static NpmSpec of(String asked, String text) {
        Matcher alias = ALIAS.matcher(text);
        if (alias.matches()) {
            String range = alias.group(2);
            return new NpmSpec(text, alias.group(1), requirement(range == null ? "*" : range));
        }
        return new NpmSpec(text, asked, ELSEWHERE.matcher(text).matches() ? null : requirement(text));
    }

    private static @Nullable Requirement requirement(String text) {
        try {
            return Requirement.parse(VersionScheme.NPM, text.isBlank() ? "*" : text.strip());
        } catch (RangeException _) {
            return null;
        }
    }

    /// Whether a package of this name and version will do.
    boolean admits(String candidate, Version version) {
        return range == null || candidate.equals(name) && range.admits(version);
    }

    /// The text that asks for a version in the same manner: `^1.2.0` becomes `^1.4.0`, `1.2.0` becomes `1.4.0`, and what is more
    /// complicated becomes a caret.
    String raised(String version) {
        String bare = text.startsWith("npm:") ? text.substring("npm:".length() + name.length()) : text;
        bare = bare.startsWith("@") ? bare.substring(1) : bare;
        Matcher simple = SIMPLE.matcher(bare.strip());
        String operator = simple.matches() ? simple.group(1) : "^";
        String raised = operator + version;
        return text.startsWith("npm:") ? "npm:" + name + "@" + raised : raised;
    }

    /// Whether some version suits both, as npm decides which overrides concern a requirement.
    boolean meets(NpmSpec other) {
        return range == null || other.range == null || !range.range().intersect(other.range.range()).isEmpty();
    }
}
