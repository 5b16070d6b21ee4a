package dev.gatehouse.sca.python;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `uv.lock` (docs.astral.sh/uv): the project and its workspace members are packages too, with what they ask for by group.
final class UvLock extends PythonTomlLock {
    @Override
    public String id() {
        return "uv-lock";
    }

    @Override
    public Set<String> names() {
        return Set.of("uv.lock");
    }

    @Override
    List<Needed> needs(Mapping table) {
        List<Needed> needs = new ArrayList<>(named(table, "dependencies"));
        for (String groups : List.of("optional-dependencies", "dev-dependencies")) {
            Mapping group = Nodes.mapping(table, groups);
            if (group != null) {
                group.members().forEach(member -> needs.addAll(named(group, member.key())));
            }
        }
        return needs;
    }

    @Override
    void describe(Locked locked, Mapping root, ListingBuilder listing) {
        Mapping source = Nodes.mapping(locked.table(), "source");
        if (source == null || !(source.get("virtual") != null || source.get("editable") != null
                || source.get("directory") != null)) {
            return;
        }
        locked.draft().own();
        listing.scopesFromRoots();
        asks(named(locked.table(), "dependencies"), Scope.RUNTIME, root, listing);
        for (Member group : Nodes.members(locked.table(), "optional-dependencies")) {
            asks(named(optional(locked.table(), "optional-dependencies"), group.key()), Scope.OPTIONAL, root, listing);
        }
        for (Member group : Nodes.members(locked.table(), "dev-dependencies")) {
            asks(named(optional(locked.table(), "dev-dependencies"), group.key()),
                    group.key().contains("test") ? Scope.TEST : Scope.DEVELOPMENT, root, listing);
        }
    }

    private static Mapping optional(Mapping table, String key) {
        Mapping inner = Nodes.mapping(table, key);
        return inner == null ? table : inner;
    }

    private static void asks(List<Needed> needs, Scope scope, Mapping root, ListingBuilder listing) {
        for (Needed needed : needs) {
            for (Mapping table : Nodes.mappings(root, "package")) {
                String version = Nodes.text(table, "version");
                if (Requirement.normalised(Nodes.text(table, "name")).equals(Requirement.normalised(needed.name()))
                        && (needed.version().isEmpty() || needed.version().equals(version))) {
                    ListingBuilder.Draft draft = listing.find(Requirement.normalised(needed.name()) + "@" + version);
                    if (draft != null) {
                        draft.direct().scope(scope);
                    }
                }
            }
        }
    }
}
