package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.range.Interval.Bound;
import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Intervals of Maven and NuGet: `[1.0,2.0)`, `(,1.0],[1.2,)`. A bare version is Maven's recommended one, which stands for
/// itself here, and NuGet's minimum; NuGet's `1.2.*` floats. Source: the POM reference; NuGet's "Package versioning".
final class BracketRequirement {
    private BracketRequirement() {}

    static Requirement parse(VersionScheme scheme, String text) throws RangeException, VersionException {
        List<Interval> intervals = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            char open = rest.charAt(0);
            if (open == '[' || open == '(') {
                int close = closing(rest);
                intervals.add(interval(scheme, open, rest.substring(1, close), rest.charAt(close)));
                rest = rest.substring(close + 1).strip();
                rest = rest.startsWith(",")
                        ? rest.substring(1).strip()
                        : rest.startsWith("||") ? rest.substring(2).strip() : rest;
            } else {
                int comma = rest.indexOf(',');
                intervals.add(bare(scheme, (comma < 0 ? rest : rest.substring(0, comma)).strip()));
                rest = comma < 0 ? "" : rest.substring(comma + 1).strip();
            }
        }
        if (intervals.isEmpty()) {
            throw new RangeException("an empty requirement");
        }
        return new Requirement(text, VersionRange.of(scheme, intervals), _ -> true);
    }

    private static int closing(String text) throws RangeException {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == ']' || text.charAt(i) == ')') {
                return i;
            }
        }
        throw new RangeException("an interval is not closed");
    }

    private static Interval interval(VersionScheme scheme, char open, String inside, char close)
            throws RangeException, VersionException {
        int comma = inside.indexOf(',');
        if (comma < 0) {
            if (open != '[' || close != ']') {
                throw new RangeException("a single version stands in square brackets");
            }
            return Interval.exactly(scheme.parse(inside.strip()));
        }
        return new Interval(bound(scheme, inside.substring(0, comma), open == '['),
                bound(scheme, inside.substring(comma + 1), close == ']'));
    }

    private static @Nullable Bound bound(VersionScheme scheme, String text, boolean inclusive) throws VersionException {
        String version = text.strip();
        return version.isEmpty() ? null : new Bound(scheme.parse(floor(version)), inclusive);
    }

    private static Interval bare(VersionScheme scheme, String text) throws VersionException {
        if (scheme == VersionScheme.MAVEN) {
            return Interval.exactly(scheme.parse(text));
        }
        if (text.equals("*") || text.equals("*-*")) {
            return Interval.ALL;
        }
        Version floor = scheme.parse(floor(text));
        return Interval.from(floor, true);
    }

    /// The least version that a floating one stands for.
    private static String floor(String text) {
        String floor = text.replaceFirst("-?\\*.*$", "");
        return floor.equals(text) ? text : floor.endsWith(".") ? floor + "0" : floor;
    }
}
