package dev.gatehouse.sca.other;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `renv.lock` of R (rstudio.github.io/renv). What a package needs stands in `Requirements` up to renv 1.0 and in the fields of
/// its DESCRIPTION from 1.1 on. `Hash` is renv's own, not one of what is downloaded.
final class RenvLock implements PackageFormat {
    private static final List<String> NEEDS = List.of("Depends", "Imports", "LinkingTo", "Requirements");
    private static final Pattern NAME = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9.]*)");

    @Override
    public String id() {
        return "renv-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("renv.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        if (root.get("Packages") instanceof Mapping packages && packages.members().isEmpty()) {
            listing.emptyIsFine();
        }
        for (Member member : Nodes.members(root, "Packages")) {
            if (!(member.value() instanceof Mapping entry)) {
                continue;
            }
            ListingBuilder.Draft draft = listing.add(member.key(), purl(member.key(), entry), Nodes.span(member.keyRange()))
                    .licence(Nodes.text(entry, "License"));
            for (String group : NEEDS) {
                for (String text : Nodes.texts(entry, group)) {
                    for (String each : text.split(",")) {
                        Matcher name = NAME.matcher(each);
                        if (name.lookingAt() && !name.group(1).equals("R")) {
                            draft.requires(name.group(1));
                        }
                    }
                }
            }
        }
    }

    private static Optional<PackageUrl> purl(String name, Mapping entry) {
        String version = Nodes.text(entry, "Version");
        return switch (Nodes.text(entry, "Source")) {
            case "GitHub" -> Purls.github(Nodes.text(entry, "RemoteUsername"), Nodes.text(entry, "RemoteRepo"),
                    Nodes.text(entry, "RemoteSha"), Nodes.text(entry, "RemoteSubdir"));
            case "Bioconductor" -> Purls.of("bioconductor", "", name, version);
            default -> Purls.of("cran", "", name, version);
        };
    }
}
