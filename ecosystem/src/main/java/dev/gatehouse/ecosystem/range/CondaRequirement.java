package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Version part of conda's match specifications: `>=1.0,<2`, `1.2.*`, `=1.2`, `~=1.4.2`; bars mean *or*.
/// Source: the conda documentation, "Package match specifications".
final class CondaRequirement {
    private static final VersionScheme SCHEME = VersionScheme.CONDA;

    private CondaRequirement() {}

    static Requirement parse(String text) throws RangeException, VersionException {
        List<Interval> intervals = new ArrayList<>();
        for (String alternative : text.split("\\|", -1)) {
            VersionRange range = VersionRange.all(SCHEME);
            for (Clause clause : Clause.read(alternative)) {
                range = range.intersect(one(clause));
            }
            intervals.addAll(range.intervals());
        }
        return new Requirement(text, VersionRange.of(SCHEME, intervals), _ -> true);
    }

    private static VersionRange one(Clause clause) throws RangeException, VersionException {
        String operand = clause.operand();
        if (operand.equals("*")) {
            return VersionRange.all(SCHEME);
        }
        boolean wild = operand.endsWith("*");
        String bare = wild ? operand.replaceFirst("\\.?\\*$", "") : operand;
        return switch (clause.operator()) {
            case "=" -> prefix(bare);
            case "", "==" -> wild ? prefix(bare) : Requirement.comparison("=", SCHEME.parse(bare));
            case "!=" -> (wild ? prefix(bare) : Requirement.comparison("=", SCHEME.parse(bare))).complement();
            case "~=" -> {
                int last = bare.lastIndexOf('.');
                if (last < 0) {
                    throw new RangeException("'~=' needs at least two numbers");
                }
                yield Requirement.comparison(">=", SCHEME.parse(bare)).intersect(prefix(bare.substring(0, last)));
            }
            default -> Requirement.comparison(clause.operator(), SCHEME.parse(bare));
        };
    }

    private static VersionRange prefix(String bare) throws RangeException, VersionException {
        Version from = SCHEME.parse(bare + ".dev0");
        int last = bare.lastIndexOf('.');
        String number = bare.substring(last + 1);
        if (!number.matches("\\d+")) {
            throw new RangeException("not a number in front of the asterisk");
        }
        String next = bare.substring(0, last + 1) + new BigInteger(number).add(BigInteger.ONE) + ".dev0";
        return new VersionRange(SCHEME, List.of(Interval.between(from, SCHEME.parse(next))));
    }
}
