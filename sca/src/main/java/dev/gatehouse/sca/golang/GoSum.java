package dev.gatehouse.sca.golang;

import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.Set;

/// `go.sum` (go.dev/ref/mod): digests of modules. It also holds what minimal version selection only looked at, so it adds digests
/// to modules of `go.mod`; alone, or beside a `go.mod` older than Go 1.17, the assembly takes the highest version of each.
final class GoSum implements PackageFormat {
    @Override
    public String id() {
        return "go-sum";
    }

    @Override
    public Role role() {
        return Role.MANAGED;
    }

    @Override
    public Set<String> names() {
        return Set.of("go.sum");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        for (Lines.Line line : content.lines()) {
            String[] words = line.text().strip().split("\\s+");
            if (words.length != 3) {
                if (!line.blank()) {
                    listing.problem("packages-unreadable", line.number(), "expected a module, a version and a digest");
                }
                continue;
            }
            if (!words[1].endsWith("/go.mod")) {
                ListingBuilder.Draft draft = listing.add(words[0] + "@" + words[1], Purls.golang(words[0], words[1]),
                        line.span(words[0]));
                if (words[2].startsWith("h1:")) {
                    draft.hash(Hash.base64("SHA-256", words[2].substring(3)));
                }
            }
        }
    }
}
