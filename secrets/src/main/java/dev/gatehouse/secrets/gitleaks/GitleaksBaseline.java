package dev.gatehouse.secrets.gitleaks;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Documents;
import dev.gatehouse.document.Fields;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Limits;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A baseline as gitleaks writes it: its JSON report. A find is in it if rule, file, commit and line are those of an entry and,
/// unless
/// the entry's secret is masked, the secret is too. Secrets are turned into fingerprints while it is read and not kept.
///
/// gitleaks also compares entropy, author, date and message; these follow from the commit, or from gitleaks' arithmetic.
public final class GitleaksBaseline {
    private final String name;
    /// From where finds are to the fingerprints of their secrets; an empty one where the secret is masked.
    private final Map<Key, Set<String>> entries;

    private record Key(String rule, String file, String commit, int line) {}

    private GitleaksBaseline(String name, Map<Key, Set<String>> entries) {
        this.name = name;
        this.entries = entries;
    }

    /// Reads a baseline.
    ///
    /// @param fingerprint
    ///            the fingerprint of a secret
    /// @throws DocumentException
    ///             if it is no report of gitleaks
    public static GitleaksBaseline read(String name, byte[] bytes, UnaryOperator<String> fingerprint) throws DocumentException {
        Value document = Documents.read(Format.JSON, name, bytes, Limits.DEFAULT);
        if (!(document instanceof Sequence sequence)) {
            throw new DocumentException(name, document.range(), "a baseline of gitleaks is a list of findings");
        }
        Map<Key, Set<String>> entries = new HashMap<>();
        for (Value value : sequence.values()) {
            Fields fields = Fields.of(name, value);
            String secret = Objects.requireNonNullElse(fields.text("Secret"), "");
            Key key = new Key(fields.requiredText("RuleID"), fields.requiredText("File").replace('\\', '/'),
                    Objects.requireNonNullElse(fields.text("Commit"), ""),
                    (int) fields.whole("StartLine", 0, Integer.MAX_VALUE, 0));
            entries.computeIfAbsent(key, absent -> new HashSet<>()).add(masked(secret) ? "" : fingerprint.apply(secret));
        }
        return new GitleaksBaseline(name, entries);
    }

    private static boolean masked(String secret) {
        return secret.isEmpty() || secret.equals("REDACTED") || secret.endsWith("...") || secret.chars().allMatch(c -> c == '*');
    }

    /// Whether a find is in it.
    ///
    /// @param commit
    ///            object id of the commit; null for a file of the working tree
    /// @param path
    ///            path from the root, `/` between its parts
    /// @param rules
    ///            the rule's id and those that it replaces
    /// @param line
    ///            1-based line where the match begins
    /// @param fingerprint
    ///            of the secret
    public boolean contains(@Nullable String commit, String path, Collection<String> rules, int line, String fingerprint) {
        for (String rule : rules) {
            Set<String> known = entries.getOrDefault(new Key(rule, path, commit == null ? "" : commit, line), Set.of());
            if (known.contains("") || known.contains(fingerprint)) {
                return true;
            }
        }
        return false;
    }

    /// The file as people know it.
    public String name() {
        return name;
    }

    /// How many entries it holds.
    public int size() {
        return entries.values().stream().mapToInt(Set::size).sum();
    }
}
