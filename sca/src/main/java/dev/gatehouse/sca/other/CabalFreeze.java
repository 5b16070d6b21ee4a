package dev.gatehouse.sca.other;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `cabal.project.freeze` of Haskell's Cabal (cabal.readthedocs.io): `constraints: any.name ==1.2.3, name +flag`. Flags are passed
/// over.
final class CabalFreeze implements PackageFormat {
    private static final Pattern PINNED = Pattern
            .compile("(?:any\\.)?([A-Za-z0-9][A-Za-z0-9-]*)\\s*==\\s*([0-9]+(?:\\.[0-9]+)*)");

    @Override
    public String id() {
        return "cabal-freeze";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("cabal.project.freeze");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        boolean constraints = false;
        for (Lines.Line line : content.lines()) {
            String text = line.text();
            if (text.strip().startsWith("--")) {
                continue;
            }
            int colon = text.indexOf(':');
            if (line.indent() == 0 && colon > 0) {
                constraints = text.substring(0, colon).strip().equalsIgnoreCase("constraints");
            }
            Matcher pinned = PINNED.matcher(text);
            while (constraints && pinned.find()) {
                listing.add(pinned.group(1), Purls.of("hackage", "", pinned.group(1), pinned.group(2)),
                        line.span(pinned.start(), pinned.end()));
            }
        }
    }
}
