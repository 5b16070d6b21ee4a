package dev.gatehouse.sca.system;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `var/lib/dpkg/status`, and the pieces in `status.d` that distroless images have instead (dpkg(1), deb-control(5)). What is
/// removed but configured does not count.
final class DpkgStatus implements PackageFormat {
    private static final Pattern SOURCE = Pattern.compile("(\\S+)(?:\\s+\\(([^)]+)\\))?");

    @Override
    public String id() {
        return "dpkg";
    }

    @Override
    public Role role() {
        return Role.SYSTEM;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.equals("status") && path.endsWith("dpkg/status")
                || path.contains("dpkg/status.d/") && !name.endsWith(".md5sums") && blob.form() != Blob.Form.BINARY;
    }

    /// A paragraph that is being read.
    private static final class Paragraph {
        private final Map<String, String> fields = new HashMap<>();
        private Lines.@Nullable Line place;

        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        Paragraph paragraph = new Paragraph();
        Map<String, List<String>> provided = new HashMap<>();
        List<Map.Entry<ListingBuilder.Draft, String>> needs = new ArrayList<>();
        for (Lines.Line line : content.lines()) {
            if (line.blank()) {
                end(paragraph, provided, needs, listing);
                paragraph = new Paragraph();
                continue;
            }
            int colon = line.text().indexOf(':');
            if (colon <= 0 || line.indent() > 0) {
                continue;
            }
            String name = line.text().substring(0, colon).toLowerCase(Locale.ROOT);
            paragraph.fields.put(name, line.text().substring(colon + 1).strip());
            if (name.equals("package")) {
                paragraph.place = line;
            }
        }
        end(paragraph, provided, needs, listing);
        for (Map.Entry<ListingBuilder.Draft, String> need : needs) {
            for (String alternatives : need.getValue().split(",")) {
                for (String alternative : alternatives.split("\\|")) {
                    List<String> found = provided.get(alternative.strip().replaceFirst("[\\s(:\\[].*", ""));
                    if (found != null) {
                        found.forEach(need.getKey()::requires);
                        break;
                    }
                }
            }
        }
        if (provided.isEmpty() && content.lines().whole().isBlank()) {
            listing.emptyIsFine();
        }
    }

    private static void end(Paragraph paragraph, Map<String, List<String>> provided,
            List<Map.Entry<ListingBuilder.Draft, String>> needs, ListingBuilder listing) {
        Lines.Line place = paragraph.place;
        String status = paragraph.field("status");
        if (place == null || !status.isEmpty() && !status.endsWith(" installed")) {
            return;
        }
        String name = paragraph.field("package");
        String architecture = paragraph.field("architecture");
        Matcher source = SOURCE.matcher(paragraph.field("source"));
        ListingBuilder.Draft draft = listing
                .add(name + ":" + architecture,
                        Purls.of("deb", "debian", name, paragraph.field("version"), Map.of("arch", architecture), ""),
                        place.span())
                .supplier(Lines.text(paragraph.field("maintainer")));
        if (source.matches()) {
            draft.source(source.group(1) + (source.group(2) == null ? "" : "@" + source.group(2)));
        }
        provided.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(draft.key());
        for (String each : paragraph.field("provides").split(",")) {
            String virtual = each.strip().replaceFirst("[\\s(].*", "");
            if (!virtual.isEmpty()) {
                provided.computeIfAbsent(virtual, _ -> new ArrayList<>(1)).add(draft.key());
            }
        }
        String depends = paragraph.field("depends");
        String earlier = paragraph.field("pre-depends");
        if (!depends.isEmpty() || !earlier.isEmpty()) {
            needs.add(Map.entry(draft, earlier + "," + depends));
        }
    }
}
