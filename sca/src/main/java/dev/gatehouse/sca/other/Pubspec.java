package dev.gatehouse.sca.other;

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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// `pubspec.yaml` of Dart and Flutter (dart.dev).
final class Pubspec implements PackageFormat {
    private static final Map<String, Scope> GROUPS = new TreeMap<>(
            Map.of("dependencies", Scope.RUNTIME, "dev_dependencies", Scope.DEVELOPMENT));

    @Override
    public String id() {
        return "pub-manifest";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("pubspec.yaml", "pubspec.yml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.YAML);
        listing.subject(Nodes.text(root, "name"), Nodes.text(root, "version"), "");
        GROUPS.forEach((group, scope) -> {
            for (Member member : Nodes.members(root, group)) {
                boolean elsewhere = member.value() instanceof Mapping detailed
                        && (detailed.get("sdk") != null || detailed.get("path") != null);
                if (!elsewhere) {
                    String requirement = member.value() instanceof Mapping detailed
                            ? Nodes.text(detailed, "version")
                            : Nodes.text(member.value());
                    boolean exact = requirement.matches("[0-9]+\\.[0-9]+\\.[0-9]+\\S*");
                    listing.add(member.key(), Purls.of("pub", "", member.key(), exact ? requirement : ""),
                            Nodes.span(member.keyRange())).requirement(exact ? "" : requirement).scope(scope).direct();
                }
            }
        });
    }
}
