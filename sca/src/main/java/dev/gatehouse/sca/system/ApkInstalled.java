package dev.gatehouse.sca.system;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `lib/apk/db/installed` of Alpine, Wolfi and their likes (wiki.alpinelinux.org, Apk spec): paragraphs of one-letter fields.
final class ApkInstalled implements PackageFormat {
    @Override
    public String id() {
        return "apk";
    }

    @Override
    public Role role() {
        return Role.SYSTEM;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.equals("installed") && path.endsWith("apk/db/installed");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        Map<String, String> fields = new HashMap<>();
        List<String> owned = new ArrayList<>();
        Map<String, String> provided = new HashMap<>();
        List<Map.Entry<ListingBuilder.Draft, String>> needs = new ArrayList<>();
        Lines.Line place = null;
        String folder = "";
        for (Lines.Line line : content.lines()) {
            String text = line.text();
            if (text.isBlank()) {
                end(fields, owned, place, provided, needs, listing);
                fields.clear();
                owned.clear();
                place = null;
                continue;
            }
            if (text.length() < 2 || text.charAt(1) != ':') {
                continue;
            }
            String value = text.substring(2);
            switch (text.charAt(0)) {
                case 'F' -> folder = value;
                case 'R' -> {
                    String path = folder.isEmpty() ? value : folder + "/" + value;
                    if (OwnedFile.matters(path)) {
                        owned.add(Lines.text(path));
                    }
                }
                case 'P' -> {
                    place = line;
                    fields.put("P", value);
                }
                case 'V', 'A', 'L', 'o', 'm', 'D', 'p', 'C' -> fields.put(text.substring(0, 1), value);
                default -> {
                    // Sizes, times, rights.
                }
            }
        }
        end(fields, owned, place, provided, needs, listing);
        for (Map.Entry<ListingBuilder.Draft, String> need : needs) {
            for (String word : need.getValue().split("\\s+")) {
                String found = provided.get(bare(word));
                if (found != null && !word.startsWith("!")) {
                    need.getKey().requires(found);
                }
            }
        }
    }

    private static void end(Map<String, String> fields, List<String> owned, Lines.@Nullable Line place,
            Map<String, String> provided, List<Map.Entry<ListingBuilder.Draft, String>> needs, ListingBuilder listing) {
        String name = fields.getOrDefault("P", "");
        if (place == null || name.isEmpty()) {
            return;
        }
        String digest = fields.getOrDefault("C", "");
        ListingBuilder.Draft draft = listing
                .add(name, Purls.of("apk", "alpine", name, fields.getOrDefault("V", ""),
                        Map.of("arch", fields.getOrDefault("A", "")), ""), place.span())
                .licence(Lines.text(fields.getOrDefault("L", ""))).supplier(Lines.text(fields.getOrDefault("m", "")))
                .source(fields.getOrDefault("o", "").equals(name) ? "" : fields.getOrDefault("o", ""))
                .hash(digest.startsWith("Q1") ? Hash.base64("SHA-1", digest.substring(2)) : Optional.empty());
        owned.forEach(draft::owns);
        provided.put(name, name);
        for (String word : fields.getOrDefault("p", "").split("\\s+")) {
            if (!word.isEmpty()) {
                provided.putIfAbsent(bare(word), name);
            }
        }
        needs.add(Map.entry(draft, fields.getOrDefault("D", "")));
    }

    private static String bare(String word) {
        return word.replaceFirst("[<>=~].*", "");
    }
}
