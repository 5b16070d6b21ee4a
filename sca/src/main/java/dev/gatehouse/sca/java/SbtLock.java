package dev.gatehouse.sca.java;

import dev.gatehouse.document.DocumentException;
import dev.gatehouse.document.Format;
import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Value;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Hash;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.Nodes;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.List;
import java.util.Set;

/// `build.sbt.lock` of sbt-dependency-lock (stringbean.github.io/sbt-dependency-lock). It has no graph.
final class SbtLock implements PackageFormat {
    @Override
    public String id() {
        return "sbt-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("build.sbt.lock");
    }

    @Override
    public void read(Content content, ListingBuilder listing) throws DocumentException {
        Mapping root = content.mapping(Format.JSON);
        if (root.get("lockVersion") != null && Nodes.values(root, "dependencies").isEmpty()) {
            listing.emptyIsFine();
        }
        for (Mapping dependency : Nodes.mappings(root, "dependencies")) {
            String group = Nodes.text(dependency, "org");
            String name = Nodes.text(dependency, "name");
            String version = Nodes.text(dependency, "version");
            List<String> configurations = Nodes.texts(dependency, "configurations");
            Value place = dependency.get("name");
            ListingBuilder.Draft draft = listing.add(group + ":" + name + ":" + version, Purls.maven(group, name, version),
                    Nodes.span(place == null ? dependency.range() : place.range())).scope(scope(configurations));
            Nodes.mappings(dependency, "artifacts").forEach(artifact -> draft.hash(Hash.prefixed(Nodes.text(artifact, "hash"))));
        }
    }

    private static Scope scope(List<String> configurations) {
        if (configurations.isEmpty() || configurations.contains("runtime")) {
            return Scope.RUNTIME;
        }
        if (configurations.contains("compile") || configurations.contains("provided")) {
            return Scope.PROVIDED;
        }
        return configurations.contains("optional") ? Scope.OPTIONAL : Scope.TEST;
    }
}
