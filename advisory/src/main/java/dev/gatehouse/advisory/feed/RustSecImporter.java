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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// RustSec: Markdown behind a fence of TOML. Affected is what is neither patched nor said to be unaffected.
/// Source: rustsec/advisory-db, CONTRIBUTING.
final class RustSecImporter implements Importer {
    private static final String FENCE = "```";

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        String text = new String(entry.bytes(), StandardCharsets.UTF_8);
        int start = text.indexOf('\n');
        int end = text.indexOf("\n" + FENCE, start);
        if (!text.startsWith(FENCE) || end < 0) {
            throw new DocumentException(entry.name(), 1, 1, "expected a fence of TOML");
        }
        View root = View.of(entry.read(Format.TOML, text.substring(start + 1, end + 1).getBytes(StandardCharsets.UTF_8)));
        View record = root.view("advisory");
        String id = record.text("id");
        String name = record.text("package");
        if (id == null || name == null) {
            throw new DocumentException(entry.name(), 1, 1, "'id' or 'package' is missing");
        }
        if ("rust".equals(record.text("collection")) || entry.name().startsWith("rust/") || entry.name().contains("/rust/")) {
            intake.leftOut(entry.name(), "names the Rust toolchain, not a package");
            return;
        }
        String body = text.substring(end + FENCE.length() + 1).strip();
        Draft draft = new Draft(id, "rustsec").aliases(record.texts("aliases")).upstream(List.of())
                .dates(record.instant("date"), null, record.instant("withdrawn")).rating(record.text("cvss"))
                .references(record.texts("url")).references(record.texts("references")).summary(title(body));
        OsvImporter.informational(record.text("informational"), draft);
        try {
            List<String> symbols = new ArrayList<>(
                    root.view("affected").view("functions").members().stream().map(Member::key).toList());
            draft.affected(new Affected(Ecosystem.of(EcosystemFamily.CRATES_IO), name, spans(root.view("versions")), List.of(),
                    List.of(),
                    symbols, List.of()));
        } catch (RangeException e) {
            throw new DocumentException(entry.name(), 1, 1, "not a requirement of Cargo: " + e.getMessage());
        }
        intake.advisory(draft.finish());
    }

    private static String title(String body) {
        return body.startsWith("# ") ? body.substring(2).lines().findFirst().orElse("") : "";
    }

    private static List<Span> spans(View versions) throws RangeException {
        VersionRange safe = VersionRange.none(VersionScheme.CARGO);
        for (String key : List.of("patched", "unaffected")) {
            for (String requirement : versions.texts(key)) {
                safe = safe.union(Requirement.parse(VersionScheme.CARGO, requirement).range());
            }
        }
        return Span.of(safe.complement());
    }
}
