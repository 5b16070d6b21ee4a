package dev.gatehouse.sca.inventory;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which groups an artifact of Maven repositories is known to belong to. Read when the first jar needs it.
final class MavenGroups {
    private MavenGroups() {}

    /// A group that has an artifact, of all versions or of those on one side of a bound.
    private record Entry(String group, String bound, boolean below) {
        boolean holds(Version version) {
            try {
                return bound.isEmpty() || version.compareTo(VersionScheme.MAVEN.parse(bound)) < 0 == below;
            } catch (VersionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// The groups in alphabetical order; empty for an artifact that nobody told us of.
    static List<String> of(String artifact, String version) {
        return holding(Table.GROUPS, artifact, version);
    }

    /// The same of old libraries, whose own names mostly say something else.
    static List<String> ofOld(String artifact, String version) {
        return holding(Table.OLD, artifact, version);
    }

    private static List<String> holding(Map<String, List<Entry>> table, String artifact, String version) {
        List<Entry> all = table.getOrDefault(artifact, List.of());
        if (all.isEmpty()) {
            return List.of();
        }
        try {
            Version parsed = VersionScheme.MAVEN.parse(version);
            return all.stream().filter(each -> each.holds(parsed)).map(Entry::group).distinct().toList();
        } catch (VersionException e) {
            return all.stream().map(Entry::group).distinct().toList();
        }
    }

    private static final class Table {
        static final Map<String, List<Entry>> GROUPS = read("maven-groups.txt");
        static final Map<String, List<Entry>> OLD = read("old-libraries.txt");

        private static Map<String, List<Entry>> read(String file) {
            Map<String, List<Entry>> groups = HashMap.newHashMap(6_000);
            try (InputStream in = MavenGroups.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException(file + " is missing");
                }
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.startsWith("#")) {
                        String[] words = line.split(" ");
                        for (int i = 1; i < words.length; i++) {
                            String[] bound = words[i].split(">=|<", 2);
                            groups.computeIfAbsent(bound[0], _ -> new ArrayList<>(1))
                                    .add(new Entry(words[0], bound.length > 1 ? bound[1] : "", words[i].indexOf('<') > 0));
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return groups;
        }
    }
}
