package dev.gatehouse.sca.other;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `stack.yaml.lock` of Haskell's Stack (docs.haskellstack.org/en/stable/topics/lock_files). It names the packages that come beside the snapshot; those
/// of the snapshot stand in a file of Stackage's.
final class StackLock implements PackageFormat {
    private static final Pattern HACKAGE = Pattern
            .compile("(.+)-([0-9]+(?:\\.[0-9]+)*)(?:@sha256:([0-9a-f]{64})(?:,[0-9]+)?|@rev:[0-9]+)?");

    @Override
    public String id() {
        return "stack-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("stack.yaml.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.YAML);
        if (root.get("snapshots") != null && Nodes.values(root, "packages").isEmpty()) {
            listing.emptyIsFine();
        }
        for (Mapping entry : Nodes.mappings(root, "packages")) {
            Mapping completed = Nodes.mapping(entry, "completed");
            if (completed == null) {
                continue;
            }
            Matcher hackage = HACKAGE.matcher(Nodes.text(completed, "hackage"));
            if (hackage.matches()) {
                // The digest is the one of the Cabal file, not of the archive.
                listing.add(hackage.group(1), Purls.of("hackage", "", hackage.group(1), hackage.group(2)),
                        Nodes.span(completed.range())).direct();
            } else {
                archive(completed, listing);
            }
        }
    }

    /// A package from a repository or an archive.
    private static void archive(Mapping completed, ListingBuilder listing) {
        String name = Nodes.text(completed, "name");
        String git = Nodes.text(completed, "git");
        listing.add(name,
                RepositoryAddress.of(git).github(Nodes.text(completed, "commit"), Nodes.text(completed, "subdir"))
                        .or(() -> Purls.of("hackage", "", name, Nodes.text(completed, "version"))),
                Nodes.span(completed.range())).direct()
                .hash(git.isEmpty() ? Hash.hex("SHA-256", Nodes.text(completed, "sha256")) : Optional.empty());
    }
}
