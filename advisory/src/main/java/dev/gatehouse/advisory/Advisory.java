package dev.gatehouse.advisory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one source says about one weakness. Immutable.
///
/// @param id
///            the source's own: `GHSA-…`, `RUSTSEC-…`
/// @param source
///            who says it: `ghsa`, `rustsec`, `debian`
/// @param kind
///            what kind of problem it is
/// @param aliases
///            other names of the very same weakness
/// @param upstream
///            weaknesses that it covers and that are not the same record of one: the CVEs of a distribution's update
/// @param summary
///            one line; empty if the source has none
/// @param published
///            null if the source does not say
/// @param modified
///            null if the source does not say
/// @param withdrawn
///            when the source took it back; null if it did not
/// @param disputed
///            whether somebody who knows holds it not to be a weakness
/// @param ratings
///            severities that hold for all packages
/// @param cwes
///            `CWE-79`
/// @param references
///            addresses to read on, the advisory's own first
/// @param affected
///            the packages
public record Advisory(String id, String source, Kind kind, List<String> aliases, List<String> upstream, String summary,
        @Nullable Instant published, @Nullable Instant modified, @Nullable Instant withdrawn, boolean disputed,
        List<Rating> ratings,
        List<String> cwes, List<String> references, List<Affected> affected) {

    /// What an advisory is about.
    public enum Kind {
        /// A weakness that an attacker can use.
        VULNERABILITY,
        /// A package made to do harm.
        MALICIOUS,
        /// Nobody maintains the package any more.
        UNMAINTAINED,
        /// An interface that lets safe code do unsafe things.
        UNSOUND,
        /// Something to know.
        NOTICE
    }

    public Advisory {
        aliases = List.copyOf(aliases);
        upstream = List.copyOf(upstream);
        ratings = List.copyOf(ratings);
        cwes = List.copyOf(cwes);
        references = List.copyOf(references);
        affected = List.copyOf(affected);
    }

    /// Its id and aliases.
    public List<String> ids() {
        List<String> ids = new ArrayList<>(aliases.size() + 1);
        ids.add(id);
        ids.addAll(aliases);
        return ids;
    }
}
