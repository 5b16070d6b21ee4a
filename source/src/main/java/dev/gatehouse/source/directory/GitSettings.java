package dev.gatehouse.source.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The two settings of git that decide what is ignored (git-config(1)): `core.excludesFile` and `core.ignoreCase`.
///
/// Read from the system's, the user's and the repository's configuration, unconditional `include.path` followed.
final class GitSettings {
    private static final int LARGEST = 1 << 20;
    private static final int DEEPEST_INCLUDE = 10;

    private final Map<String, String> environment;
    private @Nullable String excludesFile;
    private boolean ignoreCase;

    private GitSettings(Map<String, String> environment) {
        this.environment = environment;
    }

    /// @param gitDirectory
    ///            the repository's common directory; null outside repositories
    static GitSettings read(Map<String, String> environment, @Nullable Path gitDirectory) {
        GitSettings settings = new GitSettings(environment);
        String everywhere = environment.get("GIT_CONFIG_SYSTEM");
        if (!truthy(environment.getOrDefault("GIT_CONFIG_NOSYSTEM", "false"))) {
            settings.load(settings.path(everywhere == null ? "/etc/gitconfig" : everywhere), 0);
        }
        String user = environment.get("GIT_CONFIG_GLOBAL");
        if (user != null) {
            settings.load(settings.path(user), 0);
        } else {
            Path folder = settings.userFolder();
            settings.load(folder == null ? null : folder.resolve("config"), 0);
            settings.load(settings.path("~/.gitconfig"), 0);
        }
        settings.load(gitDirectory == null ? null : gitDirectory.resolve("config"), 0);
        return settings;
    }

    boolean ignoreCase() {
        return ignoreCase;
    }

    /// The user's own ignore file, whether or not it exists; null if there can be none.
    @Nullable
    Path excludesFile() {
        if (excludesFile != null) {
            return path(excludesFile);
        }
        Path folder = userFolder();
        return folder == null ? null : folder.resolve("ignore");
    }

    private @Nullable Path userFolder() {
        String configHome = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return path(configHome.isEmpty() ? "~/.config/git" : configHome + "/git");
    }

    private @Nullable Path path(String text) {
        try {
            if (text.equals("~") || text.startsWith("~/")) {
                String home = environment.get("HOME");
                return home == null || home.isEmpty() ? null : Path.of(home + text.substring(1));
            }
            return text.isEmpty() ? null : Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private void load(@Nullable Path file, int depth) {
        if (file == null || depth > DEEPEST_INCLUDE) {
            return;
        }
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
                new Reader(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), file, depth).read();
            }
        } catch (IOException e) {
            // As git without permission: as if it were not there.
        }
    }

    private void set(String section, String key, @Nullable String value, Path file, int depth) {
        String name = section + "." + key;
        if (name.equals("core.excludesfile") && value != null) {
            excludesFile = value;
        } else if (name.equals("core.ignorecase")) {
            ignoreCase = value == null || truthy(value);
        } else if (name.equals("include.path") && value != null) {
            Path target = path(value);
            load(target == null ? null : file.resolveSibling(target), depth + 1);
        }
    }

    private static boolean truthy(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            default -> false;
        };
    }

    /// Reads the syntax of a configuration file.
    private final class Reader {
        private final String text;
        private final Path file;
        private final int depth;
        private int at;

        Reader(String text, Path file, int depth) {
            this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
            this.file = file;
            this.depth = depth;
        }

        void read() {
            String section = "";
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '[') {
                    int close = text.indexOf(']', at);
                    if (close < 0) {
                        return;
                    }
                    // A section with a subsection ("remote "origin"") is none of ours and equals no name that is asked for.
                    section = text.substring(at + 1, close).strip().toLowerCase(Locale.ROOT);
                    at = close + 1;
                } else if (c == '#' || c == ';') {
                    skipLine();
                } else if (Character.isLetter(c)) {
                    int start = at;
                    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
                        at++;
                    }
                    String key = text.substring(start, at).toLowerCase(Locale.ROOT);
                    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                        at++;
                    }
                    String value = null;
                    if (at < text.length() && text.charAt(at) == '=') {
                        at++;
                        value = value();
                    }
                    set(section, key, value, file, depth);
                } else {
                    at++;
                }
            }
        }

        private void skipLine() {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        }

        private String value() {
            StringBuilder value = new StringBuilder();
            boolean quoted = false;
            int kept = 0;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '\n') {
                    break;
                } else if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
                    continue;
                } else if (c == '"') {
                    quoted = !quoted;
                    kept = value.length();
                } else if (!quoted && (c == '#' || c == ';')) {
                    skipLine();
                    break;
                } else if (c == '\\' && at < text.length()) {
                    char next = text.charAt(at++);
                    switch (next) {
                        case '\n' -> {
                            // The value goes on in the next line.
                        }
                        case 'n' -> value.append('\n');
                        case 't' -> value.append('\t');
                        case 'b' -> value.append('\b');
                        default -> value.append(next);
                    }
                    kept = value.length();
                } else if (quoted || !Character.isWhitespace(c)) {
                    value.append(c);
                    kept = value.length();
                } else if (!value.isEmpty()) {
                    value.append(c);
                }
            }
            value.setLength(kept);
            return value.toString();
        }
    }
}
