package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import dev.gatehouse.ecosystem.version.VersionException;
import dev.gatehouse.ecosystem.version.VersionScheme;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The lists that the security pages of nginx and OpenSSL have.
final class ListedRequirement {
    private ListedRequirement() {}

    /// `0.8.40+`: from there to the end of its branch, and if that is an odd (development) one without end; `0.7.52-0.8.39`;
    /// `0.9.10`; `all`; `none`.
    static Requirement nginx(String text) throws RangeException, VersionException {
        VersionScheme scheme = VersionScheme.NGINX;
        List<Interval> intervals = new ArrayList<>();
        for (String part : text.split(",")) {
            String item = part.strip();
            if (item.equals("none") || item.isEmpty()) {
                continue;
            }
            int hyphen = item.indexOf('-');
            if (item.equals("all")) {
                intervals.add(Interval.ALL);
            } else if (item.endsWith("+")) {
                Version from = scheme.parse(item.substring(0, item.length() - 1));
                String[] numbers = from.text().strip().split("\\.");
                boolean development = numbers.length > 1 && new BigInteger(numbers[1]).testBit(0);
                intervals.add(development
                        ? Interval.from(from, true)
                        : Interval.between(from,
                                scheme.parse(numbers[0] + '.'
                                        + new BigInteger(numbers[numbers.length > 1 ? 1 : 0]).add(BigInteger.ONE) + ".0")));
            } else if (hyphen > 0) {
                intervals.add(new Interval(new Interval.Bound(scheme.parse(item.substring(0, hyphen)), true),
                        new Interval.Bound(scheme.parse(item.substring(hyphen + 1)), true)));
            } else {
                intervals.add(Interval.exactly(scheme.parse(item)));
            }
        }
        return new Requirement(text, VersionRange.of(scheme, intervals), _ -> true);
    }

    /// Versions with commas between them, or plain comparisons.
    static Requirement openssl(String text) throws RangeException, VersionException {
        VersionScheme scheme = VersionScheme.OPENSSL;
        if (text.indexOf('<') >= 0 || text.indexOf('>') >= 0) {
            return Requirement.comparisons(scheme, text);
        }
        List<Interval> intervals = new ArrayList<>();
        for (String part : text.split(",")) {
            intervals.add(Interval.exactly(scheme.parse(part.strip())));
        }
        return new Requirement(text, VersionRange.of(scheme, intervals), _ -> true);
    }
}
