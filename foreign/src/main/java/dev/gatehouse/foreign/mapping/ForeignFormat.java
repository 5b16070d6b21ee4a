package dev.gatehouse.foreign.mapping;

import dev.gatehouse.core.rule.Confidence;
import dev.gatehouse.core.rule.Severity;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// How one format of reports says what a finding is made of: a mapping, as data. Immutable.
///
/// @param id
///            `sarif`, `zap-json`
/// @param kind
///            what people call it at the command line: `sarif`, `zap`
/// @param title
///            for people
/// @param xml
///            whether it is XML; JSON otherwise
/// @param recognised
///            keys of the root, or in XML names of the root element, one of which a report of this format has
/// @param results
///            the lists whose elements are results: `runs[].results[]`
/// @param tool
///            name of the tool that made the report
/// @param lookups
///            makes the lookups of one reading
/// @param skip
///            results that are none
/// @param result
///            what is said of a result as a whole
/// @param occurrences
///            where it shows
public record ForeignFormat(String id, String kind, String title, boolean xml, List<String> recognised, List<Expression> results,
        Candidates tool, Supplier<SequencedMap<String, Lookup>> lookups, List<When> skip, ResultFields result,
        OccurrenceFields occurrences) {

    /// A condition on words.
    ///
    /// @param from
    ///            where the words stand
    /// @param words
    ///            which count, in lower case
    /// @param all
    ///            whether every word must be one of them, instead of any
    public record When(Candidates from, List<String> words, boolean all) {
        /// Whether it holds; never where nothing is said.
        public boolean holds(Scope scope) {
            List<String> said = from.texts(scope).stream().map(text -> text.toLowerCase(java.util.Locale.ROOT)).toList();
            return !said.isEmpty() && (all ? words.containsAll(said) : said.stream().anyMatch(words::contains));
        }
    }

    /// What is said of a result as a whole.
    ///
    /// @param fingerprints
    ///            mappings whose members are fingerprints that the tool itself keeps stable
    /// @param names
    ///            every name of a known weakness: ids of advisories
    /// @param dismissed
    ///            when somebody has said already that it is not true
    /// @param why
    ///            the reason that was given for that
    /// @param evidence
    ///            more that people want to know, by name
    public record ResultFields(Candidates rule, Candidates title, Words<Severity> severity, Words<Confidence> confidence,
            Candidates message, Candidates help, Candidates remedy, Candidates link, Candidates cwe, Candidates fingerprints,
            Candidates names, List<When> dismissed, Candidates why, SequencedMap<String, Candidates> evidence) {}

    /// Where a result shows. What a mapping leaves out, its format does not have.
    ///
    /// @param each
    ///            the occurrences of a result; none means that the result is its only one
    /// @param skip
    ///            occurrences that are none
    /// @param file
    ///            path or URI of a file
    public record OccurrenceFields(Candidates each, Supplier<SequencedMap<String, Lookup>> lookups, List<When> skip,
            Candidates file, Candidates line, Candidates column, Candidates endLine, Candidates endColumn,
            Candidates snippet, Candidates method, Candidates uri, Candidates parameter, Candidates purl, Candidates resourceKind,
            Candidates resource) {}
}
