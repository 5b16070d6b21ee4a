package dev.gatehouse.sca.registry;

import dev.gatehouse.document.Mapping;
import dev.gatehouse.document.Member;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.listing.Nodes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every version of a package that a registry has.
///
/// @param releases
///            oldest first in the order of versions
/// @param latest
///            what the maintainers recommend; empty if they do not say
/// @param dated
///            whether the registry says when versions were published
public record NpmPackage(String name, List<NpmRelease> releases, String latest, boolean dated) {
    public NpmPackage {
        releases = List.copyOf(releases);
    }

    static NpmPackage of(String name, Mapping document) {
        Mapping times = Nodes.mapping(document, "time");
        Map<String, NpmRelease> releases = new HashMap<>();
        for (Member member : Nodes.members(document, "versions")) {
            if (member.value() instanceof Mapping manifest) {
                try {
                    Version version = VersionScheme.NPM.parse(member.key());
                    releases.put(member.key(),
                            new NpmRelease(name, version, times == null ? null : time(Nodes.text(times, member.key())),
                                    manifest));
                } catch (VersionException _) {
                    // What has no place in the order cannot be proposed.
                }
            }
        }
        List<NpmRelease> sorted = new ArrayList<>(releases.values());
        sorted.sort(Comparator.comparing(NpmRelease::version).thenComparing(release -> release.version().text()));
        Mapping tags = Nodes.mapping(document, "dist-tags");
        return new NpmPackage(name, sorted, tags == null ? "" : Nodes.text(tags, "latest"), times != null);
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// The release of a version; null if the registry does not have it.
    public @Nullable NpmRelease release(String version) {
        return releases.stream().filter(release -> release.version().text().equals(version)).findFirst().orElse(null);
    }
}
