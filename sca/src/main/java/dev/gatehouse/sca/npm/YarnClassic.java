package dev.gatehouse.sca.npm;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Purls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lock file of Yarn 1, in a language of its own: entries at the margin, their members indented by two, what they need by
/// four.
final class YarnClassic {
    private YarnClassic() {}

    private static final class Entry {
        private final List<String> descriptors;
        private final Lines.Line line;
        private final Map<String, String> members = new HashMap<>();
        private final Map<String, String> needs = new HashMap<>();

        Entry(List<String> descriptors, Lines.Line line) {
            this.descriptors = descriptors;
            this.line = line;
        }

        private String member(String name) {
            return members.getOrDefault(name, "");
        }

        /// The name in the registry, which an alias hides: `a@npm:b@1`.
        private String name() {
            String descriptor = descriptors.getFirst();
            String name = YarnLock.name(descriptor);
            String range = descriptor.substring(Math.min(descriptor.length(), name.length() + 1));
            return NpmVersion.alias(range, name).name();
        }
    }

    static void read(Content content, ListingBuilder listing) {
        List<Entry> entries = entries(content, listing);
        Map<String, String> byDescriptor = new HashMap<>();
        for (Entry entry : entries) {
            entry.descriptors.forEach(descriptor -> byDescriptor.put(descriptor, entry.descriptors.getFirst()));
        }
        for (Entry entry : entries) {
            String resolved = entry.member("resolved");
            int hash = resolved.lastIndexOf('#');
            ListingBuilder.Draft draft = listing
                    .add(entry.descriptors.getFirst(), Purls.npm(entry.name(), NpmVersion.of(entry.member("version"), resolved)),
                            entry.line.span())
                    .hash(Hash.integrity(entry.member("integrity")))
                    .hash(hash < 0 ? java.util.Optional.empty() : Hash.hex("SHA-1", resolved.substring(hash + 1)));
            entry.needs.forEach((name, range) -> {
                String found = byDescriptor.get(name + "@" + range);
                if (found != null) {
                    draft.requires(found);
                }
            });
            entry.descriptors.forEach(descriptor -> listing.attribute(descriptor, entry.descriptors.getFirst()));
        }
    }

    private static List<Entry> entries(Content content, ListingBuilder listing) {
        List<Entry> entries = new ArrayList<>();
        Entry entry = null;
        boolean needs = false;
        boolean header = false;
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            header |= text.equals("# yarn lockfile v1");
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            switch (line.indent()) {
                case 0 -> {
                    needs = false;
                    entry = opened(text, line);
                    if (entry == null) {
                        listing.problem("packages-unreadable", line.number(), "this line begins no entry");
                    } else {
                        entries.add(entry);
                    }
                }
                case 2 -> {
                    needs = text.equals("dependencies:") || text.equals("optionalDependencies:");
                    if (entry != null && !text.endsWith(":")) {
                        put(entry.members, text);
                    }
                }
                default -> {
                    if (entry != null && needs) {
                        put(entry.needs, text);
                    }
                }
            }
        }
        if (header && entries.isEmpty()) {
            listing.emptyIsFine();
        }
        return entries;
    }

    private static @Nullable Entry opened(String text, Lines.Line line) {
        if (!text.endsWith(":")) {
            return null;
        }
        List<String> descriptors = new ArrayList<>();
        for (String part : text.substring(0, text.length() - 1).split(",\\s*")) {
            String descriptor = unquoted(part.strip());
            if (!descriptor.isEmpty()) {
                descriptors.add(Lines.text(descriptor));
            }
        }
        return descriptors.isEmpty() ? null : new Entry(descriptors, line);
    }

    private static void put(Map<String, String> members, String text) {
        int space = text.startsWith("\"") ? text.indexOf('"', 1) + 1 : text.indexOf(' ');
        if (space > 0 && space < text.length()) {
            members.put(unquoted(text.substring(0, space)), unquoted(text.substring(space).strip()));
        }
    }

    private static String unquoted(String text) {
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }
}
