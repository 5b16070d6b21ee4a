package dev.gatehouse.sca.npm;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `pnpm-lock.yaml` in versions 5 to 9 (github.com/pnpm/spec, lockfile).
///
/// A package is called `/name/1.0.0_peers` (5), `/name@1.0.0(peers)` (6) or `name@1.0.0(peers)` (9, where `packages` says what
/// it is and `snapshots` what it needs). Copies that differ only in peers are one component.
final class PnpmLock implements PackageFormat {
    private static final Map<String, Scope> GROUPS = new TreeMap<>(Map.of("dependencies", Scope.RUNTIME, "optionalDependencies",
            Scope.OPTIONAL, "devDependencies", Scope.DEVELOPMENT));
    private static final List<String> NEEDS = List.of("dependencies", "optionalDependencies");

    @Override
    public String id() {
        return "pnpm-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("pnpm-lock.yaml");
    }

    /// Name and version of a package; the version is empty for one from an address.
    private record Reference(String name, String version) {
        String key() {
            return name + "@" + version;
        }
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.YAML);
        int version = version(root);
        if (root.get("packages") == null && root.get("lockfileVersion") != null) {
            listing.emptyIsFine();
        }
        for (Member member : Nodes.members(root, "packages")) {
            if (member.value() instanceof Mapping entry) {
                add(member, entry, version, listing);
            }
        }
        for (String section : List.of("packages", "snapshots")) {
            for (Member member : Nodes.members(root, section)) {
                Reference from = reference(member.key(), version);
                ListingBuilder.Draft draft = from == null ? null : listing.find(from.key());
                if (draft != null && member.value() instanceof Mapping entry) {
                    needs(entry, version, draft);
                }
            }
        }
        Mapping importers = Nodes.mapping(root, "importers");
        Map<String, Scope> roots = new HashMap<>();
        if (importers == null) {
            asks(root, version, listing, roots);
        } else {
            for (Member member : importers.members()) {
                listing.attribute(Listing.MEMBER, member.key());
                if (member.value() instanceof Mapping importer) {
                    asks(importer, version, listing, roots);
                }
            }
        }
        if (version >= 9) {
            new Reach(root, version, listing).spread(roots);
        }
    }

    private static int version(Mapping root) {
        String text = Nodes.text(root, "lockfileVersion");
        int dot = text.indexOf('.');
        try {
            return Integer.parseInt(dot < 0 ? text : text.substring(0, dot));
        } catch (NumberFormatException e) {
            return 9;
        }
    }

    private static void add(Member member, Mapping entry, int version, ListingBuilder listing) {
        Reference reference = reference(member.key(), version);
        String name = Nodes.text(entry, "name");
        String number = Nodes.text(entry, "version");
        if (reference == null) {
            if (name.isEmpty()) {
                return;
            }
            reference = new Reference(name, number);
        }
        Mapping resolution = Nodes.mapping(entry, "resolution");
        ListingBuilder.Draft draft = listing.add(reference.key(),
                Purls.npm(name.isEmpty() ? reference.name() : name, number.isEmpty() ? reference.version() : number),
                Nodes.span(member.keyRange()));
        if (resolution != null) {
            draft.hash(Hash.integrity(Nodes.text(resolution, "integrity")));
            if (Nodes.text(resolution, "type").equals("directory")) {
                draft.own();
            }
        }
        if (version < 9) {
            draft.scope(Nodes.flag(entry, "dev")
                    ? Scope.DEVELOPMENT
                    : Nodes.flag(entry, "optional") ? Scope.OPTIONAL : Scope.RUNTIME);
        }
    }

    private static void needs(Mapping entry, int version, ListingBuilder.Draft draft) {
        for (String group : NEEDS) {
            for (Member needed : Nodes.members(entry, group)) {
                Reference found = dependency(needed.key(), Nodes.text(needed.value()), version);
                if (found != null) {
                    draft.requires(found.key());
                }
            }
        }
    }

    private static void asks(Mapping importer, int version, ListingBuilder listing, Map<String, Scope> roots) {
        GROUPS.forEach((group, scope) -> {
            for (Member needed : Nodes.members(importer, group)) {
                Value value = needed.value();
                String resolved = value instanceof Mapping detailed ? Nodes.text(detailed, "version") : Nodes.text(value);
                Reference found = dependency(needed.key(), resolved, version);
                ListingBuilder.Draft draft = found == null ? null : listing.find(found.key());
                if (draft != null) {
                    Mapping specifiers = Nodes.mapping(importer, "specifiers");
                    String specifier = value instanceof Mapping detailed
                            ? Nodes.text(detailed, "specifier")
                            : specifiers == null ? "" : Nodes.text(specifiers, needed.key());
                    draft.direct().requirement(specifier);
                    roots.merge(draft.key(), scope, Scope::or);
                }
            }
        });
    }

    /// The package that a name and what stands beside it mean; null for a link to a member of the workspace.
    private static @Nullable Reference dependency(String name, String value, int version) {
        if (value.isEmpty() || value.startsWith("link:") || value.startsWith("file:") || value.startsWith("workspace:")) {
            return null;
        }
        String plain = peerless(value, version);
        if (plain.startsWith("/")) {
            return reference(plain, version);
        }
        int at = plain.lastIndexOf('@');
        return at > 0 && !plain.contains("://") ? reference(plain, version) : new Reference(name, plain);
    }

    /// The package that a key means; null if it is none of the registry's.
    private static @Nullable Reference reference(String key, int version) {
        String plain = peerless(key, version);
        if (plain.startsWith("/")) {
            plain = plain.substring(1);
        }
        int split = plain.lastIndexOf(version < 6 ? '/' : '@');
        if (split <= 0 || split == plain.length() - 1) {
            return null;
        }
        String name = plain.substring(0, split);
        String number = plain.substring(split + 1);
        if (version < 6 && name.indexOf('.') > 0 && name.indexOf('/') > 0 && !name.startsWith("@")) {
            // A tarball's or repository's address: `github.com/owner/name/commit`.
            name = name.substring(name.lastIndexOf('/') + 1);
        }
        return new Reference(name, number.contains("://") || number.contains("/") ? "" : number);
    }

    /// Without the peers that a copy was resolved with.
    private static String peerless(String text, int version) {
        int bracket = text.indexOf('(');
        String plain = bracket < 0 ? text : text.substring(0, bracket);
        if (version < 6) {
            int slash = plain.lastIndexOf('/');
            int peers = plain.indexOf('_', slash + 1);
            return peers < 0 ? plain : plain.substring(0, peers);
        }
        return plain;
    }

    /// Since version 9 the file no longer says what is for development only: it is what nothing else leads to.
    private static final class Reach {
        private final Map<String, Set<String>> edges = new HashMap<>();
        private final ListingBuilder listing;

        Reach(Mapping root, int version, ListingBuilder listing) {
            this.listing = listing;
            for (Member member : Nodes.members(root, "snapshots")) {
                Reference from = reference(member.key(), version);
                if (from == null || !(member.value() instanceof Mapping entry)) {
                    continue;
                }
                for (String group : NEEDS) {
                    for (Member needed : Nodes.members(entry, group)) {
                        Reference to = dependency(needed.key(), Nodes.text(needed.value()), version);
                        if (to != null) {
                            edges.computeIfAbsent(from.key(), _ -> new HashSet<>()).add(to.key());
                        }
                    }
                }
            }
        }

        void spread(Map<String, Scope> roots) {
            for (Scope scope : List.of(Scope.RUNTIME, Scope.OPTIONAL, Scope.DEVELOPMENT)) {
                Deque<String> left = new ArrayDeque<>();
                roots.forEach((key, of) -> {
                    if (of == scope) {
                        left.add(key);
                    }
                });
                Set<String> seen = new HashSet<>();
                while (!left.isEmpty()) {
                    String key = left.pop();
                    ListingBuilder.Draft draft = listing.find(key);
                    if (seen.add(key) && draft != null) {
                        draft.scope(scope);
                        left.addAll(edges.getOrDefault(key, Set.of()));
                    }
                }
            }
        }
    }
}
