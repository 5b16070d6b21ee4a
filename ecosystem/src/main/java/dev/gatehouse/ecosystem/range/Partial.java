package dev.gatehouse.ecosystem.range;

import dev.gatehouse.ecosystem.version.Version;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A semantic version of which the last numbers may be missing or `x`.
///
/// @param numbers
///            those that are given, at most three
/// @param prerelease
///            empty without; only where all three numbers are given
record Partial(List<BigInteger> numbers, String prerelease) {
    private static final int LONGEST = 512;

    static Partial parse(String text) throws RangeException {
        if (text.length() > LONGEST) {
            throw new RangeException("a version longer than " + LONGEST + " characters");
        }
        String bare = text.startsWith("v") || text.startsWith("V") ? text.substring(1) : text;
        int plus = bare.indexOf('+');
        bare = plus < 0 ? bare : bare.substring(0, plus);
        int hyphen = bare.indexOf('-');
        String prerelease = hyphen < 0 ? "" : bare.substring(hyphen + 1);
        List<BigInteger> numbers = new ArrayList<>(3);
        String[] parts = (hyphen < 0 ? bare : bare.substring(0, hyphen)).split("\\.", -1);
        if (parts.length > 3) {
            throw new RangeException("more than three numbers");
        }
        boolean wild = false;
        for (String part : parts) {
            wild |= part.equals("*") || part.equalsIgnoreCase("x") || part.isEmpty();
            if (!wild) {
                int end = 0;
                while (end < part.length() && Character.digit(part.charAt(end), 10) >= 0) {
                    end++;
                }
                boolean loose = numbers.size() == 2 && end > 0 && hyphen < 0;
                if (end == 0 || end < part.length() && !loose) {
                    throw new RangeException("not a semantic version");
                }
                numbers.add(new BigInteger(part.substring(0, end)));
                prerelease = end < part.length() ? part.substring(end) : prerelease;
            }
        }
        return new Partial(List.copyOf(numbers), numbers.size() == 3 ? prerelease : "");
    }

    /// A whole version.
    static Partial of(Version version) {
        try {
            return parse(version.text().replaceFirst("^[v=\\s]+", ""));
        } catch (RangeException _) {
            return new Partial(List.of(), "");
        }
    }

    /// The least version that it stands for.
    String floor() {
        StringBuilder floor = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            floor.append(i == 0 ? "" : ".").append(i < numbers.size() ? numbers.get(i) : "0");
        }
        return prerelease.isEmpty() ? floor.toString() : floor + "-" + prerelease;
    }

    /// The version with the number at the place raised and those behind it 0.
    String next(int place) {
        StringBuilder next = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            BigInteger number = i < numbers.size() ? numbers.get(i) : BigInteger.ZERO;
            next.append(i == 0 ? "" : ".").append(i < place ? number : i == place ? number.add(BigInteger.ONE) : BigInteger.ZERO);
        }
        return next.toString();
    }

    /// The number that a caret lets change no more: the first that is not 0, else the last that is given.
    int caretPlace() {
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i).signum() != 0) {
                return i;
            }
        }
        return numbers.size() - 1;
    }

    /// Whether this is a pre-release of the same three numbers as the other.
    boolean isPrereleaseOf(Partial other) {
        return !prerelease.isEmpty() && numbers.equals(other.numbers);
    }
}
