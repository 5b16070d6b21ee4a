package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Member;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.EcosystemFamily;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import dev.gatehouse.ecosystem.range.VersionRange;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.time.Instant;
import java.util.List;

/// The PHP security advisories database: constraints of Composer for each branch.
/// Source: FriendsOfPHP/security-advisories, README.
final class FriendsOfPhpImporter implements Importer {
    private static final String REFERENCE = "composer://";

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        View record = View.of(entry.read(Format.YAML));
        String name = record.anyText("reference");
        if (!name.startsWith(REFERENCE)) {
            throw new DocumentException(entry.name(), 1, 1, "'reference' does not begin with " + REFERENCE);
        }
        name = name.substring(REFERENCE.length());
        VersionRange affected = VersionRange.none(VersionScheme.COMPOSER);
        Instant published = null;
        for (Member branch : record.view("branches").members()) {
            View view = View.of(branch.value());
            published = published == null ? view.instant("time") : published;
            try {
                String constraint = String.join(",", view.texts("versions"));
                affected = affected.union(Requirement.parse(VersionScheme.COMPOSER, constraint).range());
            } catch (RangeException e) {
                throw new DocumentException(entry.name(), branch.value().range().line(), branch.value().range().column(),
                        "not a constraint of Composer: " + e.getMessage());
            }
        }
        Draft draft = new Draft("FOP:" + name + "/" + entry.stem(), "friendsofphp").alias(cve(record))
                .summary(record.text("title"))
                .dates(published, null, null).references(record.texts("link"));
        intake.advisory(draft.affected(Affected.of(Ecosystem.of(EcosystemFamily.PACKAGIST), name, Span.of(affected))).finish());
    }

    private static @org.jspecify.annotations.Nullable String cve(View record) {
        List<String> cves = record.texts("cve");
        return cves.isEmpty() || !cves.getFirst().startsWith("CVE-") ? null : cves.getFirst();
    }
}
