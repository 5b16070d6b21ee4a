package dev.gatehouse.sca.python;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.Scope;
import java.util.List;
import java.util.Set;

/// `poetry.lock` (python-poetry.org). Until version 2.0 of the file digests stand at its end; until 1.5 of Poetry `category`
/// says what for, since 2.1 of the file `groups` does, in between nothing.
final class PoetryLock extends PythonTomlLock {
    @Override
    public String id() {
        return "poetry-lock";
    }

    @Override
    public Set<String> names() {
        return Set.of("poetry.lock");
    }

    @Override
    List<Needed> needs(Mapping table) {
        return named(table, "dependencies");
    }

    @Override
    void describe(Locked locked, Mapping root, ListingBuilder listing) {
        Mapping table = locked.table();
        String category = Nodes.text(table, "category");
        List<String> groups = Nodes.texts(table, "groups");
        if (!category.isEmpty()) {
            locked.draft().scope(category.equals("main") ? Scope.RUNTIME : Scope.DEVELOPMENT);
        } else if (!groups.isEmpty()) {
            groups.forEach(group -> locked.draft().scope(group.equals("main")
                    ? Scope.RUNTIME
                    : group.contains("test") ? Scope.TEST : Scope.DEVELOPMENT));
        } else if (listing.find("") == null) {
            listing.scopesFromRoots();
        }
        Mapping source = Nodes.mapping(table, "source");
        if (source != null && Nodes.text(source, "type").equals("directory")) {
            locked.draft().own();
        }
        Mapping metadata = Nodes.mapping(root, "metadata");
        Mapping files = metadata == null ? null : Nodes.mapping(metadata, "files");
        if (files != null) {
            Nodes.mappings(files, locked.name()).forEach(file -> locked.draft().hash(Hash.prefixed(Nodes.text(file, "hash"))));
        }
        Mapping hashes = metadata == null ? null : Nodes.mapping(metadata, "hashes");
        if (hashes != null) {
            for (Member member : hashes.members()) {
                if (member.key().equals(locked.name())) {
                    Nodes.texts(hashes, member.key()).forEach(hash -> locked.draft().hash(Hash.hex("SHA-256", hash)));
                }
            }
        }
    }
}
