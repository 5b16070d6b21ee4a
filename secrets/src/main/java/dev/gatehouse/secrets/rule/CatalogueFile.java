package dev.gatehouse.secrets.rule;

import java.util.List;

/// A file in Gatehouse's rule format (docs/rule-format.md).
///
/// @param name
///            the file as people know it
/// @param entries
///            its rules in order
public record CatalogueFile(String name, List<Entry> entries) {

    /// A rule with its samples.
    ///
    /// @param matches
    ///            texts in which it must find the marked secret
    /// @param nearMisses
    ///            texts in which it must find nothing
    /// @param line
    ///            1-based line where it begins
    public record Entry(SecretRule rule, List<Sample> matches, List<Sample> nearMisses, int line) {
        public Entry {
            matches = List.copyOf(matches);
            nearMisses = List.copyOf(nearMisses);
        }
    }

    public CatalogueFile {
        entries = List.copyOf(entries);
    }

    /// Its rules.
    public List<SecretRule> rules() {
        return entries.stream().map(Entry::rule).toList();
    }
}
