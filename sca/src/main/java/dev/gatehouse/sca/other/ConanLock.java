package dev.gatehouse.sca.other;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Value;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `conan.lock` of Conan 1 (a graph) and Conan 2 (lists) (docs.conan.io). References are
/// `name/version@user/channel#revision%time`.
final class ConanLock implements PackageFormat {
    private static final Pattern REFERENCE = Pattern
            .compile("([A-Za-z0-9_+.-]+)/([^@#%\\s]+)(?:@([^/#%\\s]*)/([^#%\\s]*))?@?(?:#([0-9a-f]+))?(?:[%:].*)?");
    private static final Map<String, Scope> LISTS = new TreeMap<>(Map.of("requires", Scope.RUNTIME, "build_requires",
            Scope.BUILD, "python_requires", Scope.BUILD, "config_requires", Scope.BUILD));

    @Override
    public String id() {
        return "conan-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("conan.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        Mapping graph = Nodes.mapping(root, "graph_lock");
        if (graph != null) {
            graph(graph, listing);
            return;
        }
        if (LISTS.keySet().stream().allMatch(list -> Nodes.values(root, list).isEmpty()) && root.get("version") != null) {
            listing.emptyIsFine();
        }
        LISTS.forEach((list, scope) -> {
            for (Value value : Nodes.values(root, list)) {
                String text = Nodes.text(value);
                listing.add(text, purl(text), Nodes.span(value.range())).scope(scope);
            }
        });
    }

    private static void graph(Mapping graph, ListingBuilder listing) {
        for (Member node : Nodes.members(graph, "nodes")) {
            if (!(node.value() instanceof Mapping entry)) {
                continue;
            }
            Value reference = entry.get("ref") == null ? entry.get("pref") : entry.get("ref");
            Optional<PackageUrl> purl = purl(Nodes.text(reference));
            if (purl.isEmpty() && node.key().equals("0")) {
                continue;
            }
            ListingBuilder.Draft draft = listing.add(node.key(), purl,
                    Nodes.span(reference == null ? entry.range() : reference.range()));
            draft.scope("build".equals(Nodes.text(entry, "context")) ? Scope.BUILD : Scope.RUNTIME);
            Nodes.values(entry, "requires").forEach(needed -> draft.requires(Nodes.text(needed)));
            Nodes.values(entry, "build_requires").forEach(needed -> draft.requires(Nodes.text(needed)));
        }
        Mapping nodes = Nodes.mapping(graph, "nodes");
        Mapping first = nodes == null ? null : Nodes.mapping(nodes, "0");
        if (first != null) {
            Nodes.values(first, "requires").forEach(needed -> {
                ListingBuilder.Draft draft = listing.find(Nodes.text(needed));
                if (draft != null) {
                    draft.direct();
                }
            });
        }
    }

    static Optional<PackageUrl> purl(String text) {
        Matcher matcher = REFERENCE.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String user = matcher.group(3) == null || matcher.group(3).equals("_") ? "" : matcher.group(3);
        String channel = user.isEmpty() || matcher.group(4) == null ? "" : matcher.group(4);
        String revision = matcher.group(5) == null ? "" : matcher.group(5);
        return Purls.of("conan", user, matcher.group(1), matcher.group(2),
                Map.of("user", user, "channel", channel, "rrev", revision), "");
    }
}
