package dev.gatehouse.sca.npm;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.Listing;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `bun.lock`, the text form (bun.sh, lockfile). Keys say where a package lies: `a/b` is the `b` that only `a` gets.
final class BunLock implements PackageFormat {
    private static final Map<String, Scope> GROUPS = new TreeMap<>(Map.of("dependencies", Scope.RUNTIME, "optionalDependencies",
            Scope.OPTIONAL, "devDependencies", Scope.DEVELOPMENT, "peerDependencies", Scope.PROVIDED));

    @Override
    public String id() {
        return "bun-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("bun.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSONC);
        Mapping packages = Nodes.mapping(root, "packages");
        if (packages == null || packages.members().isEmpty()) {
            if (root.get("lockfileVersion") != null) {
                listing.emptyIsFine();
            }
            return;
        }
        for (Member member : packages.members()) {
            if (member.value() instanceof Sequence entry && !entry.values().isEmpty()) {
                add(member, entry.values(), packages, listing);
            }
        }
        for (Member workspace : Nodes.members(root, "workspaces")) {
            listing.attribute(Listing.MEMBER, workspace.key());
            if (workspace.value() instanceof Mapping entry) {
                asks(entry, packages, listing);
            }
        }
        listing.scopesFromRoots();
    }

    private static void add(Member member, List<Value> entry, Mapping packages, ListingBuilder listing) {
        String resolved = Nodes.text(entry.getFirst());
        int at = resolved.indexOf('@', 1);
        String name = at < 0 ? resolved : resolved.substring(0, at);
        String version = at < 0 ? "" : resolved.substring(at + 1);
        ListingBuilder.Draft draft = listing.add(member.key(), Purls.npm(name, NpmVersion.of(version, "")),
                Nodes.span(member.keyRange()));
        if (version.startsWith("workspace:") || version.startsWith("link:") || version.startsWith("file:")) {
            draft.own();
        }
        for (Value value : entry) {
            if (value instanceof Mapping details) {
                for (String group : List.of("dependencies", "optionalDependencies", "peerDependencies")) {
                    for (Member needed : Nodes.members(details, group)) {
                        String found = resolve(member.key(), needed.key(), packages);
                        if (found != null) {
                            draft.requires(found);
                        }
                    }
                }
            } else if (value instanceof Scalar.Text text && text.text().startsWith("sha")) {
                draft.hash(Hash.integrity(text.text()));
            }
        }
    }

    private static void asks(Mapping workspace, Mapping packages, ListingBuilder listing) {
        String name = Nodes.text(workspace, "name");
        GROUPS.forEach((group, scope) -> {
            for (Member needed : Nodes.members(workspace, group)) {
                String found = resolve(name, needed.key(), packages);
                ListingBuilder.Draft draft = found == null ? null : listing.find(found);
                if (draft != null) {
                    draft.direct().requirement(Nodes.text(needed.value())).scope(scope);
                }
            }
        });
    }

    /// From the inside out.
    private static @Nullable String resolve(String from, String name, Mapping packages) {
        String place = from;
        while (!place.isEmpty()) {
            String candidate = place + "/" + name;
            if (packages.get(candidate) != null) {
                return candidate;
            }
            int slash = place.lastIndexOf('/');
            place = slash < 0 ? "" : place.substring(0, slash);
        }
        return packages.get(name) == null ? null : name;
    }
}
