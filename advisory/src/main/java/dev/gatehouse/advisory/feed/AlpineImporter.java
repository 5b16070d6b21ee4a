package dev.gatehouse.advisory.feed;

import dev.gatehouse.advisory.Affected;
import dev.gatehouse.advisory.Span;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.EcosystemFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The security database of Alpine, Wolfi and Chainguard: for each package the versions that fixed something.
/// Source: secdb.alpinelinux.org, `{"distroversion": "v3.20", "packages": [{"pkg": {"name", "secfixes": {version: [ids]}}}]}`.
final class AlpineImporter implements Importer {

    /// The version that stands for *was never affected*.
    private static final String NEVER = "0";

    @Override
    public void read(Entry entry, Intake intake) throws DocumentException {
        View root = View.of(entry.read(Format.JSON));
        Ecosystem ecosystem = ecosystem(root);
        String source = ecosystem.family().id().toLowerCase(java.util.Locale.ROOT);
        Map<String, Draft> byId = new LinkedHashMap<>();
        for (View item : root.each("packages")) {
            View pkg = item.view("pkg");
            String name = pkg.text("name");
            if (name == null) {
                intake.leftOut(entry.name(), "a package has no name");
                continue;
            }
            for (Member fix : pkg.view("secfixes").members()) {
                if (fix.key().equals(NEVER)) {
                    continue;
                }
                Affected affected = Affected.of(ecosystem, name, List.of(Span.between(null, fix.key())));
                for (Value value : fix.value() instanceof Sequence sequence ? sequence.values() : List.<Value>of()) {
                    // Some list several names of one weakness with spaces between them.
                    String[] ids = value instanceof Scalar scalar ? scalar.text().strip().split("\\s+") : new String[0];
                    if (ids.length > 0 && !ids[0].isEmpty()) {
                        byId.computeIfAbsent(ids[0], id -> new Draft(id, source)).aliases(List.of(ids)).affected(affected);
                    }
                }
            }
        }
        byId.values().forEach(draft -> intake.advisory(draft.finish()));
    }

    private static Ecosystem ecosystem(View root) {
        String version = root.anyText("distroversion");
        String address = root.anyText("urlprefix");
        EcosystemFamily family = address.contains("wolfi")
                ? EcosystemFamily.WOLFI
                : address.contains("chainguard") ? EcosystemFamily.CHAINGUARD : EcosystemFamily.ALPINE;
        return family == EcosystemFamily.ALPINE ? Ecosystem.release(family, version) : Ecosystem.of(family);
    }
}
