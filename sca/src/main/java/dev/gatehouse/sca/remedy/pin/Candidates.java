package dev.gatehouse.sca.remedy.pin;

import dev.gatehouse.ecosystem.Ecosystem;
import dev.gatehouse.ecosystem.PackageUrl;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import dev.gatehouse.sca.registry.PublishedVersions;
import dev.gatehouse.sca.remedy.KnownWeaknesses;
import dev.gatehouse.sca.remedy.Weakness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The versions to which a pin may be moved: those that the user's registries have, else those that advisories name as fixed, and
/// what is named as fixed for these in turn.
///
/// @param published
///            asked for each package of a pin
/// @param minimumAge
///            of a version, where the registry says when it was published
public record Candidates(KnownWeaknesses known, PublishedVersions published, Duration minimumAge, Instant now) {
    private static final int MOST = 5_000;
    private static final int MOST_NAMED = 200;
    /// Versions that were dates and are older than those that follow them: `20030203.000550` of commons-io.
    private static final Pattern DATE = Pattern.compile("v?[0-9]{5,}.*");
    private static final Pattern UNFINISHED = Pattern.compile(
            "(?i).*(?:^|[-._+]|(?<=[0-9]))(?:alpha|beta|[ab](?=[0-9])|c?rc?(?=[-._]?[0-9])|rc|cr|m(?=[0-9])|milestone|snapshot|pre|preview"
                    + "|dev|ea|next|nightly|canary|incubating|pr(?=[0-9])).*");
    private static final Set<String> PLAIN = Set.of("", "final", "ga", "release");

    /// Newer ones, nearest first.
    List<String> newer(Pin pin, String than) throws InterruptedException {
        VersionScheme scheme = scheme(pin);
        try {
            Version current = scheme.parse(than);
            Optional<Set<String>> there = there(pin, than);
            Map<Version, String> newer = new TreeMap<>();
            for (String version : there.isPresent() ? there.get() : named(pin, than)) {
                try {
                    Version candidate = scheme.parse(version);
                    if (candidate.compareTo(current) > 0) {
                        newer.putIfAbsent(candidate, version);
                    }
                } catch (VersionException _) {
                    // What cannot be compared cannot be better.
                }
            }
            return newer.values().stream().limit(MOST).toList();
        } catch (VersionException _) {
            return List.of();
        }
    }

    /// Weaknesses of all packages of a pin in a version.
    List<Weakness> weaknesses(Pin pin, String version) {
        List<Weakness> found = new ArrayList<>();
        for (PackageUrl purl : pin.packages()) {
            found.addAll(known.of(purl.withVersion(version)));
        }
        return found;
    }

    private static VersionScheme scheme(Pin pin) {
        return Ecosystem.of(pin.packages().iterator().next()).orElseThrow().family().scheme();
    }

    /// The versions that registries have of all packages of the pin; empty if one of them is not known to any.
    private Optional<Set<String>> there(Pin pin, String now) throws InterruptedException {
        Set<String> all = null;
        for (PackageUrl purl : pin.packages()) {
            Optional<List<PublishedVersions.Release>> releases = published.of(purl);
            if (releases.isEmpty()) {
                return Optional.empty();
            }
            Set<String> usable = new HashSet<>();
            for (PublishedVersions.Release release : releases.get()) {
                if (isUsable(release, now)) {
                    usable.add(release.version());
                }
            }
            if (all == null) {
                all = usable;
            } else {
                all.retainAll(usable);
            }
        }
        return Optional.ofNullable(all);
    }

    private boolean isUsable(PublishedVersions.Release release, String from) {
        String version = release.version();
        boolean young = release.published() != null && release.published().isAfter(now.minus(minimumAge));
        return !release.withdrawn() && !young && (!UNFINISHED.matcher(version).matches() || UNFINISHED.matcher(from).matches())
                && (!DATE.matcher(version).matches() || DATE.matcher(from).matches()) && flavour(version, from);
    }

    /// What is published in several flavours at once stays what it is: `31.1-jre`, `31.1-android`.
    private static boolean flavour(String version, String from) {
        String mine = letters(from);
        String other = letters(version);
        return mine.equals(other) || PLAIN.contains(mine) && PLAIN.contains(other) || UNFINISHED.matcher(from).matches();
    }

    private static String letters(String version) {
        String rest = version.replaceFirst("^v?[0-9.]+", "").replaceFirst("\\+incompatible$", "").toLowerCase(Locale.ROOT);
        return rest.replaceAll("^post[0-9]*$", "").replaceAll("[^a-z]", "");
    }

    private Set<String> named(Pin pin, String now) {
        Set<String> seen = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(List.of(now));
        while (!left.isEmpty() && seen.size() < MOST_NAMED) {
            String at = left.poll();
            if (seen.add(at)) {
                for (Weakness weakness : weaknesses(pin, at)) {
                    if (weakness.fixed() != null) {
                        left.add(Spelling.of(pin, now, weakness.fixed()));
                    }
                }
            }
        }
        return seen;
    }
}
