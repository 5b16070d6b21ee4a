package dev.gatehouse.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The `config` file of a repository, as far as it says how the repository is stored. Includes are not followed and nothing
/// that it names is run. Immutable.
final class GitConfig {
    private static final long LARGEST = 4 << 20;

    private final Map<String, List<String>> values;

    private GitConfig(Map<String, List<String>> values) {
        this.values = values;
    }

    /// Reads the file; a missing one is empty.
    static GitConfig read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new GitConfig(Map.of());
        }
        if (Files.size(file) > LARGEST) {
            throw new GitFormatException("the repository's config file is too large to be one");
        }
        return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    /// Parses the text; a line that is none is passed over, for only few keys matter here.
    static GitConfig parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String section = "";
        String joined = text.replace("\r\n", "\n").replace("\\\n", "");
        for (String raw : joined.split("\n", -1)) {
            String line = raw.strip();
            if (line.startsWith("[")) {
                int close = sectionEnd(line);
                if (close < 0) {
                    section = "";
                    continue;
                }
                section = section(line.substring(1, close));
                line = line.substring(close + 1).strip();
            }
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";") || section.isEmpty()) {
                continue;
            }
            int equals = line.indexOf('=');
            String key = (equals < 0 ? line : line.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "true" : value(line.substring(equals + 1).strip());
            values.computeIfAbsent(section + "." + key, k -> new ArrayList<>()).add(value);
        }
        return new GitConfig(values);
    }

    /// The bracket that is not inside quotes.
    private static int sectionEnd(String line) {
        boolean quoted = false;
        for (int i = 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ']' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /// `remote "Origin"` is `remote.Origin`: sections ignore case, subsections do not.
    private static String section(String text) {
        int quote = text.indexOf('"');
        if (quote < 0) {
            return text.strip().toLowerCase(Locale.ROOT);
        }
        String name = text.substring(0, quote).strip().toLowerCase(Locale.ROOT);
        StringBuilder sub = new StringBuilder();
        for (int i = quote + 1; i < text.length() && text.charAt(i) != '"'; i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            sub.append(text.charAt(i));
        }
        return name + "." + sub;
    }

    /// Without quotes, escapes and the comment after it.
    private static String value(String text) {
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                value.append(switch (text.charAt(i)) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'b' -> '\b';
                    default -> text.charAt(i);
                });
            } else if (c == '"') {
                quoted = !quoted;
            } else if ((c == '#' || c == ';') && !quoted) {
                break;
            } else {
                value.append(c);
            }
        }
        return value.toString().stripTrailing();
    }

    /// The last value of a key such as `core.bare`, section and key in lower case.
    Optional<String> get(String key) {
        List<String> found = values.get(key);
        return found == null ? Optional.empty() : Optional.of(found.getLast());
    }

    /// Whether the key has a value that means yes.
    boolean yes(String key) {
        return get(key).map(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            default -> false;
        }).orElse(false);
    }

    /// Keys that begin with the section and end with the name, whatever subsection lies between: `remote.` … `.promisor`.
    boolean anyYes(String sectionDot, String dotName) {
        return values.keySet().stream().anyMatch(key -> key.startsWith(sectionDot) && key.endsWith(dotName) && yes(key));
    }
}
