package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Nodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a package asks for, by name.
///
/// @param asks
///            each name once, with the kind that npm lets win
record NpmNeeds(Map<String, Ask> asks) {
    static final NpmNeeds NONE = new NpmNeeds(Map.of());

    NpmNeeds {
        asks = Collections.unmodifiableMap(asks);
    }

    /// What for.
    enum Kind {
        RUNTIME("dependencies"),
        OPTIONAL("optionalDependencies"),
        PEER("peerDependencies"),
        OPTIONAL_PEER("peerDependencies"),
        DEVELOPMENT(
                "devDependencies");

        private final String group;

        Kind(String group) {
            this.group = group;
        }

        /// The member of `package.json` in which it stands.
        String group() {
            return group;
        }

        boolean isPeer() {
            return this == PEER || this == OPTIONAL_PEER;
        }

        /// Whether a lock file may leave it out. An optional dependency it has for all platforms.
        boolean mayBeMissing() {
            return this == OPTIONAL_PEER;
        }
    }

    /// One requirement.
    record Ask(String name, NpmSpec spec, Kind kind) {}

    /// Those of a manifest.
    ///
    /// @param own
    ///            whether it is the project's own, for which development dependencies count too
    static NpmNeeds of(Mapping manifest, boolean own) {
        Map<String, Ask> asks = new LinkedHashMap<>();
        // Later ones win, as Arborist reads them: peers, then runtime, optional, development where nothing else asks.
        Mapping meta = Nodes.mapping(manifest, "peerDependenciesMeta");
        for (Member member : Nodes.members(manifest, "peerDependencies")) {
            Mapping about = meta == null ? null : Nodes.mapping(meta, member.key());
            put(asks, member, about != null && Nodes.flag(about, "optional") ? Kind.OPTIONAL_PEER : Kind.PEER);
        }
        Nodes.members(manifest, "dependencies").forEach(member -> put(asks, member, Kind.RUNTIME));
        Nodes.members(manifest, "optionalDependencies").forEach(member -> put(asks, member, Kind.OPTIONAL));
        if (own) {
            for (Member member : Nodes.members(manifest, "devDependencies")) {
                Ask before = asks.get(member.key());
                if (before == null || before.kind().isPeer()) {
                    put(asks, member, Kind.DEVELOPMENT);
                }
            }
        }
        return new NpmNeeds(asks);
    }

    private static void put(Map<String, Ask> asks, Member member, Kind kind) {
        asks.put(member.key(), new Ask(member.key(), NpmSpec.of(member.key(), Nodes.text(member.value())), kind));
    }

    /// What it asks of a name; null if nothing.
    @Nullable
    Ask ask(String name) {
        return asks.get(name);
    }

    List<Ask> all() {
        return new ArrayList<>(asks.values());
    }

    /// The same with another requirement on one name.
    NpmNeeds with(Ask changed) {
        Map<String, Ask> other = new LinkedHashMap<>(asks);
        other.put(changed.name(), changed);
        return new NpmNeeds(other);
    }
}
