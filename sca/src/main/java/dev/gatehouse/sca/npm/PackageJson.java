package dev.gatehouse.sca.npm;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// `package.json`: what a project asks for, and inside `node_modules` what is installed (docs.npmjs.com, package.json).
final class PackageJson implements PackageFormat {
    private static final Map<String, Scope> GROUPS = new TreeMap<>(Map.of("dependencies", Scope.RUNTIME, "optionalDependencies",
            Scope.OPTIONAL, "peerDependencies", Scope.PROVIDED, "devDependencies", Scope.DEVELOPMENT));

    @Override
    public String id() {
        return "npm-manifest";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public Set<String> names() {
        return Set.of("package.json");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        String name = Nodes.text(root, "name");
        listing.subject(name, Nodes.text(root, "version"), licence(root));
        if (root.get("author") instanceof Mapping author) {
            listing.attribute("supplier", Nodes.text(author, "name"));
        } else {
            listing.attribute("supplier", Nodes.text(root, "author").replaceFirst("\\s*[<(].*", ""));
        }
        workspaces(root).forEach(glob -> listing.attribute(Listing.WORKSPACE, glob));
        String manager = Nodes.text(root, "packageManager");
        if (!manager.isEmpty()) {
            listing.attribute("packageManager", manager);
        }
        GROUPS.forEach((group, scope) -> {
            for (Member member : Nodes.members(root, group)) {
                String requirement = Nodes.text(member.value());
                NpmVersion.Alias alias = NpmVersion.alias(requirement, member.key());
                boolean local = local(requirement);
                ListingBuilder.Draft draft = listing
                        .add(member.key(),
                                Purls.npm(alias.name(),
                                        NpmVersion.exact(alias.version()) ? alias.version().replace("=", "") : ""),
                                Nodes.span(member.keyRange()))
                        .requirement(alias.version()).scope(scope).direct();
                if (local) {
                    draft.own();
                }
            }
        });
    }

    private static boolean local(String requirement) {
        return requirement.startsWith("workspace:") || requirement.startsWith("file:") || requirement.startsWith("link:")
                || requirement.startsWith("portal:");
    }

    private static List<String> workspaces(Mapping root) {
        List<String> globs = new ArrayList<>(Nodes.texts(root, "workspaces"));
        Mapping workspaces = Nodes.mapping(root, "workspaces");
        if (workspaces != null) {
            globs.addAll(Nodes.texts(workspaces, "packages"));
        }
        return globs;
    }

    /// `license` as text or, as in old files, an object or a list of them.
    static String licence(Mapping root) {
        String text = Nodes.text(root, "license");
        if (!text.isEmpty()) {
            return text;
        }
        Mapping single = Nodes.mapping(root, "license");
        if (single != null) {
            return Nodes.text(single, "type");
        }
        List<String> types = new ArrayList<>();
        for (String key : List.of("license", "licenses")) {
            Nodes.mappings(root, key).forEach(each -> types.add(Nodes.text(each, "type")));
            types.addAll(Nodes.values(root, key).stream().map(Nodes::text).toList());
        }
        types.removeIf(String::isBlank);
        return types.size() == 1 ? types.getFirst() : types.isEmpty() ? "" : "(" + String.join(" OR ", types) + ")";
    }
}
