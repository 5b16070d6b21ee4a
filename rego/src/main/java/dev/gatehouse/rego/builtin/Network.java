package dev.gatehouse.rego.builtin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A range of addresses with a common prefix, as Go's `net.ParseCIDR` reads it. IPv4 addresses that are written as IPv6 are IPv4.
///
/// @param bits 32 or 128
/// @param first the lowest address
record Network(int bits, BigInteger first, int prefix) {
    private static final BigInteger MAPPED = BigInteger.valueOf(0xffff);

    /// An address.
    record Address(int bits, BigInteger value) {
        /// The address as Go writes it; IPv6 with its longest run of zeros left out (RFC 5952).
        String text() {
            int[] groups = new int[bits == 32 ? 4 : 8];
            int width = bits == 32 ? 8 : 16;
            for (int index = 0; index < groups.length; index++) {
                groups[index] = value.shiftRight(bits - width * (index + 1))
                        .and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE)).intValue();
            }
            if (bits == 32) {
                return groups[0] + "." + groups[1] + "." + groups[2] + "." + groups[3];
            }
            return compressed(groups);
        }

        private static String compressed(int[] groups) {
            int bestStart = -1;
            int bestLength = 1;
            for (int start = 0; start < groups.length; start++) {
                int length = 0;
                while (start + length < groups.length && groups[start + length] == 0) {
                    length++;
                }
                if (length > bestLength) {
                    bestStart = start;
                    bestLength = length;
                }
            }
            var text = new StringBuilder();
            for (int index = 0; index < groups.length; index++) {
                if (index == bestStart) {
                    text.append("::");
                    index += bestLength - 1;
                } else {
                    text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                            .append(Integer.toHexString(groups[index]));
                }
            }
            return text.toString();
        }
    }

    /// The network of `ADDRESS/PREFIX`; null if the text is none.
    static @Nullable Network parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return null;
        }
        Address address = address(text.substring(0, slash));
        String digits = text.substring(slash + 1);
        boolean isV4 = text.substring(0, slash).indexOf(':') < 0;
        if (address == null || !digits.matches("[0-9]{1,7}") || Integer.parseInt(digits) > (isV4 ? 32 : 128)) {
            return null;
        }
        int prefix = Integer.parseInt(digits);
        if (!isV4 && address.bits == 32) {
            if (prefix < 96) {
                // The prefix ends before the part that makes it IPv4.
                return new Network(128, masked(MAPPED.shiftLeft(32).or(address.value), 128, prefix), prefix);
            }
            prefix -= 96;
        }
        return new Network(address.bits, masked(address.value, address.bits, prefix), prefix);
    }

    private static BigInteger masked(BigInteger value, int bits, int prefix) {
        return value.shiftRight(bits - prefix).shiftLeft(bits - prefix);
    }

    /// An address; null if the text is none.
    static @Nullable Address address(String text) {
        if (text.indexOf(':') < 0) {
            BigInteger value = v4(text);
            return value == null ? null : new Address(32, value);
        }
        BigInteger value = v6(text);
        if (value == null) {
            return null;
        }
        return value.shiftRight(32).equals(MAPPED)
                ? new Address(32, value.and(BigInteger.valueOf(0xffffffffL)))
                : new Address(128, value);
    }

    private static @Nullable BigInteger v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        long value = 0;
        for (String part : parts) {
            if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return null;
            }
            value = value << 8 | Integer.parseInt(part);
        }
        return BigInteger.valueOf(value);
    }

    private static @Nullable BigInteger v6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2), true);
        if (head == null || tail == null || (gap < 0 ? head.size() != 8 : head.size() + tail.size() > 7)) {
            return null;
        }
        BigInteger value = BigInteger.ZERO;
        for (int index = 0; index < 8; index++) {
            int fromEnd = index - (8 - tail.size());
            int group = index < head.size() ? head.get(index) : fromEnd >= 0 ? tail.get(fromEnd) : 0;
            value = value.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        return value;
    }

    private static @Nullable List<Integer> groups(String text, boolean mayEndInV4) {
        var groups = new ArrayList<Integer>();
        if (text.isEmpty()) {
            return groups;
        }
        String[] parts = text.split(":", -1);
        for (int index = 0; index < parts.length; index++) {
            if (mayEndInV4 && index == parts.length - 1 && parts[index].indexOf('.') >= 0) {
                BigInteger v4 = v4(parts[index]);
                if (v4 == null) {
                    return null;
                }
                groups.add(v4.intValue() >>> 16);
                groups.add(v4.intValue() & 0xffff);
            } else if (parts[index].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[index], 16));
            } else {
                return null;
            }
        }
        return groups;
    }

    /// The highest address.
    BigInteger last() {
        return first.add(BigInteger.ONE.shiftLeft(bits - prefix)).subtract(BigInteger.ONE);
    }

    boolean contains(int addressBits, BigInteger address) {
        return addressBits == bits && address.compareTo(first) >= 0 && address.compareTo(last()) <= 0;
    }

    boolean contains(Network other) {
        return contains(other.bits, other.first) && contains(other.bits, other.last());
    }

    @Override
    public String toString() {
        return new Address(bits, first).text() + "/" + prefix;
    }
}
