package dev.gatehouse.sca.python;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Set;

/// `Pipfile` of Pipenv: what the project asks for.
final class Pipfile implements PackageFormat {
    private static final Set<String> OTHER = Set.of("source", "requires", "scripts", "pipenv");

    @Override
    public String id() {
        return "pipfile";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("pipfile");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        for (Member category : content.mapping(Format.TOML).members()) {
            if (OTHER.contains(category.key()) || !(category.value() instanceof Mapping packages)) {
                continue;
            }
            Scope scope = category.key().equals("packages") ? Scope.RUNTIME : Scope.DEVELOPMENT;
            for (Member member : packages.members()) {
                String requirement = member.value() instanceof Mapping detailed
                        ? Nodes.text(detailed, "version")
                        : Nodes.text(member.value());
                listing.add(Requirement.normalised(member.key()), Purls.pypi(member.key(), Requirement.exact(requirement)),
                        Nodes.span(member.keyRange())).requirement(requirement.equals("*") ? "" : requirement).scope(scope)
                        .direct();
            }
        }
    }
}
