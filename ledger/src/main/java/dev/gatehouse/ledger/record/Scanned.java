package dev.gatehouse.ledger.record;

import dev.gatehouse.ledger.LedgerException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Something was looked at, or a foreign report about it was read.
///
/// @param target
///            what was looked at, for people: `working tree of shop`
/// @param engines
///            what looked: `secrets`, `sca`; for a foreign report `import:zap`
/// @param report
///            digest of the report: `sha256:…`
/// @param open
///            open findings by severity, as reports write it; a severity without findings may be absent
/// @param coverage
///            how much was looked at
/// @param asOf
///            the time against which expiries counted
/// @param advisories
///            how new the advisories were; null if none were asked
/// @param dirty
///            whether what was looked at differed from the commit that the subject names
/// @param partial
///            whether only a part was asked for: some paths, what is staged, what a change brings
public record Scanned(Subject subject, String target, List<String> engines, String report, SequencedMap<String, Long> open,
        Extent coverage, Instant asOf, @Nullable Instant advisories, boolean dirty, boolean partial) implements LedgerRecord {
    /// The kind of its events.
    public static final String KIND = "scan";

    /// How much was looked at.
    ///
    /// @param places
    ///            files, blobs at commits, entries of archives
    /// @param gaps
    ///            places or engines of which nothing was seen: a pass would be unproven
    /// @param degraded
    ///            places that were seen in part
    public record Extent(long places, long gaps, long degraded) {}

    public Scanned {
        engines = List.copyOf(engines);
        open = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(open));
    }

    /// How many open findings there are.
    public long findings() {
        return open.values().stream().mapToLong(Long::longValue).sum();
    }

    static Scanned read(Body body) throws LedgerException {
        Map<String, Long> coverage = body.counts("coverage");
        return new Scanned(body.subject(), body.text("target"), body.texts("engines"), body.text("report"), body.counts("open"),
                new Extent(coverage.getOrDefault("places", 0L), coverage.getOrDefault("gaps", 0L),
                        coverage.getOrDefault("degraded", 0L)),
                body.time("asOf"), body.optionalTime("advisories"), body.flag("dirty"), body.flag("partial"));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String body() {
        var extent = new LinkedHashMap<String, Long>();
        extent.put("places", coverage.places());
        extent.put("gaps", coverage.gaps());
        extent.put("degraded", coverage.degraded());
        return new BodyText().text("target", target).texts("engines", engines).text("report", report).counts("open", open)
                .counts("coverage", extent).time("asOf", asOf).time("advisories", advisories).flag("dirty", dirty)
                .flag("partial", partial).end();
    }
}
