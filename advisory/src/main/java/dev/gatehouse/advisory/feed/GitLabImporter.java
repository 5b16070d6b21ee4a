package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.EcosystemFamily;
import dev.gatehouse.ecosystem.range.RangeException;
import dev.gatehouse.ecosystem.range.Requirement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GitLab's advisory database, community edition: one native range for each package. Source: gitlab-org/advisories-community.
final class GitLabImporter implements Importer {

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        View record = View.of(entry.read(Format.YAML));
        String slug = record.anyText("package_slug");
        int slash = slug.indexOf('/');
        EcosystemFamily family = slash < 0 ? null : family(slug.substring(0, slash));
        if (family == null) {
            intake.leftOut(entry.name(), "names a kind of package that is not known");
            return;
        }
        String name = slug.substring(slash + 1);
        if (family == EcosystemFamily.MAVEN) {
            int last = name.lastIndexOf('/');
            name = last < 0 ? name : name.substring(0, last) + ':' + name.substring(last + 1);
        }
        Draft draft = new Draft(record.anyText("identifier"), "gitlab").aliases(record.texts("identifiers"))
                .summary(record.text("title"))
                .disputedIn(record.text("description"))
                .dates(record.instant("pubdate"), record.instant("date"), null).rating(record.text("cvss_v4"))
                .rating(record.text("cvss_v3")).rating(record.text("cvss_v2")).cwes(record.texts("cwe_ids"))
                .references(record.texts("urls"));
        String range = record.anyText("affected_range");
        if (range.isEmpty()) {
            intake.leftOut(entry.name(), "names no affected version");
            return;
        }
        try {
            List<Span> spans = Span.of(Requirement.parse(family.scheme(), range).range());
            draft.affected(new Affected(Ecosystem.of(family), name, spans, List.of(), record.texts("fixed_versions"), List.of(),
                    List.of()));
        } catch (RangeException e) {
            var at = java.util.Objects.requireNonNull(record.mapping().get("affected_range")).range();
            throw new DocumentException(entry.name(), at.line(), at.column(),
                    "'affected_range' is no range of " + family.id() + ": " + e.getMessage());
        }
        intake.advisory(draft.finish());
    }

    private static @Nullable EcosystemFamily family(String kind) {
        return switch (kind) {
            case "npm" -> EcosystemFamily.NPM;
            case "maven" -> EcosystemFamily.MAVEN;
            case "pypi" -> EcosystemFamily.PYPI;
            case "gem" -> EcosystemFamily.RUBYGEMS;
            case "nuget" -> EcosystemFamily.NUGET;
            case "packagist" -> EcosystemFamily.PACKAGIST;
            case "go" -> EcosystemFamily.GO;
            case "conan" -> EcosystemFamily.CONAN_CENTER;
            case "cargo" -> EcosystemFamily.CRATES_IO;
            case "swift" -> EcosystemFamily.SWIFT_URL;
            case "pub" -> EcosystemFamily.PUB;
            default -> null;
        };
    }
}
