package dev.gatehouse.sca.java;

import dev.gatehouse.core.source.Blob;
import dev.gatehouse.sca.listing.Content;
import dev.gatehouse.sca.listing.Lines;
import dev.gatehouse.sca.listing.ListingBuilder;
import dev.gatehouse.sca.listing.PackageFormat;
import dev.gatehouse.sca.listing.Purls;
import dev.gatehouse.sca.listing.Role;
import dev.gatehouse.sca.listing.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `gradle.lockfile` and `buildscript-gradle.lockfile`: `group:artifact:version=configuration,…` (docs.gradle.org, Locking
/// versions). In the older form each configuration has a file in `gradle/dependency-locks`.
final class GradleLockfile implements PackageFormat {
    @Override
    public String id() {
        return "gradle-lock";
    }

    @Override
    public Role role() {
        return Role.LOCK;
    }

    @Override
    public Set<String> names() {
        return Set.of("gradle.lockfile", "buildscript-gradle.lockfile", "settings-gradle.lockfile");
    }

    @Override
    public boolean recognises(String path, String name, Blob blob) {
        return name.endsWith(".lockfile") && path.contains("dependency-locks/");
    }

    @Override
    public void read(Content content, ListingBuilder listing) {
        String file = content.path().fileName();
        boolean build = file.startsWith("buildscript") || file.startsWith("settings");
        for (Lines.Line line : content.lines()) {
            String text = line.text().strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (text.startsWith("empty=")) {
                listing.emptyIsFine();
                continue;
            }
            int equals = text.indexOf('=');
            String coordinates = equals < 0 ? text : text.substring(0, equals);
            String[] parts = coordinates.split(":", -1);
            if (parts.length != 3) {
                listing.problem("packages-unreadable", line.number(), "expected group:artifact:version");
                continue;
            }
            String configurations = equals < 0 ? file.replace(".lockfile", "") : text.substring(equals + 1);
            listing.add(coordinates, Purls.maven(parts[0], parts[1], parts[2]), line.span(coordinates))
                    .scope(build ? Scope.BUILD : scope(configurations));
        }
    }

    private static Scope scope(String configurations) {
        List<String> names = List.of(configurations.toLowerCase(Locale.ROOT).split(","));
        if (names.stream().anyMatch(name -> !test(name) && name.endsWith("runtimeclasspath"))) {
            return Scope.RUNTIME;
        }
        if (names.stream().allMatch(GradleLockfile::test)) {
            return Scope.TEST;
        }
        if (names.stream().anyMatch(name -> !test(name) && name.endsWith("compileclasspath"))) {
            return Scope.PROVIDED;
        }
        return Scope.BUILD;
    }

    private static boolean test(String configuration) {
        return configuration.contains("test") || configuration.contains("jmh");
    }
}
