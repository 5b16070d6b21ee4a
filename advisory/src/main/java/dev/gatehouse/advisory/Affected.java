package dev.gatehouse.advisory;

import dev.gatehouse.ecosystem.Ecosystem;
import java.util.List;

/// A package that an advisory names.
///
/// @param ecosystem
///            where the package lives
/// @param name
///            as advisories of the ecosystem spell it
/// @param spans
///            affected versions as ranges
/// @param versions
///            affected versions by name, beside those that lie in the spans
/// @param fixed
///            versions that are said to be fixed, beside those that end a span
/// @param symbols
///            what of the package is vulnerable: `path/of/package.Symbol`, or `path/of/package` for all of it; empty where the
///            source does not say
/// @param ratings
///            severities that hold for this package alone
public record Affected(Ecosystem ecosystem, String name, List<Span> spans, List<String> versions, List<String> fixed,
        List<String> symbols, List<Rating> ratings) {
    public Affected {
        spans = List.copyOf(spans);
        versions = List.copyOf(versions);
        fixed = List.copyOf(fixed);
        symbols = List.copyOf(symbols);
        ratings = List.copyOf(ratings);
    }

    /// One with spans alone.
    public static Affected of(Ecosystem ecosystem, String name, List<Span> spans) {
        return new Affected(ecosystem, name, spans, List.of(), List.of(), List.of(), List.of());
    }
}
