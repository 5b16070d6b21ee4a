package dev.gatehouse.sca.java;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;

/// `maven_install.json` of Bazel's rules_jvm_external, in both layouts: `artifacts` and `dependencies` by `group:artifact`, or a
/// `dependency_tree` of coordinates.
final class MavenInstall implements PackageFormat {
    @Override
    public String id() {
        return "bazel-maven";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith("_install.json") && (name.equals("maven_install.json") || name.endsWith("_maven_install.json"));
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        Mapping tree = Nodes.mapping(root, "dependency_tree");
        if (tree == null) {
            artifacts(root, listing);
        } else {
            tree(tree, listing);
        }
    }

    private static void artifacts(Mapping root, ListingBuilder listing) {
        if (root.get("artifacts") instanceof Mapping artifacts && artifacts.members().isEmpty()) {
            listing.emptyIsFine();
        }
        for (Member member : Nodes.members(root, "artifacts")) {
            String[] parts = member.key().split(":");
            if (parts.length >= 2 && member.value() instanceof Mapping entry) {
                // Behind the second colon stand extension and classifier: another file of the same package.
                ListingBuilder.Draft draft = listing.add(parts[0] + ":" + parts[1],
                        Purls.maven(parts[0], parts[1], Nodes.text(entry, "version")), Nodes.span(member.keyRange()));
                Mapping sums = Nodes.mapping(entry, "shasums");
                if (sums != null) {
                    draft.hash(Hash.hex("SHA-256", Nodes.text(sums, "jar")));
                }
            }
        }
        for (Member member : Nodes.members(root, "dependencies")) {
            ListingBuilder.Draft draft = listing.find(plain(member.key()));
            if (draft != null) {
                Nodes.texts(root.get("dependencies") instanceof Mapping all ? all : root, member.key())
                        .forEach(needed -> draft.requires(plain(needed)));
            }
        }
    }

    private static void tree(Mapping tree, ListingBuilder listing) {
        if (tree.get("dependencies") != null && Nodes.values(tree, "dependencies").isEmpty()) {
            listing.emptyIsFine();
        }
        for (Mapping entry : Nodes.mappings(tree, "dependencies")) {
            String coordinate = Nodes.text(entry, "coord");
            String[] parts = coordinate.split(":");
            if (parts.length < 3) {
                continue;
            }
            ListingBuilder.Draft draft = listing.add(parts[0] + ":" + parts[1],
                    Purls.maven(parts[0], parts[1], parts[parts.length - 1]), Nodes.span(entry.range()));
            if (parts.length == 3) {
                draft.hash(Hash.hex("SHA-256", Nodes.text(entry, "sha256")));
            }
            Nodes.texts(entry, "directDependencies").forEach(needed -> draft.requires(plain(needed)));
        }
    }

    private static String plain(String coordinate) {
        String[] parts = coordinate.split(":");
        return parts.length < 2 ? coordinate : parts[0] + ":" + parts[1];
    }
}
