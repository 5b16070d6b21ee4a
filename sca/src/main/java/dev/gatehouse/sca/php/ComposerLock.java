package dev.gatehouse.sca.php;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Sequence;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `composer.lock`, and `vendor/composer/installed.json` of both versions of Composer (getcomposer.org).
final class ComposerLock implements PackageFormat {
    private final boolean installed;

    ComposerLock(boolean installed) {
        this.installed = installed;
    }

    @Override
    public String id() {
        return installed ? "composer-installed" : "composer-lock";
    }

    @Override
    public Role role() {
        return installed ? Role.INSTALLED : Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return installed ? Set.of() : Set.of("composer.lock");
    }

    @Override
    public boolean recognises(String path, String name, dev.gatehouse.core.source.Blob blob) {
        return installed && name.equals("installed.json") && path.endsWith("composer/installed.json");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Value root = content.value(Format.JSON);
        List<Mapping> all = new ArrayList<>();
        Set<String> development = new java.util.HashSet<>();
        if (root instanceof Sequence old) {
            old.values().forEach(value -> {
                if (value instanceof Mapping entry) {
                    all.add(entry);
                }
            });
        } else if (root instanceof Mapping mapping) {
            all.addAll(Nodes.mappings(mapping, "packages"));
            Nodes.mappings(mapping, "packages-dev").forEach(entry -> {
                all.add(entry);
                development.add(name(entry));
            });
            Nodes.texts(mapping, "dev-package-names").forEach(name -> development.add(name.toLowerCase(Locale.ROOT)));
            if (all.isEmpty() && mapping.get("packages") instanceof Sequence) {
                listing.emptyIsFine();
            }
        }
        Map<String, String> provided = new HashMap<>();
        for (Mapping entry : all) {
            for (String role : List.of("provide", "replace")) {
                for (Member member : Nodes.members(entry, role)) {
                    provided.putIfAbsent(member.key().toLowerCase(Locale.ROOT), name(entry));
                }
            }
        }
        all.forEach(entry -> provided.put(name(entry), name(entry)));
        for (Mapping entry : all) {
            add(entry, development.contains(name(entry)) ? Scope.DEVELOPMENT : Scope.RUNTIME, provided, listing);
        }
    }

    private static String name(Mapping entry) {
        return Nodes.text(entry, "name").toLowerCase(Locale.ROOT);
    }

    private static void add(Mapping entry, Scope scope, Map<String, String> provided, ListingBuilder listing) {
        Value place = entry.get("name");
        String version = Nodes.text(entry, "version");
        ListingBuilder.Draft draft = listing.add(name(entry), Purls.slashed("composer", name(entry), version),
                Nodes.span(place == null ? entry.range() : place.range())).scope(scope)
                .licence(String.join(" OR ", Nodes.texts(entry, "license")));
        Mapping dist = Nodes.mapping(entry, "dist");
        if (dist != null) {
            draft.hash(Hash.hex("SHA-1", Nodes.text(dist, "shasum")));
            if (Nodes.text(dist, "type").equals("path")) {
                draft.own();
            }
        }
        List<Mapping> authors = Nodes.mappings(entry, "authors");
        if (!authors.isEmpty()) {
            draft.supplier(Nodes.text(authors.getFirst(), "name"));
        }
        for (Member needed : Nodes.members(entry, "require")) {
            String found = provided.get(needed.key().toLowerCase(Locale.ROOT));
            if (found != null) {
                draft.requires(found);
            }
        }
    }
}
