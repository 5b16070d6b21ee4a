package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.value.BooleanValue;
import dev.gatehouse.rego.value.NumberValue;
import dev.gatehouse.rego.value.StringValue;
import dev.gatehouse.rego.value.Value;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Semantic versions (semver.org 2.0), read as generously as OPA does: a `v` may stand before them, and numbers may have leading zeros.
final class SemanticVersions {
    private static final Pattern VERSION = Pattern
            .compile(
                    "v?([0-9]+)\\.([0-9]+)\\.([0-9]+)(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?");

    private SemanticVersions() {}

    static void register(Builtins.Table table) {
        table.add("semver.compare", (context, arguments) -> {
            Operands.string(arguments, 0);
            Operands.string(arguments, 1);
            return NumberValue.of(compare(version(arguments, 0), version(arguments, 1)));
        });
        table.add("semver.is_valid",
                (context, arguments) -> BooleanValue.of(arguments[0] instanceof StringValue string && isValid(string.text())));
    }

    private static boolean isValid(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.matches() && fits(matcher.group(1)) && fits(matcher.group(2)) && fits(matcher.group(3));
    }

    private static boolean fits(String number) {
        return number.length() < 19 || new BigInteger(number).bitLength() < 64;
    }

    private static Matcher version(Value[] arguments, int index) {
        String text = Operands.string(arguments, index);
        Matcher matcher = VERSION.matcher(text);
        if (!isValid(text) || !matcher.matches()) {
            throw BuiltinError.failure("operand " + (index + 1) + ": string " + arguments[index] + " is not a valid SemVer");
        }
        return matcher;
    }

    private static int compare(Matcher left, Matcher right) {
        for (int group = 1; group <= 3; group++) {
            int order = new BigInteger(left.group(group)).compareTo(new BigInteger(right.group(group)));
            if (order != 0) {
                return order;
            }
        }
        String mine = left.group(4) == null ? "" : left.group(4);
        String its = right.group(4) == null ? "" : right.group(4);
        if (mine.isEmpty() || its.isEmpty()) {
            // A version without a pre-release is the greater one.
            return Boolean.compare(mine.isEmpty(), its.isEmpty());
        }
        String[] myParts = mine.split("\\.");
        String[] itsParts = its.split("\\.");
        for (int index = 0; index < Math.min(myParts.length, itsParts.length); index++) {
            int order = compareIdentifiers(myParts[index], itsParts[index]);
            if (order != 0) {
                return Integer.signum(order);
            }
        }
        return Integer.compare(myParts.length, itsParts.length);
    }

    private static int compareIdentifiers(String left, String right) {
        boolean leftIsNumber = left.chars().allMatch(character -> character >= '0' && character <= '9');
        boolean rightIsNumber = right.chars().allMatch(character -> character >= '0' && character <= '9');
        if (leftIsNumber && rightIsNumber) {
            return new BigInteger(left).compareTo(new BigInteger(right));
        }
        return leftIsNumber == rightIsNumber ? left.compareTo(right) : leftIsNumber ? -1 : 1;
    }
}
