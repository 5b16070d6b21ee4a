package dev.gatehouse.sca.rust;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// `Cargo.toml` (doc.rust-lang.org/cargo): what a package and its workspace ask for, also for single targets.
final class CargoToml implements PackageFormat {
    private static final Map<String, Scope> GROUPS = new TreeMap<>(Map.of("dependencies", Scope.RUNTIME, "build-dependencies",
            Scope.BUILD, "build_dependencies", Scope.BUILD, "dev-dependencies", Scope.TEST, "dev_dependencies", Scope.TEST));

    @Override
    public String id() {
        return "cargo-manifest";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("cargo.toml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.TOML);
        Mapping own = Nodes.mapping(root, "package");
        if (own != null) {
            listing.subject(Nodes.text(own, "name"), Nodes.text(own, "version"), Nodes.text(own, "license"));
        }
        Mapping workspace = Nodes.mapping(root, "workspace");
        groups(root, listing);
        for (Member target : Nodes.members(root, "target")) {
            if (target.value() instanceof Mapping entry) {
                groups(entry, listing);
            }
        }
        if (workspace != null) {
            Nodes.texts(workspace, "members").forEach(glob -> listing.attribute(Listing.WORKSPACE, glob));
            for (Member member : Nodes.members(workspace, "dependencies")) {
                listing.attribute("inherited:" + member.key(),
                        member.value() instanceof Mapping detailed
                                ? Nodes.text(detailed, "version")
                                : Nodes.text(member.value()));
            }
        }
    }

    private static void groups(Mapping parent, ListingBuilder listing) {
        GROUPS.forEach((group, scope) -> {
            for (Member member : Nodes.members(parent, group)) {
                Mapping detailed = member.value() instanceof Mapping mapping ? mapping : null;
                String requirement = detailed == null ? Nodes.text(member.value()) : Nodes.text(detailed, "version");
                String renamed = detailed == null ? "" : Nodes.text(detailed, "package");
                String name = renamed.isEmpty() ? member.key() : renamed;
                boolean exact = requirement.startsWith("=");
                ListingBuilder.Draft draft = listing
                        .add(name, Purls.of("cargo", "", name, exact ? requirement.substring(1).strip() : ""),
                                Nodes.span(member.keyRange()))
                        .requirement(requirement).direct()
                        .scope(detailed != null && Nodes.flag(detailed, "optional") ? Scope.OPTIONAL : scope);
                if (detailed != null && !Nodes.text(detailed, "path").isEmpty()) {
                    draft.own();
                }
            }
        });
    }
}
