package dev.gatehouse.ecosystem.version;

import java.util.List;
import java.util.regex.Pattern;

/// Numbers alone: of R and Hackage, where the longer of two is the greater, and of the plain dotted scheme, where missing
/// numbers count as 0. Source: R's `package_version`; the Haskell package versioning policy; the vers scheme `intdot`.
record IntegerOrder(List<String> numbers, boolean padded) implements Comparable<IntegerOrder> {
    private static final Pattern DOTTED = Pattern.compile("\\d+(?:\\.\\d+)*");
    private static final Pattern DOTTED_OR_HYPHENATED = Pattern.compile("\\d+(?:[.-]\\d+)*");

    /// Missing numbers count as 0.
    static IntegerOrder parse(String text) throws VersionException {
        if (!DOTTED.matcher(text.strip()).matches()) {
            throw new VersionException("not numbers with dots between them");
        }
        return new IntegerOrder(List.of(text.strip().split("\\.")), true);
    }

    /// The longer is the greater; hyphens separate as dots do.
    static IntegerOrder parseExactly(String text) throws VersionException {
        if (!DOTTED_OR_HYPHENATED.matcher(text.strip()).matches()) {
            throw new VersionException("not numbers with dots or hyphens between them");
        }
        return new IntegerOrder(List.of(text.strip().split("[.-]")), false);
    }

    @Override
    public int compareTo(IntegerOrder other) {
        return Digits.compare(numbers, other.numbers, padded);
    }
}
