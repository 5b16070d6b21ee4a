package dev.gatehouse.sca.npm;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `package-lock.json` and its likes in versions 1 to 3 (docs.npmjs.com, package-lock.json).
///
/// Keys are the places below the project: `node_modules/a/node_modules/b`; which copy of a package another one gets is found
/// as Node.js finds it, from the inside out.
final class NpmLock implements PackageFormat {
    private static final String MODULES = "node_modules/";
    /// What a package asks for, and what for.
    private static final List<String> GROUPS = List.of("dependencies", "optionalDependencies", "peerDependencies");

    @Override
    public String id() {
        return "npm-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("package-lock.json", "npm-shrinkwrap.json", ".package-lock.json");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        listing.subject(Nodes.text(root, "name"), Nodes.text(root, "version"), "");
        Mapping packages = Nodes.mapping(root, "packages");
        if (packages != null) {
            new Flat(packages, listing).read();
        } else if (root.get("dependencies") instanceof Mapping dependencies) {
            new Nested(listing).read(dependencies);
        } else if (root.get("lockfileVersion") != null) {
            listing.emptyIsFine();
        }
    }

    private static Scope scope(Mapping entry) {
        if (Nodes.flag(entry, "dev")) {
            return Scope.DEVELOPMENT;
        }
        return Nodes.flag(entry, "optional") || Nodes.flag(entry, "devOptional") ? Scope.OPTIONAL : Scope.RUNTIME;
    }

    /// Versions 2 and 3: all packages in one mapping.
    private static final class Flat {
        private final Mapping packages;
        private final ListingBuilder listing;
        /// Links to workspace members, by the place of the link.
        private final Map<String, String> links = new HashMap<>();

        Flat(Mapping packages, ListingBuilder listing) {
            this.packages = packages;
            this.listing = listing;
        }

        void read() {
            if (packages.members().stream().allMatch(member -> member.key().isEmpty())) {
                listing.emptyIsFine();
            }
            for (Member member : packages.members()) {
                if (member.value() instanceof Mapping entry && Nodes.flag(entry, "link")) {
                    links.put(member.key(), Nodes.text(entry, "resolved"));
                }
            }
            for (Member member : packages.members()) {
                if (member.value() instanceof Mapping entry && !links.containsKey(member.key())) {
                    add(member, entry);
                }
            }
            for (Member member : packages.members()) {
                if (member.value() instanceof Mapping entry && !member.key().contains(MODULES)) {
                    asks(member.key(), entry);
                }
            }
        }

        private void add(Member member, Mapping entry) {
            String place = member.key();
            if (place.isEmpty()) {
                return;
            }
            int at = place.lastIndexOf(MODULES);
            boolean own = at < 0;
            String given = Nodes.text(entry, "name");
            String name = !given.isEmpty()
                    ? given
                    : own
                            ? place.substring(place.lastIndexOf('/') + 1)
                            : place.substring(at + MODULES.length());
            ListingBuilder.Draft draft = listing
                    .add(place, Purls.npm(name, NpmVersion.of(Nodes.text(entry, "version"), Nodes.text(entry, "resolved"))),
                            Nodes.span(member.keyRange()))
                    .scope(scope(entry)).hash(Hash.integrity(Nodes.text(entry, "integrity")))
                    .licence(PackageJson.licence(entry));
            if (own) {
                draft.own();
            }
            for (String group : GROUPS) {
                for (Member needed : Nodes.members(entry, group)) {
                    String found = resolve(place, needed.key());
                    if (found != null) {
                        draft.requires(found);
                    }
                }
            }
            if (own) {
                for (Member needed : Nodes.members(entry, "devDependencies")) {
                    String found = resolve(place, needed.key());
                    if (found != null) {
                        draft.requires(found);
                    }
                }
            }
        }

        /// What the project or a workspace member asks for is direct.
        private void asks(String place, Mapping entry) {
            for (String group : List.of("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")) {
                for (Member needed : Nodes.members(entry, group)) {
                    String found = resolve(place, needed.key());
                    ListingBuilder.Draft draft = found == null ? null : listing.find(found);
                    if (draft != null) {
                        draft.direct().requirement(Nodes.text(needed.value()));
                    }
                }
            }
        }

        /// The place of the package that a module at a place gets when it asks for a name; null if there is none.
        private @Nullable String resolve(String from, String name) {
            String place = from;
            while (true) {
                String candidate = place.isEmpty() ? MODULES + name : place + "/" + MODULES + name;
                String linked = links.get(candidate);
                if (linked != null) {
                    return linked;
                }
                if (packages.get(candidate) != null) {
                    return candidate;
                }
                if (place.isEmpty()) {
                    return null;
                }
                int inner = place.lastIndexOf("/" + MODULES);
                place = inner > 0 ? place.substring(0, inner) : "";
            }
        }
    }

    /// Version 1: packages nested as they lie on disk.
    private static final class Nested {
        private final ListingBuilder listing;

        Nested(ListingBuilder listing) {
            this.listing = listing;
        }

        void read(Mapping dependencies) {
            if (dependencies.members().isEmpty()) {
                listing.emptyIsFine();
            }
            add(dependencies, "", List.of(dependencies));
        }

        /// Depth is bounded by that of the document.
        private void add(Mapping dependencies, String prefix, List<Mapping> around) {
            for (Member member : dependencies.members()) {
                if (!(member.value() instanceof Mapping entry)) {
                    continue;
                }
                String place = prefix + MODULES + member.key();
                String version = Nodes.text(entry, "version");
                NpmVersion.Alias alias = NpmVersion.alias(version, member.key());
                ListingBuilder.Draft draft = listing
                        .add(place, Purls.npm(alias.name(), NpmVersion.of(alias.version(), Nodes.text(entry, "resolved"))),
                                Nodes.span(member.keyRange()))
                        .scope(scope(entry)).hash(Hash.integrity(Nodes.text(entry, "integrity")));
                if (version.startsWith("file:") || version.startsWith("link:")) {
                    draft.own();
                }
                Mapping inner = Nodes.mapping(entry, "dependencies");
                List<Mapping> scopes = new java.util.ArrayList<>(around);
                if (inner != null) {
                    scopes.add(inner);
                    add(inner, place + "/", scopes);
                }
                for (Member needed : Nodes.members(entry, "requires")) {
                    if (needed.value() instanceof Scalar) {
                        require(draft, place, needed.key(), scopes, inner != null);
                    }
                }
            }
        }

        private static void require(ListingBuilder.Draft draft, String place, String name, List<Mapping> scopes, boolean inner) {
            String at = inner ? place + "/" : place.substring(0, place.lastIndexOf(MODULES));
            for (int i = scopes.size() - 1; i >= 0; i--) {
                if (scopes.get(i).get(name) != null) {
                    draft.requires(at + MODULES + name);
                    return;
                }
                int above = at.lastIndexOf(MODULES);
                at = above < 0 ? "" : at.substring(0, above);
            }
        }
    }
}
