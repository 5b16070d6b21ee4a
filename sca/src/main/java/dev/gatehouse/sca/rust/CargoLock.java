package dev.gatehouse.sca.rust;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `Cargo.lock` in versions 1 to 4 (doc.rust-lang.org/cargo). A package without source is a member of the workspace. What is for
/// tests or builds only is not told: that stands in `Cargo.toml`.
final class CargoLock implements PackageFormat {
    @Override
    public String id() {
        return "cargo-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("cargo.lock");
    }

    /// A package of the file.
    private record Locked(Mapping table, String name, String version, String source, ListingBuilder.Draft draft) {}

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.TOML);
        listing.scopesFromRoots();
        Map<String, List<Locked>> byName = new HashMap<>();
        List<Locked> all = new ArrayList<>();
        List<Mapping> tables = new ArrayList<>(Nodes.mappings(root, "package"));
        if (root.get("root") instanceof Mapping old) {
            tables.add(old);
        }
        for (Mapping table : tables) {
            Locked locked = add(table, Nodes.mapping(root, "metadata"), listing);
            all.add(locked);
            byName.computeIfAbsent(locked.name(), _ -> new ArrayList<>()).add(locked);
        }
        for (Locked locked : all) {
            for (Value needed : Nodes.values(locked.table(), "dependencies")) {
                // "name", "name version" or "name version (source)", as much as it takes to be unambiguous.
                String[] words = Nodes.text(needed).split(" ", 3);
                for (Locked found : byName.getOrDefault(words[0], List.of())) {
                    if ((words.length < 2 || words[1].equals(found.version()))
                            && (words.length < 3 || words[2].equals("(" + found.source() + ")"))) {
                        locked.draft().requires(found.draft().key());
                        if (locked.source().isEmpty()) {
                            found.draft().direct();
                        }
                    }
                }
            }
        }
        if (all.isEmpty() && root.get("version") != null) {
            listing.emptyIsFine();
        }
    }

    private static Locked add(Mapping table, @Nullable Mapping metadata, ListingBuilder listing) {
        String name = Nodes.text(table, "name");
        String version = Nodes.text(table, "version");
        String source = Nodes.text(table, "source");
        Value place = table.get("name");
        ListingBuilder.Draft draft = listing.add(name + " " + version + (source.isEmpty() ? "" : " (" + source + ")"),
                Purls.of("cargo", "", name, version, qualifiers(source), ""),
                Nodes.span(place == null ? table.range() : place.range()));
        draft.hash(Hash.hex("SHA-256", Nodes.text(table, "checksum")));
        if (metadata != null && !source.isEmpty()) {
            draft.hash(Hash.hex("SHA-256", Nodes.text(metadata, "checksum " + name + " " + version + " (" + source + ")")));
        }
        if (source.isEmpty()) {
            draft.own();
        }
        return new Locked(table, name, version, source, draft);
    }

    private static Map<String, String> qualifiers(String source) {
        if (source.startsWith("git+")) {
            int hash = source.lastIndexOf('#');
            int query = source.indexOf('?');
            int end = query > 0 ? query : hash > 0 ? hash : source.length();
            return Map.of("vcs_url", source.substring(0, end) + (hash > 0 ? "@" + source.substring(hash + 1) : ""));
        }
        boolean registry = source.isEmpty() || source.contains("github.com/rust-lang/crates.io-index")
                || source.contains("index.crates.io");
        return registry ? Map.of() : Map.of("repository_url", source.replaceFirst("^(registry|sparse)\\+", ""));
    }
}
