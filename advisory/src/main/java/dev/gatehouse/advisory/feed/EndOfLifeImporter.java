package dev.gatehouse.advisory.feed;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// endoflife.date: Markdown behind a front matter of YAML, one file a product. Source: endoflife-date/endoflife.date, CONTRIBUTING.
final class EndOfLifeImporter implements Importer {
    private static final String RULE = "---";

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        String text = new String(entry.bytes(), StandardCharsets.UTF_8);
        int end = text.indexOf("\n" + RULE, RULE.length());
        if (!text.startsWith(RULE) || end < 0) {
            throw new DocumentException(entry.name(), 1, 1, "expected a front matter");
        }
        View root = View.of(entry.read(Format.YAML, text.substring(RULE.length(), end + 1).getBytes(StandardCharsets.UTF_8)));
        List<Lifecycle.Cycle> cycles = new ArrayList<>();
        for (View release : root.each("releases")) {
            String name = release.text("releaseCycle");
            if (name != null) {
                // The end is a day, or true or false.
                cycles.add(new Lifecycle.Cycle(name, release.day("releaseDate"), release.day("eol"),
                        "true".equals(release.text("eol")),
                        release.text("latest")));
            }
        }
        List<String> identifiers = root.each("identifiers").stream().flatMap(identifier -> identifier.texts("purl").stream())
                .toList();
        intake.lifecycle(new Lifecycle(entry.stem(), identifiers, cycles));
    }
}
