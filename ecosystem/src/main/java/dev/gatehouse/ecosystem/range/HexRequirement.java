package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.util.ArrayList;
import java.util.List;

/// Elixir's requirements: comparisons and `~>` with `and` and `or`. Source: the documentation of Elixir's `Version`.
final class HexRequirement {
    private HexRequirement() {}

    static Requirement parse(String text) throws RangeException, VersionException {
        List<Interval> intervals = new ArrayList<>();
        for (String alternative : text.split("\\s+or\\s+|\\|\\|")) {
            VersionRange range = VersionRange.all(VersionScheme.HEX);
            for (Clause clause : Clause.read(alternative.replaceAll("\\s+and\\s+", " "))) {
                Partial partial = Partial.parse(clause.operand());
                Version floor = VersionScheme.HEX.parse(partial.floor());
                range = range.intersect(clause.operator().equals("~>")
                        ? new VersionRange(VersionScheme.HEX, List.of(Interval.between(floor,
                                VersionScheme.HEX.parse(partial.next(Math.max(partial.numbers().size(), 2) - 2) + "-0"))))
                        : Requirement.comparison(clause.operator(), floor));
            }
            intervals.addAll(range.intervals());
        }
        return new Requirement(text, VersionRange.of(VersionScheme.HEX, intervals), _ -> true);
    }
}
