package dev.gatehouse.sca.java;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import org.jspecify.annotations.Nullable;

/// `libs.versions.toml`, a version catalogue (docs.gradle.org): aliases of libraries and plug-ins, versions by reference.
/// Rich versions count as pinned if they say `strictly`, `require` or `prefer` one version.
final class GradleCatalogue implements PackageFormat {
    @Override
    public String id() {
        return "gradle-catalogue";
    }

    @Override
    public Role role() {
        return Role.MANIFEST;
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".versions.toml");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.TOML);
        Mapping versions = Nodes.mapping(root, "versions");
        for (Member member : Nodes.members(root, "libraries")) {
            String module = "";
            Value version = null;
            if (member.value() instanceof Mapping library) {
                module = Nodes.text(library, "module");
                if (module.isEmpty()) {
                    module = Nodes.text(library, "group") + ":" + Nodes.text(library, "name");
                }
                version = library.get("version");
            } else {
                module = Nodes.text(member.value());
            }
            String[] parts = module.split(":", -1);
            if (parts.length >= 2) {
                String number = parts.length > 2 ? parts[2] : number(version, versions);
                listing.add(parts[0] + ":" + parts[1] + ":" + number,
                        Purls.maven(parts[0], parts[1], exact(number) ? number : ""), Nodes.span(member.keyRange()))
                        .requirement(exact(number) ? "" : number).direct();
            }
        }
        for (Member member : Nodes.members(root, "plugins")) {
            String id = "";
            String number = "";
            if (member.value() instanceof Mapping plugin) {
                id = Nodes.text(plugin, "id");
                number = number(plugin.get("version"), versions);
            } else {
                String[] parts = Nodes.text(member.value()).split(":", 2);
                id = parts[0];
                number = parts.length > 1 ? parts[1] : "";
            }
            listing.add("plugin:" + id, Purls.maven(id, id + ".gradle.plugin", exact(number) ? number : ""),
                    Nodes.span(member.keyRange())).requirement(exact(number) ? "" : number).scope(Scope.BUILD).direct();
        }
    }

    private static String number(@Nullable Value version, @Nullable Mapping versions) {
        if (version instanceof Mapping rich) {
            String reference = Nodes.text(rich, "ref");
            if (!reference.isEmpty()) {
                return versions == null ? "" : number(versions.get(reference), null);
            }
            for (String key : new String[]{"strictly", "require", "prefer"}) {
                if (!Nodes.text(rich, key).isEmpty()) {
                    return Nodes.text(rich, key);
                }
            }
            return "";
        }
        return Nodes.text(version);
    }

    private static boolean exact(String number) {
        return !number.isEmpty() && !number.contains("+") && "[](".indexOf(number.charAt(0)) < 0 && !number.startsWith("latest.");
    }
}
