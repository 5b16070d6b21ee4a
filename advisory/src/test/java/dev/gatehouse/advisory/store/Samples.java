package dev.gatehouse.advisory.store;

import dev.gatehouse.advisory.Advisory;
import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Rating;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.ecosystem.Ecosystem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Made-up advisories.
public final class Samples {
    private Samples() {}

    /// An advisory of one package.
    public static Advisory advisory(String source, String id, List<String> aliases, String ecosystem, String name,
            Span... spans) {
        return advisory(source, id, aliases, null, Affected.of(Ecosystem.parse(ecosystem).orElseThrow(), name, List.of(spans)));
    }

    /// An advisory.
    public static Advisory advisory(String source, String id, List<String> aliases, @Nullable Instant modified,
            Affected... affected) {
        return new Advisory(id, source, id.startsWith("MAL-") ? Advisory.Kind.MALICIOUS : Advisory.Kind.VULNERABILITY, aliases,
                List.of(),
                "Something is wrong", Instant.parse("2026-01-01T00:00:00Z"), modified, null, false,
                Rating.of("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H").stream().toList(), List.of("CWE-79"),
                List.of("https://one.example/" + id), List.of(affected));
    }

    /// The same, taken back.
    public static Advisory withdrawn(Advisory advisory) {
        return new Advisory(advisory.id(), advisory.source(), advisory.kind(), advisory.aliases(), advisory.upstream(),
                advisory.summary(),
                advisory.published(), advisory.modified(), Instant.parse("2026-03-01T00:00:00Z"), advisory.disputed(),
                advisory.ratings(),
                advisory.cwes(), advisory.references(), advisory.affected());
    }
}
