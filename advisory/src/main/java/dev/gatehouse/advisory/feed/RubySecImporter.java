package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.EcosystemFamily;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.range.VersionRange;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Ruby advisory database. Source: rubysec/ruby-advisory-db, README.
final class RubySecImporter implements Importer {

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        View record = View.of(entry.read(Format.YAML));
        String gem = record.text("gem");
        if (gem == null) {
            intake.leftOut(entry.name(), "names a Ruby interpreter, not a gem");
            return;
        }
        View related = record.view("related");
        Draft draft = new Draft(entry.stem(), "rubysec").alias(prefixed("CVE-", record.text("cve")))
                .alias(prefixed("GHSA-", record.text("ghsa"))).alias(prefixed("OSVDB-", record.text("osvdb")))
                .summary(record.text("title")).disputedIn(record.text("description"))
                .dates(record.instant("date"), null, record.instant("withdrawn")).rating(record.text("cvss_v4"))
                .rating(record.text("cvss_v3")).rating(record.text("cvss_v2")).references(record.texts("url"))
                .references(related.texts("url"));
        try {
            VersionRange safe = VersionRange.none(VersionScheme.GEM);
            for (String key : List.of("patched_versions", "unaffected_versions")) {
                for (String requirement : record.texts(key)) {
                    safe = safe.union(Requirement.parse(VersionScheme.GEM, requirement).range());
                }
            }
            draft.affected(Affected.of(Ecosystem.of(EcosystemFamily.RUBYGEMS), gem, Span.of(safe.complement())));
        } catch (RangeException e) {
            throw new DocumentException(entry.name(), 1, 1, "not a requirement of RubyGems: " + e.getMessage());
        }
        intake.advisory(draft.finish());
    }

    private static @Nullable String prefixed(String prefix, @Nullable String number) {
        return number == null ? null : number.startsWith(prefix) ? number : prefix + number;
    }
}
