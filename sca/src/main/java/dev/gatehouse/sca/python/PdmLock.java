package dev.gatehouse.sca.python;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.Scope;
import java.util.List;
import java.util.Set;

/// `pdm.lock` (pdm-project.org).
final class PdmLock extends PythonTomlLock {
    @Override
    public String id() {
        return "pdm-lock";
    }

    @Override
    public Set<String> names() {
        return Set.of("pdm.lock");
    }

    @Override
    List<Needed> needs(Mapping table) {
        return named(table, "dependencies");
    }

    @Override
    void describe(Locked locked, Mapping root, ListingBuilder listing) {
        List<String> groups = Nodes.texts(locked.table(), "groups");
        groups.forEach(group -> locked.draft().scope(group.equals("default")
                ? Scope.RUNTIME
                : group.contains("test") ? Scope.TEST : Scope.DEVELOPMENT));
        if (groups.isEmpty()) {
            listing.scopesFromRoots();
        }
        if (locked.table().get("path") != null) {
            locked.draft().own();
        }
        Mapping metadata = Nodes.mapping(root, "metadata");
        Mapping files = metadata == null ? null : Nodes.mapping(metadata, "files");
        if (files != null) {
            for (Member member : files.members()) {
                if (member.key().equals(locked.name() + " " + locked.version())) {
                    Nodes.mappings(files, member.key())
                            .forEach(file -> locked.draft().hash(Hash.prefixed(Nodes.text(file, "hash"))));
                }
            }
        }
    }
}
