package dev.gatehouse.sca.remedy.npm;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.remedy.npm.NpmNeeds.Ask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The second half of a lock file of version 2: the tree as version 1 has it, for npm 6.
final class LegacyTree {
    private static final List<String> COPIED = List.of("version", "resolved", "integrity", "dev", "optional", "devOptional",
            "peer", "extraneous");

    private final NpmTree tree;
    private final Mapping before;
    private final Function<NpmNode, Map<String, Object>> entries;

    /// @param before
    ///            what stands there now
    /// @param entries
    ///            what the first half says of a node
    LegacyTree(NpmTree tree, Mapping before, Function<NpmNode, Map<String, Object>> entries) {
        this.tree = tree;
        this.before = before;
        this.entries = entries;
    }

    Map<String, Object> write() {
        Map<String, Object> root = new TreeMap<>();
        Map<String, Map<String, Object>> written = new LinkedHashMap<>();
        // Outer places are shorter than inner ones.
        List<NpmNode> nodes = tree.nodes().stream().filter(node -> node.place().contains(NpmNode.MODULES))
                .sorted(java.util.Comparator.comparingInt((NpmNode node) -> node.place().length())).toList();
        for (NpmNode node : nodes) {
            int at = node.place().lastIndexOf(NpmNode.MODULES);
            String name = node.place().substring(at + NpmNode.MODULES.length());
            String around = at == 0 ? "" : node.place().substring(0, at - 1);
            Map<String, Object> entry = entry(node);
            if (around.isEmpty()) {
                root.put(name, entry);
            } else {
                Map<String, Object> outer = written.get(around);
                if (outer == null) {
                    continue;
                }
                inner(outer).put(name, entry);
            }
            written.put(node.place(), entry);
            String target = node.target();
            if (target != null) {
                written.put(target, entry);
            }
        }
        return root;
    }

    @SuppressWarnings("unchecked") // Only maps of this shape are put there.
    private static Map<String, Object> inner(Map<String, Object> outer) {
        return (Map<String, Object>) outer.computeIfAbsent("dependencies", _ -> new TreeMap<String, Object>());
    }

    private Map<String, Object> entry(NpmNode node) {
        Map<String, Object> entry = new LinkedHashMap<>();
        Mapping old = find(node.place());
        if (old != null && node.release() == null) {
            for (Member member : old.members()) {
                if (!member.key().equals("dependencies")) {
                    entry.put(member.key(), NpmJson.plain(member.value()));
                }
            }
            if (old.get("requires") instanceof Mapping requires) {
                entry.put("requires", current(node, requires));
            }
            if (!node.isLink()) {
                entry.keySet().removeAll(LockText.FLAGS);
                Map<String, Object> known = entries.apply(node);
                LockText.FLAGS.stream().filter(known::containsKey).forEach(flag -> entry.put(flag, known.get(flag)));
            }
            return entry;
        }
        Map<String, Object> known = entries.apply(node);
        for (String key : COPIED) {
            Object value = known.get(key);
            if (value != null) {
                entry.put(key, value);
            }
        }
        if (known.containsKey("name")) {
            entry.put("version", "npm:" + node.name() + "@" + node.versionText());
        }
        Map<String, Object> requires = new LinkedHashMap<>();
        for (Ask ask : node.needs().all()) {
            if (!ask.kind().isPeer()) {
                requires.put(ask.name(), tree.overrides().spec(ask).text());
            }
        }
        if (!node.needs().asks().isEmpty()) {
            entry.put("requires", requires);
        }
        return entry;
    }

    /// Requirements may have been raised or overridden.
    private Map<String, Object> current(NpmNode node, Mapping requires) {
        String target = node.target();
        NpmNode asking = target == null ? node : tree.node(target);
        Map<String, Object> specs = new LinkedHashMap<>();
        for (Member member : requires.members()) {
            Ask ask = asking == null ? null : asking.needs().ask(member.key());
            specs.put(member.key(), ask == null || asking == null
                    ? NpmJson.plain(member.value())
                    : asking.isOwn() ? ask.spec().text() : tree.overrides().spec(ask).text());
        }
        return specs;
    }

    /// What stands there now for a place; null if nothing does.
    private @Nullable Mapping find(String place) {
        Mapping at = before;
        Mapping found = null;
        for (String part : place.split("(?:^|/)" + NpmNode.MODULES)) {
            if (part.isEmpty()) {
                continue;
            }
            found = at == null ? null : Nodes.mapping(at, part);
            at = found == null ? null : Nodes.mapping(found, "dependencies");
        }
        return found;
    }
}
