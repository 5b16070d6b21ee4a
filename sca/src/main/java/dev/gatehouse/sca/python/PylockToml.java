package dev.gatehouse.sca.python;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import java.util.List;
import java.util.Set;

/// `pylock.toml` and `pylock.NAME.toml` (PEP 751).
final class PylockToml extends PythonTomlLock {
    @Override
    public String id() {
        return "pylock";
    }

    @Override
    public Set<String> names() {
        return Set.of("pylock.toml");
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.startsWith("pylock.") && name.endsWith(".toml");
    }

    @Override
    String list() {
        return "packages";
    }

    @Override
    List<Needed> needs(Mapping table) {
        return named(table, "dependencies");
    }

    @Override
    void describe(Locked locked, Mapping root, ListingBuilder listing) {
        listing.scopesFromRoots();
        if (Nodes.mapping(locked.table(), "directory") != null) {
            locked.draft().own();
        }
    }
}
