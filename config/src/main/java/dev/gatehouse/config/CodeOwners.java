package dev.gatehouse.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who owns a path, as a CODEOWNERS file says.
///
/// GitHub: the last pattern that matches decides; a pattern without owners takes them away; a pattern with a slash begins at the root.
/// GitLab: the same within each section, whose owners stand side by side; a section may name owners for patterns that name none; `!`
/// takes a path out of its section; a pattern that does not begin with a slash matches at any depth. Immutable.
public final class CodeOwners {
    /// Where the forges look for it, relative to the root, first one first.
    public static final List<String> FILES = List.of(".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");
    /// No path has an owner.
    public static final CodeOwners NONE = new CodeOwners(List.of());

    private static final int MOST_RULES = 50_000;
    private static final Pattern SECTION = Pattern.compile("\\^?\\[([^\\]]+)\\](?:\\[[0-9]+\\])?\\s*(.*)");
    private static final Pattern OWNER = Pattern.compile("@[^\\s@]\\S*|[^\\s@]+@[^\\s@]+");

    private final List<List<Rule>> sections;

    /// @param pattern what it is about
    /// @param direct whether only what matches itself counts, not what lies below: `docs/*`
    /// @param excluded whether it takes paths out of the section
    private record Rule(PathPattern pattern, boolean direct, boolean excluded, List<String> owners) {
        boolean matches(String path) {
            return direct ? pattern.matchesItself(path) : pattern.matches(path);
        }
    }

    private CodeOwners(List<List<Rule>> sections) {
        this.sections = sections;
    }

    /// Reads a file. A line that makes no sense is passed over, as the forges do.
    ///
    /// @param path where it lies: below `.gitlab`, or with sections in it, it is GitLab's
    public static CodeOwners read(String path, byte[] bytes) {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().limit(MOST_RULES).toList();
        boolean gitlab = path.startsWith(".gitlab/")
                || !path.startsWith(".github/") && lines.stream().anyMatch(line -> SECTION.matcher(line.strip()).matches());
        Map<String, List<Rule>> sections = new LinkedHashMap<>();
        List<Rule> section = sections.computeIfAbsent("", _ -> new ArrayList<>());
        List<String> defaults = List.of();
        for (String raw : lines) {
            String line = uncommented(raw).strip();
            if (line.isEmpty()) {
                continue;
            }
            Matcher header = SECTION.matcher(line);
            if (gitlab && header.matches()) {
                section = sections.computeIfAbsent(header.group(1).strip().toLowerCase(Locale.ROOT),
                        _ -> new ArrayList<>());
                defaults = owners(header.group(2));
            } else {
                section.add(rule(line, defaults, gitlab));
            }
        }
        return new CodeOwners(sections.values().stream().map(List::copyOf).toList());
    }

    private static String uncommented(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '#' && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private static Rule rule(String line, List<String> defaults, boolean gitlab) {
        int end = 0;
        StringBuilder pattern = new StringBuilder();
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            if (line.charAt(end) == '\\' && end + 1 < line.length()) {
                end++;
            }
            pattern.append(line.charAt(end++));
        }
        List<String> owners = owners(line.substring(end));
        boolean excluded = gitlab && pattern.length() > 1 && pattern.charAt(0) == '!';
        String glob = excluded ? pattern.substring(1) : pattern.toString();
        if (gitlab && !glob.startsWith("/")) {
            glob = "**/" + glob;
        }
        return new Rule(PathPattern.of(glob), glob.endsWith("/*"), excluded, owners.isEmpty() ? defaults : owners);
    }

    private static List<String> owners(String text) {
        return Stream.of(text.strip().split("\\s+")).filter(word -> OWNER.matcher(word).matches()).toList();
    }

    /// The owners of a path: `@user`, `@organisation/team`, addresses. Empty if nobody owns it.
    ///
    /// @param path relative to the root, `/` between its parts
    public List<String> of(String path) {
        var owners = new LinkedHashSet<String>();
        for (List<Rule> section : sections) {
            boolean out = section.stream().anyMatch(rule -> rule.excluded && rule.matches(path));
            for (Rule rule : out ? List.<Rule>of() : section.reversed()) {
                if (rule.matches(path)) {
                    owners.addAll(rule.owners);
                    break;
                }
            }
        }
        return List.copyOf(owners);
    }
}
