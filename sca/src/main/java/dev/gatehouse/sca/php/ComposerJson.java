package dev.gatehouse.sca.php;

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
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `composer.json`: what a project asks for (getcomposer.org). PHP itself and its extensions are no packages.
final class ComposerJson implements PackageFormat {
    @Override
    public String id() {
        return "composer-manifest";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("composer.json");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        List<String> licences = Nodes.texts(root, "license");
        listing.subject(Nodes.text(root, "name"), Nodes.text(root, "version"), String.join(" OR ", licences));
        for (String group : List.of("require", "require-dev")) {
            for (Member member : Nodes.members(root, group)) {
                if (member.key().indexOf('/') > 0) {
                    String requirement = Nodes.text(member.value());
                    String exact = requirement.matches("v?[0-9]+(\\.[0-9]+)+(-[0-9A-Za-z.]+)?") ? requirement : "";
                    String name = member.key().toLowerCase(Locale.ROOT);
                    listing.add(name, Purls.slashed("composer", name, exact), Nodes.span(member.keyRange()))
                            .requirement(requirement).direct()
                            .scope(group.equals("require") ? Scope.RUNTIME : Scope.DEVELOPMENT);
                }
            }
        }
    }
}
