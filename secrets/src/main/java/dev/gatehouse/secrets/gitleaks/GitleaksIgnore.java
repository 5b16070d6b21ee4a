package dev.gatehouse.secrets.gitleaks;

import dev.gatehouse.core.diagnostic.Diagnostic;
import dev.gatehouse.core.diagnostic.DiagnosticSink;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A `.gitleaksignore`: one fingerprint of gitleaks a line, `file:rule:line` or `commit:file:rule:line`; `#` begins a comment;
/// `\` in
/// paths is read as `/`. A fingerprint without commit holds in every commit.
public final class GitleaksIgnore {
    private final String name;
    /// Fingerprints and the lines they stand in.
    private final Map<String, Integer> fingerprints;

    private GitleaksIgnore(String name, Map<String, Integer> fingerprints) {
        this.name = name;
        this.fingerprints = fingerprints;
    }

    /// Reads an ignore file; lines that are no fingerprints are reported and passed over.
    ///
    /// @param name
    ///            the file as people know it
    public static GitleaksIgnore read(String name, byte[] bytes, DiagnosticSink diagnostics) {
        Map<String, Integer> fingerprints = new LinkedHashMap<>();
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            int comment = line.indexOf('#');
            if (comment == 0 || line.isEmpty()) {
                continue;
            }
            // A '#' after white space ends the line; paths may hold one.
            comment = line.indexOf(" #");
            String entry = (comment < 0 ? line : line.substring(0, comment)).strip().replace('\\', '/');
            int parts = entry.split(":", -1).length;
            if (parts < 3 || !entry.substring(entry.lastIndexOf(':') + 1).matches("[0-9]{1,9}")) {
                diagnostics.report(new Diagnostic("secrets-ignore-entry-invalid", Diagnostic.Kind.NOTE, name, i + 1,
                        "not a fingerprint of gitleaks", "write file:rule:line or commit:file:rule:line", Set.of("secrets")));
                continue;
            }
            fingerprints.putIfAbsent(entry, i + 1);
        }
        return new GitleaksIgnore(name, Map.copyOf(fingerprints));
    }

    /// Where it says that a find is to be ignored, `name:line`; null if it does not.
    ///
    /// @param commit
    ///            object id of the commit; null for a file of the working tree
    /// @param path
    ///            path from the root, `/` between its parts
    /// @param rules
    ///            the rule's id and those that it replaces
    /// @param line
    ///            1-based line where the match begins
    public @Nullable String ignores(@Nullable String commit, String path, Collection<String> rules, int line) {
        for (String rule : rules) {
            String global = path + ":" + rule + ":" + line;
            Integer at = fingerprints.get(global);
            if (at == null && commit != null) {
                at = fingerprints.get(commit + ":" + global);
            }
            if (at != null) {
                return name + ":" + at;
            }
        }
        return null;
    }

    /// How many fingerprints it holds.
    public int size() {
        return fingerprints.size();
    }
}
