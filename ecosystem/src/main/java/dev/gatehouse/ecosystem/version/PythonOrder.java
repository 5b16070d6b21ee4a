package dev.gatehouse.ecosystem.version;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// PEP 440, now the version specifiers specification of the Python packaging guide.
///
/// @param epoch
///            number before the exclamation mark
/// @param release
///            without trailing zeros
/// @param stage
///            `a`, `b` or `rc`; null without a pre-release
/// @param number
///            number of the pre-release
/// @param post
///            number of the post-release; null without
/// @param dev
///            number of the development release; null without
/// @param local
///            parts of the local version; null without
record PythonOrder(String epoch, List<String> release, @Nullable String stage, String number, @Nullable String post,
        @Nullable String dev, @Nullable List<String> local) implements Comparable<PythonOrder>, Prerelease {
    private static final Pattern VERSION = Pattern.compile("v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)"
            + "(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\\d*))?"
            + "(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d*))?(?:[-_.]?(dev)[-_.]?(\\d*))?(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

    static PythonOrder parse(String text) throws VersionException {
        Matcher matcher = VERSION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new VersionException("not a version of PEP 440");
        }
        String post = matcher.group(5) != null ? matcher.group(5) : matcher.group(6) != null ? matcher.group(7) : null;
        String local = matcher.group(10);
        return new PythonOrder(orZero(matcher.group(1)), release(matcher.group(2)), stage(matcher.group(3)),
                orZero(matcher.group(4)), post, matcher.group(8) == null ? null : matcher.group(9),
                local == null ? null : List.of(local.split("[-_.]")));
    }

    private static String orZero(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? "0" : digits;
    }

    private static List<String> release(String dotted) {
        List<String> parts = Arrays.asList(dotted.split("\\."));
        int end = parts.size();
        while (end > 1 && Digits.compare(parts.get(end - 1), "0") == 0) {
            end--;
        }
        return List.copyOf(parts.subList(0, end));
    }

    private static @Nullable String stage(@Nullable String word) {
        return switch (word) {
            case null -> null;
            case "alpha", "a" -> "a";
            case "beta", "b" -> "b";
            default -> "rc";
        };
    }

    @Override
    public boolean isPrerelease() {
        return stage != null || dev != null;
    }

    /// Whether the other is the same but for the local version.
    boolean equalsPublicly(PythonOrder other) {
        return new PythonOrder(epoch, release, stage, number, post, dev, null)
                .compareTo(
                        new PythonOrder(other.epoch, other.release, other.stage, other.number, other.post, other.dev, null)) == 0;
    }

    @Override
    public int compareTo(PythonOrder other) {
        int order = Digits.compare(epoch, other.epoch);
        order = order != 0 ? order : Digits.compare(release, other.release, true);
        order = order != 0 ? order : Integer.compare(stageRank(), other.stageRank());
        order = order != 0 ? order : Digits.compare(number, other.number);
        order = order != 0 ? order : compare(post, other.post, false);
        order = order != 0 ? order : compare(dev, other.dev, true);
        return order != 0 ? order : compareLocal(local, other.local);
    }

    /// A development release of the final release comes before its pre-releases.
    private int stageRank() {
        return switch (stage) {
            case null -> post == null && dev != null ? 0 : 4;
            case "a" -> 1;
            case "b" -> 2;
            default -> 3;
        };
    }

    private static int compare(@Nullable String a, @Nullable String b, boolean absentIsLast) {
        if (a == null || b == null) {
            return absentIsLast ? Boolean.compare(a == null, b == null) : Boolean.compare(a != null, b != null);
        }
        return Digits.compare(a, b);
    }

    private static int compareLocal(@Nullable List<String> a, @Nullable List<String> b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        for (int i = 0; i < a.size() && i < b.size(); i++) {
            boolean leftNumber = Digits.only(a.get(i));
            boolean rightNumber = Digits.only(b.get(i));
            int order = leftNumber && rightNumber
                    ? Digits.compare(a.get(i), b.get(i))
                    : leftNumber != rightNumber ? Boolean.compare(leftNumber, rightNumber) : a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }
}
