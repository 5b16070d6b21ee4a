package dev.gatehouse.sca.golang;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;

/// `vendor/modules.txt` (go.dev/ref/mod): the modules whose packages were copied. Those without a package there are not used.
final class VendoredModules implements PackageFormat {
    @Override
    public String id() {
        return "go-vendor";
    }

    @Override
    public Role role() {
        return Role.INSTALLED;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.equals("modules.txt") && (path.endsWith("vendor/modules.txt"));
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        Lines.Line heading = null;
        boolean explicit = false;
        for (Lines.Line line : content.lines()) {
            String text = line.text();
            if (text.startsWith("# ")) {
                heading = line;
                explicit = false;
            } else if (text.startsWith("## ")) {
                explicit = text.contains("explicit");
            } else if (heading != null && !line.blank()) {
                add(heading, explicit, listing);
                heading = null;
            }
        }
    }

    private static void add(Lines.Line heading, boolean explicit, ListingBuilder listing) {
        String[] words = heading.text().substring(2).split("\\s+");
        int arrow = words.length > 2 && words[1].equals("=>") ? 1 : words.length > 3 && words[2].equals("=>") ? 2 : -1;
        String module = words[0];
        String version = words.length > 1 && arrow != 1 ? words[1] : "";
        boolean own = false;
        if (arrow > 0) {
            own = words.length < arrow + 3;
            module = own ? module : words[arrow + 1];
            version = own ? "" : words[arrow + 2];
        }
        ListingBuilder.Draft draft = listing.add(words[0], Purls.golang(module, version), heading.span(words[0]));
        if (own) {
            draft.own();
        }
        if (explicit) {
            draft.direct();
        }
    }
}
