package dev.gatehouse.ecosystem.version;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// OpenSSL: three numbers and, before 3.0, letters for the patch; `pre`, `alpha` and `beta` come before.
record OpensslOrder(List<String> numbers, String letters, @Nullable String stage, String stageNumber)
        implements
            Comparable<OpensslOrder>,
            Prerelease {
    private static final Pattern VERSION = Pattern
            .compile("(\\d+(?:\\.\\d+)*)([a-z]*)(?:-(alpha|beta|pre|dev)(\\d*))?(?:[-+].*)?");

    static OpensslOrder parse(String text) throws VersionException {
        Matcher matcher = VERSION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new VersionException("not a version of OpenSSL");
        }
        return new OpensslOrder(List.of(matcher.group(1).split("\\.")), matcher.group(2), matcher.group(3),
                matcher.group(4) == null ? "" : matcher.group(4));
    }

    @Override
    public boolean isPrerelease() {
        return stage != null;
    }

    @Override
    public int compareTo(OpensslOrder other) {
        int order = Digits.compare(numbers, other.numbers, true);
        order = order != 0 ? order : letters.compareTo(other.letters);
        order = order != 0 ? order : Integer.compare(rank(stage), rank(other.stage));
        return order != 0 ? order : Digits.compare(stageNumber, other.stageNumber);
    }

    private static int rank(@Nullable String stage) {
        return switch (stage) {
            case null -> 4;
            case "dev" -> 0;
            case "alpha" -> 1;
            case "beta" -> 2;
            default -> 3;
        };
    }
}
