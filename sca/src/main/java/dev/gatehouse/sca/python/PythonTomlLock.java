package dev.gatehouse.sca.python;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Range;
import dev.gatehouse.document.Scalar;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the TOML lock files of Python have in common: a list of `[[package]]` tables with name, version and digests. What a
/// package needs is written differently, by name in all of them.
abstract class PythonTomlLock implements PackageFormat {
    /// One package of the file.
    ///
    /// @param draft
    ///            the component that it became
    record Locked(String name, String version, Mapping table, ListingBuilder.Draft draft) {}

    @Override
    public final Role role() {
        return Role.LOCK;
    }

    /// The key of the list of packages.
    String list() {
        return "package";
    }

    /// Says everything about a package that this file has in its own way.
    abstract void describe(Locked locked, Mapping root, ListingBuilder listing);

    /// The names that a package needs, each with a version if the file gives one, else empty.
    abstract List<Needed> needs(Mapping table);

    /// What a package needs.
    record Needed(String name, String version) {}

    @Override
    public final void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.TOML);
        List<Locked> all = new ArrayList<>();
        Map<String, List<Locked>> byName = new HashMap<>();
        for (Mapping table : Nodes.mappings(root, list())) {
            String name = Nodes.text(table, "name");
            String version = Nodes.text(table, "version");
            String key = Requirement.normalised(name) + "@" + version;
            ListingBuilder.Draft draft = listing.add(key, Purls.pypi(name, version), Nodes.span(place(table)));
            hashes(table, draft);
            Locked locked = new Locked(name, version, table, draft);
            all.add(locked);
            byName.computeIfAbsent(Requirement.normalised(name), _ -> new ArrayList<>()).add(locked);
        }
        for (Locked locked : all) {
            for (Needed needed : needs(locked.table())) {
                for (Locked found : byName.getOrDefault(Requirement.normalised(needed.name()), List.of())) {
                    if (needed.version().isEmpty() || needed.version().equals(found.version())) {
                        locked.draft().requires(found.draft().key());
                    }
                }
            }
            describe(locked, root, listing);
        }
        if (all.isEmpty() && (root.get("metadata") != null || root.get("version") != null || root.get("lock-version") != null)) {
            listing.emptyIsFine();
        }
    }

    private static Range place(Mapping table) {
        Value name = table.get("name");
        return name == null ? table.range() : name.range();
    }

    /// Digests of every file: in `files`, `wheels`, `sdist`, as `hash` or `hashes`.
    private static void hashes(Mapping table, ListingBuilder.Draft draft) {
        for (String key : List.of("files", "wheels", "sdist", "archive")) {
            List<Mapping> files = new ArrayList<>(Nodes.mappings(table, key));
            if (table.get(key) instanceof Mapping single) {
                files.add(single);
            }
            for (Mapping file : files) {
                draft.hash(Hash.prefixed(Nodes.text(file, "hash")));
                for (Member hash : Nodes.members(file, "hashes")) {
                    draft.hash(Hash.hex(hash.key(), Nodes.text(hash.value())));
                }
            }
        }
    }

    /// Names of a mapping of names, or of a list of specifiers.
    static List<Needed> named(Mapping table, String key) {
        List<Needed> names = new ArrayList<>();
        switch (table.get(key)) {
            case Mapping mapping -> mapping.members().forEach(member -> names.add(new Needed(member.key(), "")));
            case Sequence sequence -> {
                for (Value value : sequence.values()) {
                    switch (value) {
                        case Scalar.Text text -> Requirement.read(text.text())
                                .ifPresent(asked -> names.add(new Needed(asked.name(), "")));
                        case Mapping mapping ->
                            names.add(new Needed(Nodes.text(mapping, "name"), Nodes.text(mapping, "version")));
                        default -> {
                            // Something that no version of the format has.
                        }
                    }
                }
            }
            case null, default -> {
                // It needs nothing.
            }
        }
        return names;
    }
}
