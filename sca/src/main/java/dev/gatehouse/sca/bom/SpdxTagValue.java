package dev.gatehouse.sca.bom;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SPDX 2.2 and 2.3 as tags and values (spdx.github.io/spdx-spec/v2.3).
final class SpdxTagValue implements PackageFormat {
    @Override
    public String id() {
        return "spdx-tag-value";
    }

    @Override
    public Role role() {
        return Role.SBOM;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".spdx") && Opening.holds(blob, "SPDXVersion:");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Map<String, String> fields = new HashMap<>();
        List<String> sums = new ArrayList<>();
        List<String[]> relations = new ArrayList<>();
        Lines.Line place = null;
        boolean inText = false;
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            if (inText) {
                inText = !text.contains("</text>");
                continue;
            }
            inText = text.contains("<text>") && !text.contains("</text>");
            int colon = text.indexOf(": ");
            if (colon < 0 || text.startsWith("#")) {
                continue;
            }
            String tag = text.substring(0, colon);
            String value = Lines.text(text.substring(colon + 2).strip());
            switch (tag) {
                case "PackageName", "FileName", "SnippetSPDXID", "LicenseID" -> {
                    end(fields, sums, place, listing);
                    fields.clear();
                    sums.clear();
                    place = tag.equals("PackageName") ? line : null;
                    fields.put(tag, value);
                }
                case "PackageChecksum" -> sums.add(value);
                case "Relationship" -> relations.add(value.split("\\s+"));
                case "ExternalRef" -> {
                    if (value.contains(" purl ")) {
                        fields.putIfAbsent("purl", value.substring(value.indexOf(" purl ") + 6).strip());
                    }
                }
                default -> fields.putIfAbsent(tag, value);
            }
        }
        end(fields, sums, place, listing);
        Set<String> described = new HashSet<>();
        for (String[] words : relations) {
            if (words.length == 3 && words[1].equals("DESCRIBES")) {
                described.add(words[2]);
            }
        }
        for (String[] words : relations) {
            if (words.length == 3 && (words[1].equals("DEPENDS_ON") || words[1].endsWith("DEPENDENCY_OF"))) {
                boolean forward = words[1].equals("DEPENDS_ON");
                ListingBuilder.Draft from = listing.find(forward ? words[0] : words[2]);
                ListingBuilder.Draft to = listing.find(forward ? words[2] : words[0]);
                if (to != null && described.contains(forward ? words[0] : words[2])) {
                    to.direct();
                }
                if (from != null && to != null) {
                    from.requires(to.key());
                }
            }
        }
        described.forEach(id -> {
            ListingBuilder.Draft draft = listing.find(id);
            if (draft != null) {
                draft.own();
            }
        });
    }

    private static void end(Map<String, String> fields, List<String> sums, Lines.@Nullable Line place, ListingBuilder listing) {
        if (place == null) {
            return;
        }
        String name = fields.getOrDefault("PackageName", "");
        Optional<PackageUrl> purl = BomPurl.of(fields.getOrDefault("purl", ""));
        String licence = fields.getOrDefault("PackageLicenseDeclared", "");
        ListingBuilder.Draft draft = listing.add(fields.getOrDefault("SPDXID", name),
                purl.isPresent()
                        ? purl
                        : Purls.of("generic", "", name.replace(' ', '-'), fields.getOrDefault("PackageVersion", "")),
                place.span()).licence(licence.equals("NOASSERTION") || licence.equals("NONE") ? "" : licence);
        for (String sum : sums) {
            int colon = sum.indexOf(':');
            draft.hash(colon < 0 ? Optional.empty() : Hash.hex(sum.substring(0, colon), sum.substring(colon + 1).strip()));
        }
    }
}
