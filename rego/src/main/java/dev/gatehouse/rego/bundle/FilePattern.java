package dev.gatehouse.rego.bundle;

import java.util.regex.Pattern;

/// Patterns of files in bundles, in which `*` stands for any characters and `?` for one.
final class FilePattern {
    private FilePattern() {}

    /// @param crossesFolders whether the characters may be slashes
    static Pattern of(String glob, boolean crossesFolders) {
        String one = crossesFolders ? "." : "[^/]";
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*') {
                // Two stars next to each other say no more than one, and would be slower.
                regex.append(i > 0 && glob.charAt(i - 1) == '*' ? "" : one + "*");
            } else {
                regex.append(c == '?' ? one : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
