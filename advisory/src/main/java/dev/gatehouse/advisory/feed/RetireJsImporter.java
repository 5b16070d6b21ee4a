package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Member;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.EcosystemFamily;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Retire.js: libraries for browsers, by their npm name where they have one. Source: RetireJS/retire.js, repository format v5.
final class RetireJsImporter implements Importer {
    private static final Pattern PRE_RELEASE = Pattern.compile("(\\d+\\.\\d+)(\\.\\d+)?\\.?([A-Za-z][A-Za-z0-9.]*)");

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        for (Member library : View.of(entry.read(Format.JSON)).members()) {
            if (library.key().equals("retire-example")) {
                intake.leftOut(entry.name(), "is the format's example");
                continue;
            }
            View view = View.of(library.value());
            String npm = view.text("npmname");
            signatures(npm == null ? library.key() : npm, view.view("extractors"), intake);
            int number = 0;
            for (View record : view.each("vulnerabilities")) {
                number++;
                read(library.key(), npm == null ? library.key() : npm, number, record, intake);
            }
        }
    }

    /// Addresses, functions that only a running page has, and syntax trees are passed over.
    private static void signatures(String name, View extractors, Intake intake) {
        for (String text : extractors.texts("filename")) {
            intake.signature(new LibrarySignature(name, LibrarySignature.Kind.NAME, text, ""));
        }
        for (String text : extractors.texts("filecontent")) {
            intake.signature(new LibrarySignature(name, LibrarySignature.Kind.CONTENT, text, ""));
        }
        View digests = extractors.view("hashes");
        for (Member digest : digests.members()) {
            String version = digests.text(digest.key());
            if (version != null) {
                intake.signature(new LibrarySignature(name, LibrarySignature.Kind.DIGEST, digest.key(), version));
            }
        }
    }

    private static void read(String library, String name, int number, View record, Intake intake) {
        View identifiers = record.view("identifiers");
        List<String> cves = identifiers.texts("CVE");
        String github = identifiers.text("githubID");
        String from = record.text("atOrAbove");
        Draft draft = new Draft("RETIREJS:" + library + "#" + number, "retirejs").alias(github)
                .summary(identifiers.text("summary")).rating(record.text("severity")).cwes(record.texts("cwe"))
                .references(record.texts("info"));
        if (cves.size() == 1) {
            draft.alias(cves.getFirst());
        } else {
            draft.upstream(cves);
        }
        Affected affected = Affected.of(Ecosystem.of(EcosystemFamily.NPM), name,
                List.of(Span.between(version(from), version(record.text("below")))));
        intake.advisory(draft.affected(affected).finish());
    }

    /// Some bounds are written as their libraries did before npm (`1.0.0.beta.3`, `3.0.RC3`): as npm writes them, so that versions can be
    /// compared with them.
    private static @Nullable String version(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = PRE_RELEASE.matcher(text);
        return matcher.matches()
                ? matcher.group(1) + (matcher.group(2) == null ? ".0" : matcher.group(2)) + '-'
                        + matcher.group(3).toLowerCase(Locale.ROOT)
                : text;
    }
}
