package dev.gatehouse.sca.python;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Set;

/// `Pipfile.lock` of Pipenv (pipenv.pypa.io). It has no graph.
final class PipfileLock implements PackageFormat {
    @Override
    public String id() {
        return "pipfile-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("pipfile.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        boolean any = false;
        for (Member category : root.members()) {
            if (category.key().equals("_meta") || !(category.value() instanceof Mapping packages)) {
                continue;
            }
            any |= !packages.members().isEmpty();
            Scope scope = category.key().equals("default") ? Scope.RUNTIME : Scope.DEVELOPMENT;
            for (Member member : packages.members()) {
                if (member.value() instanceof Mapping entry) {
                    String version = Requirement.exact(Nodes.text(entry, "version").replaceAll("\\s+", ""));
                    String ref = Nodes.text(entry, "ref");
                    ListingBuilder.Draft draft = listing.add(Requirement.normalised(member.key()),
                            Purls.pypi(member.key(), version.isEmpty() ? ref : version), Nodes.span(member.keyRange()))
                            .scope(scope);
                    Nodes.texts(entry, "hashes").forEach(hash -> draft.hash(Hash.prefixed(hash)));
                    if (Nodes.flag(entry, "editable") && !Nodes.text(entry, "path").isEmpty()) {
                        draft.own();
                    }
                }
            }
        }
        if (!any && root.get("_meta") != null) {
            listing.emptyIsFine();
        }
    }
}
