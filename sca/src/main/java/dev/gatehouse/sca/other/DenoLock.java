package dev.gatehouse.sca.other;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Value;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `deno.lock` in versions 2 to 5 (docs.deno.com): packages of npm and of JSR. Modules under plain addresses have neither name nor
/// version and are passed over. Package URLs know no JSR; the name is the one under which JSR serves the package to npm clients.
final class DenoLock implements PackageFormat {
    @Override
    public String id() {
        return "deno-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("deno.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        Mapping packages = Nodes.mapping(root, "packages");
        // Versions 2 and 3 have everything one level deeper.
        Mapping home = packages == null ? root : packages;
        Mapping npm = Nodes.mapping(home, "npm");
        if (npm != null && npm.get("packages") != null) {
            npm = Nodes.mapping(npm, "packages");
        }
        if (root.get("version") != null && npm == null && home.get("jsr") == null) {
            listing.emptyIsFine();
        }
        Map<String, String> resolved = new HashMap<>();
        for (Member member : Nodes.members(home, "specifiers")) {
            String value = Nodes.text(member.value());
            // `npm:chalk@5` to `5.3.0`, up to version 3 to `npm:chalk@5.3.0`.
            resolved.put(member.key(), value.startsWith("npm:") || value.startsWith("jsr:")
                    ? value
                    : name(member.key()) + "@" + value);
        }
        for (Member member : npm == null ? List.<Member>of() : npm.members()) {
            add("npm:" + member.key(), member, listing);
        }
        for (Member member : Nodes.members(home, "jsr")) {
            add("jsr:" + member.key(), member, listing);
        }
        Set<String> keys = new HashSet<>();
        for (Member member : npm == null ? List.<Member>of() : npm.members()) {
            keys.add("npm:" + member.key());
        }
        for (Member member : npm == null ? List.<Member>of() : npm.members()) {
            needs("npm:" + member.key(), "npm:", member, resolved, keys, listing);
        }
        for (Member member : Nodes.members(home, "jsr")) {
            needs("jsr:" + member.key(), "", member, resolved, keys, listing);
        }
        Mapping workspace = Nodes.mapping(root, "workspace");
        if (workspace != null) {
            asks(workspace, resolved, listing);
            for (Member member : Nodes.members(workspace, "members")) {
                if (member.value() instanceof Mapping inner) {
                    asks(inner, resolved, listing);
                }
            }
        }
    }

    private static void add(String key, Member member, ListingBuilder listing) {
        ListingBuilder.Draft draft = listing.add(key, purl(key), Nodes.span(member.keyRange()));
        if (member.value() instanceof Mapping entry) {
            String integrity = Nodes.text(entry, "integrity");
            draft.hash(integrity.contains("-") ? Hash.integrity(integrity) : Optional.empty());
        }
    }

    /// That of `npm:@scope/name@1.0.0_peer@2.0.0` or `jsr:@scope/name@1.0.0`.
    private static Optional<PackageUrl> purl(String key) {
        String plain = key.substring(4);
        int at = plain.indexOf('@', 1);
        if (at < 0) {
            return Optional.empty();
        }
        String version = plain.substring(at + 1);
        int peers = version.indexOf('_');
        version = peers < 0 ? version : version.substring(0, peers);
        String name = plain.substring(0, at);
        if (key.startsWith("jsr:")) {
            int slash = name.indexOf('/');
            return slash < 2
                    ? Optional.empty()
                    : Purls.of("npm", "@jsr", name.substring(1, slash) + "__" + name.substring(slash + 1), version);
        }
        return Purls.npm(name, version);
    }

    private static void needs(String key, String registry, Member member, Map<String, String> resolved, Set<String> keys,
            ListingBuilder listing) {
        ListingBuilder.Draft draft = listing.find(key);
        if (draft == null || !(member.value() instanceof Mapping entry)) {
            return;
        }
        for (String group : List.of("dependencies", "optionalDependencies")) {
            for (String needed : Nodes.texts(entry, group)) {
                draft.requires(target(registry + needed, resolved, keys));
            }
            // Version 3 has a mapping from name to name with version.
            for (Member needed : Nodes.members(entry, group)) {
                draft.requires(target(registry + Nodes.text(needed.value()), resolved, keys));
            }
        }
    }

    /// The key of what a text in a list of needs means: a key, a name of which there is one version, or what was asked for.
    private static String target(String text, Map<String, String> resolved, Set<String> keys) {
        String asked = resolved.get(text);
        if (asked != null) {
            return asked;
        }
        if (keys.contains(text)) {
            return text;
        }
        return keys.stream().filter(key -> key.startsWith(text + "@")).min(String::compareTo).orElse(text);
    }

    private static void asks(Mapping workspace, Map<String, String> resolved, ListingBuilder listing) {
        direct(Nodes.values(workspace, "dependencies"), resolved, listing);
        Mapping manifest = Nodes.mapping(workspace, "packageJson");
        if (manifest != null) {
            direct(Nodes.values(manifest, "dependencies"), resolved, listing);
        }
    }

    private static void direct(List<Value> asked, Map<String, String> resolved, ListingBuilder listing) {
        for (Value value : asked) {
            String text = Nodes.text(value);
            String key = resolved.get(text);
            ListingBuilder.@Nullable Draft draft = key == null ? null : listing.find(key);
            if (draft != null) {
                draft.direct().requirement(text.substring(Math.min(text.length(), name(text).length() + 1)));
            }
        }
    }

    /// `npm:chalk` of `npm:chalk@5`.
    private static String name(String specifier) {
        int at = specifier.indexOf('@', 5);
        return at < 0 ? specifier : specifier.substring(0, at);
    }
}
